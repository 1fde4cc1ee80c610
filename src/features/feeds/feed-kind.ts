import type { CivilDate } from '../../domain/calendar.js'
import type { FeedCounts } from '../../domain/feed.js'
import type { FeedFormat, LicenceClass, LicenceKind } from '../../domain/words.js'
import type { Db, Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'

/** A row that is well formed, as it waits to be compared. Null where the class has no such field. */
export interface StagedRow {
  /** Of the file, from 1. */
  line: number
  authoritySlug: string
  kind: LicenceKind | null
  number: string | null
  vrm: string | null
  startsOn: CivilDate | null
  endsOn: CivilDate | null
  /** Of a vehicle: as it was written. Of a driver or operator: what tells equal rows of the file (records/read-records.ts). */
  description: string | null
  isWheelchairAccessible: boolean | null
  reference: string | null
  /** The whole row of a driver or operator, encrypted where it waits; null: a vehicle's, whose fields say all. */
  content: object | null
}

/** What is wrong with a file. Carries no value of a row but the registration mark, as the national register's own answers do. */
export interface Fault {
  /** Null: of the whole file. */
  line: number | null
  vrm: string | null
  title: string
  detail: string
}

/** How the names in a file are understood. */
export interface Naming {
  /** Of the authority that a name in a file means; undefined: none is called so. */
  slugOf(name: string): string | undefined
  /** Whether it is the slug of an authority: our own files may name it so too. */
  isSlug(text: string): boolean
  maySpeakFor(slug: string): boolean
  /** London date of the upload. */
  today: CivilDate
}

/** Some rows of a file and the faults among them, in order of line. Never the whole file at once. */
export interface ReadRows {
  rows: StagedRow[]
  faults: Fault[]
}

/** A feed as its kind works on it, outside any request. */
export interface FeedJob {
  id: string
  /** Those that its rows speak of. */
  authoritySlugs: readonly string[]
  format: FeedFormat
  sentByClientId: string
  sentByPersonId: string | null
}

/** What a kind is given beside the job. */
export interface FeedTools {
  db: Db
  secrets: Secrets
  newId: () => string
  now: Date
  today: CivilDate
  /** Called with rows done, and of how many where that is known. */
  progress(done: number, total?: number): Promise<void>
}

/** Who makes a feed so: for decisions and the audit. */
export interface Persons {
  /** The first of two: who sent it, or asked to undo it; a system's id where no officer did. */
  proposedBy: string
  /** The second; null: none was needed. */
  approvedBy: string | null
}

export interface Compared {
  /** By slug, each authority of the file. */
  counts: Record<string, FeedCounts>
  /** SHA-256 over all differences in their order: equal only if nothing differs. */
  digest: Buffer
}

/** A later fact that stands in the way of an undo: what it is, and its id. */
export interface Dependant {
  kind: 'feed' | 'decision' | 'licence'
  id: string
}

/** What the three classes do differently. The life of a job is the same for all: work-on-feed.action.ts. */
export interface FeedKind {
  class: LicenceClass
  /** @throws never for what the file says: whatever is wrong with it is a fault. */
  read(source: AsyncIterable<Buffer>, format: FeedFormat, naming: Naming): AsyncIterable<ReadRows>
  /** What shows only when all rows are there: duplicates. At most 1,000 faults, and how many there are in all. */
  check(job: FeedJob, tools: FeedTools): Promise<{ faults: Fault[]; total: number }>
  /** Writes the differences (replacing those of an earlier preview) and counts them. */
  compare(job: FeedJob, tools: FeedTools): Promise<Compared>
  /** Applies exactly the differences that were shown. `batches`: by slug, the batch that what is written belongs to. Undefined: what stands here is not what was compared. */
  apply(
    tx: Tx,
    job: FeedJob,
    tools: FeedTools,
    persons: Persons,
    batches: ReadonlyMap<string, number>,
  ): Promise<'moved' | undefined>
  /** Restores what stood before, as new facts. Writes nothing where later facts rest on what it would undo. */
  undo(
    tx: Tx,
    job: FeedJob,
    tools: FeedTools,
    persons: Persons,
    batches: ReadonlyMap<string, number>,
  ): Promise<Dependant[]>
}
