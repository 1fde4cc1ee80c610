import { startOfLondonDay, type CivilDate } from '../../../domain/calendar.js'
import type { FedDecision, FedDriver, FedOperator, FedPeriod } from '../../../domain/fed-record.js'
import type { LicenceHistory } from '../../../domain/history.js'
import { standing } from '../../../domain/standing.js'
import { matters, type Matter } from '../../../domain/correction.js'
import type {
  Capacity,
  FeedConflict,
  FeedSign,
  Ground,
  Jurisdiction,
  LicenceClass,
  LicenceKind,
} from '../../../domain/words.js'
import type { RecordedFact } from '../../licences/index.js'

/** What a file says of one person or firm: one description, and facts anywhere in the file. */
export interface StagedHolder {
  authoritySlug: string
  reference: string
  holder: FedDriver | FedOperator
  facts: StagedFact[]
}

export interface StagedFact {
  line: number
  fact: FedPeriod | FedDecision
}

/** A fact on record, or about to be, with what the file is compared with. */
export interface FedFact extends RecordedFact {
  /** Null: recorded by an officer here. */
  feedId: string | null
  grounds: readonly Ground[]
  decidedBy: { capacity: Capacity; name: string }
}

/** What a feed adds to a history. */
export interface AddedFact {
  fact: FedFact
  needsSecondPerson: boolean
  reasons: string | null
  correctionWhy: string | null
}

/** The history of one licence, or of one refused application, as recorded and as the file would have it go on. */
export interface HolderFile extends LicenceHistory {
  /** Null: a refused application. */
  licenceId: string | null
  /** Of a refused application. */
  applicationId: string | null
  receivedOn: CivilDate | null
  kind: LicenceKind
  number: string | null
  isNew: boolean
  /** All, those added included. */
  decisions: FedFact[]
  added: AddedFact[]
}

/** The authority whose licences they are. */
export interface Licensing {
  slug: string
  gssCode: string
  jurisdiction: Jurisdiction
  officialName: string
}

/** One line of a preview. */
export interface Difference {
  sign: FeedSign
  authoritySlug: string
  line: number | null
  /** Null: none yet. */
  licenceId: string | null
  why: FeedConflict | null
  fields: Fields
}

/** By name, what is on record and what the file says. */
export type Fields = Readonly<Record<string, { was: unknown; willBe: unknown }>>

/** Who a reference means. */
export interface Resolved {
  subjectId: string
  /** Nobody recorded here: the record is made. */
  isNew: boolean
  /** No earlier file had the reference. */
  isNewReference: boolean
  /** Another record, or another reference of the file, is of the same person: none of the rows is applied. */
  isTwice: boolean
  /** An identifier belongs to another record: the description is not changed. */
  isTaken: boolean
}

/** What a file would do to one holder. */
export interface HolderPlan {
  class: LicenceClass
  authoritySlug: string
  subjectId: string
  /** Null: not in the file. */
  staged: StagedHolder | null
  /** No record: it is made, if any of its rows can be applied. */
  isNew: boolean
  /** The reference is to mean the holder in later files. */
  isNewReference: boolean
  differences: Difference[]
  unchanged: number
  /** Licences that a feed recorded and that are not over. */
  standing: number
  /** Those with something added. */
  files: HolderFile[]
  /** All that the holder had before. */
  recorded: readonly HolderFile[]
  /** To the record, as an officer would ask for it; null: none. */
  change: Readonly<Record<string, unknown>> | null
  /** Of the record, which the change is made at. */
  version: number
}

/** A licence or an application that the registry does not know yet. */
export const newFile = (
  { jurisdiction, gssCode }: Licensing,
  kind: LicenceKind,
  about: Partial<Pick<HolderFile, 'licenceId' | 'number' | 'applicationId' | 'receivedOn'>>,
): HolderFile => ({
  licenceId: null,
  number: null,
  applicationId: null,
  receivedOn: null,
  ...about,
  kind,
  jurisdiction,
  issuedBy: gssCode,
  isNew: true,
  decisions: [],
  renewalsPending: [],
  added: [],
})

/** What a feed can change and what it can end: the last word was a feed's. */
export const isFed = ({ feedId }: FedFact): boolean => feedId !== null

export const mattersOf = (file: HolderFile): Matter<FedFact>[] => matters(file.decisions)

/** The last record of a matter that says something: its latest, or what an annulment took back. */
export const saidIn = (file: HolderFile, { ids }: Matter<FedFact>): FedFact | undefined =>
  file.decisions.findLast(({ id, correction }) => ids.has(id) && correction?.effect !== 'annul')

export const isGiving = ({ type }: { type: string }): boolean => type === 'grant' || type === 'renew'

/** The periods that count, the latest last. */
export function periodsOf(
  file: HolderFile,
): { matter: Matter<FedFact>; decision: FedFact; startsOn: CivilDate; endsOn: CivilDate }[] {
  return mattersOf(file)
    .flatMap((matter) => {
      const { decision } = matter
      return decision?.period && isGiving(decision) ? [{ matter, decision, ...decision.period }] : []
    })
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
}

/** Whether a feed gave the licence its last period and it may be used today or some day: its absence from a file means something. */
export function isFedAndStanding(file: HolderFile, today: CivilDate): boolean {
  const last = periodsOf(file).at(-1)
  if (!last || !isFed(last.decision) || last.endsOn < today) return false
  const from = startOfLondonDay(today)
  return standing(file).some(({ verdict, until }) => verdict === 'yes' && (until === null || until > from))
}
