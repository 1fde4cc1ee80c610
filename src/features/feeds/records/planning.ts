import type { FedDecision, FedPeriod } from '../../../domain/fed-record.js'
import type { LicenceClass, LicenceKind } from '../../../domain/words.js'
import type { Adding } from './add-fact.js'
import type { Difference, Fields, HolderFile, Licensing, Resolved, StagedHolder } from './holder.js'

export interface Given {
  class: LicenceClass
  authority: Licensing
  resolved: Resolved
  /** Null: not in the file. */
  staged: StagedHolder | null
  /** What is recorded of the holder. */
  recorded: HolderFile[]
  /** Whether a row of a person who could not be told apart states it: then it is not known to be absent. */
  isStatedByAnother: (kind: LicenceKind, number: string) => boolean
  /** Whether another holder has the number at the time: nothing is given under it. */
  isHeldByAnother: (kind: LicenceKind, number: string) => boolean
  adding: Adding
}

/** One row on its way: what it is compared with, and where it says what became of it. */
export interface Planning extends Given {
  /** Those recorded, and those that the file makes. */
  files: HolderFile[]
  tell: (difference: Omit<Difference, 'authoritySlug'>) => void
  unchanged: () => void
}

/** What a preview shows of a row that is not on record. */
export function stated({ reference }: StagedHolder, { row, ...said }: FedPeriod | FedDecision): Fields {
  const isSaid = (value: unknown) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0)
  const all = Object.entries({ row, reference, ...said }).filter(([, value]) => isSaid(value))
  return Object.fromEntries(all.map(([name, willBe]) => [name, { was: null, willBe }]))
}

/** @param refusal code of the law's no. */
export const withRefusal = (fields: Fields, refusal: string | undefined): Fields =>
  refusal === undefined ? fields : { ...fields, refusal: { was: null, willBe: refusal } }
