import type { Fault } from './feed-kind.js'

/** A fault as the national register puts it to whoever sent a file. */
export const faultText = ({ line, detail }: Pick<Fault, 'line' | 'detail'>): string =>
  line === null ? detail : `Line ${line}: ${detail}`
