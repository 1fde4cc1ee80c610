import { setImmediate } from 'node:timers/promises'

/** Before every id: where a walk through a table in order of id begins. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** Between two statements of many. The embedded database never lets go of the thread by itself: whoever waits has a turn here. */
export const letOthersIn = (): Promise<void> => setImmediate()
