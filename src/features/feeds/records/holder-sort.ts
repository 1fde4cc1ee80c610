import type { CivilDate } from '../../../domain/calendar.js'
import type { FedDriver, FedOperator } from '../../../domain/fed-record.js'
import type { Tx } from '../../../platform/db.js'
import type { Secrets } from '../../../platform/secrets.js'
import type { Fields } from './holder.js'

/** Who writes to a record, and when. */
export interface Writing {
  secrets: Secrets
  newId: () => string
  now: Date
  recordedBy: { clientId: string; personId: string }
}

/** What a file would change in the record of a holder. */
export interface Redescribed {
  /** As an officer would ask for it. */
  change: Readonly<Record<string, unknown>>
  fields: Fields
  /** Why it cannot be made. */
  refusal?: string
}

/** A record as the files of its class describe it. */
export interface Described {
  version: number
  /** What two records of one person or firm have in common. */
  identity: string
  /** Null: nothing. What the file leaves empty is never taken away. */
  redescribed(holder: FedDriver | FedOperator, today: CivilDate): Redescribed | null
  /** What gives back what `redescribed` took, where it is still as the file said; null: nothing. */
  restored(fields: Fields, today: CivilDate): Redescribed['change'] | null
}

export interface NewHolder {
  id: string
  authoritySlug: string
  holder: FedDriver | FedOperator
}

/** What differs between drivers and operators. */
export interface HolderSort {
  class: 'driver' | 'operator'
  identityOf(holder: FedDriver | FedOperator): string
  /** What one person only has, in a form to be compared and not read. */
  identifiersOf(secrets: Secrets, holder: FedDriver | FedOperator): string[]
  findIdentified(
    tx: Tx,
    authoritySlugs: readonly string[],
    identifiers: readonly string[],
  ): Promise<{ id: string; authoritySlug: string; identifiers: string[] }[]>
  load(tx: Tx, secrets: Secrets, ids: readonly string[]): Promise<Map<string, Described>>
  insert(tx: Tx, writing: Writing, holders: readonly NewHolder[]): Promise<void>
  /** @param change as `redescribed` gave it, at that version. */
  update(
    tx: Tx,
    writing: Writing,
    record: { id: string; authoritySlug: string; version: number },
    change: Readonly<Record<string, unknown>>,
  ): Promise<void>
}
