import { NTR } from '../../../domain/ntr-message.js'
import type { FeedFormat } from '../../../domain/words.js'
import type { AnyRefusal, ProblemCode } from '../../../platform/outcome.js'
import { faultText } from '../fault-text.js'
import type { Fault } from '../feed-kind.js'
import type { Feed } from '../feed.schema.js'
import type { NtrErrors } from './ntr-update.schema.js'

type Words = Pick<Fault, 'title' | 'detail'>

/** Refusals of a whole file that the register tells as it tells of faults. The rest are about the request: they are told as problems. */
const OF_THE_FILE: Partial<Record<ProblemCode, (refusal: AnyRefusal) => Words>> = {
  'feed-already-open': () => NTR.authorityLocked,
  'feed-empty': ({ detail }) => ({ title: 'Validation error', detail }),
  'feed-authority-not-joined': ({ detail }) => ({ title: 'Insufficient Permissions', detail }),
}

/** What is wrong with a file that was refused; none: it is not the file. */
export function faultsToTell(refusal: AnyRefusal, faults: readonly Fault[]): readonly Fault[] {
  const words = OF_THE_FILE[refusal.code]?.(refusal)
  return words ? [ofTheFile(words)] : faults
}

export const ofTheFile = (words: Words): Fault => ({ line: null, vrm: null, ...words })

/** In the register's shape, which for CSV is a sentence. */
export const ntrErrors = (faults: readonly Fault[], format: FeedFormat): NtrErrors => ({
  errors: faults.map((fault) => {
    const { vrm, title, detail } = fault
    return format === 'ntr-csv' ? faultText(fault) : { vrm, title, detail, status: 400 }
  }),
})

/** What became of a file without faults, as far as it is known when the sender is answered. */
export function ntrOutcome(feed: Feed): { status: 201 | 202 | 400; detail: string } {
  switch (feed.state) {
    case 'applied':
      return { status: 201, detail: 'Register updated successfully.' }
    case 'refused':
    case 'undone':
      return { status: 400, detail: 'The file was refused by an officer' }
    case 'previewed':
      return { status: 202, detail: awaits(feed) }
    default:
      return { status: 202, detail: 'The file is being worked on.' }
  }
}

function awaits({ personsNeeded, counts }: Feed): string {
  const missing = counts?.total.missing ?? 0
  const officers = personsNeeded === 2 ? '2 officers' : 'an officer'
  const absent = missing === 1 ? '1 licence in force is' : `${missing} licences in force are`
  return `The file awaits the approval of ${officers}: ${absent} not in it.`
}
