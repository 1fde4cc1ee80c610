import { londonDate, type CivilDate } from '../domain/calendar.js'
import type { Officer } from './caller.js'
import type { Deps } from './deps.js'
import type { Secrets } from './secrets.js'

/** Who acts, and when: the same instant for all that one request records. */
export interface Acting {
  caller: Officer
  now: Date
  newId: () => string
  secrets: Secrets
}

export const acting = (
  { clock, newId, secrets }: Pick<Deps, 'clock' | 'newId' | 'secrets'>,
  caller: Officer,
): Acting => ({
  caller,
  now: clock.now(),
  newId,
  secrets,
})

/** London date of the act. */
export const todayOf = ({ now }: Pick<Acting, 'now'>): CivilDate => londonDate(now.getTime())
