import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { raiseForEntries } from '../alerts/index.js'
import { startDuties } from '../duties/index.js'
import { indexed, putEntries, type Indexed } from '../matching/index.js'
import { appendEntryEvents, insertEntries, insertPersons, sealPerson } from './entry.store.js'
import type { ImportRow } from './import-row.schema.js'
import { insertMirrorings } from './outbox.store.js'

/** A row of which all is done that needs no lock. */
export interface ReadyRow {
  row: ImportRow
  personEncrypted: Uint8Array<ArrayBuffer>
  person: Indexed
}

export const readyRow = ({ secrets }: Acting, row: ImportRow): ReadyRow => ({
  row,
  personEncrypted: sealPerson(secrets, row.person),
  person: indexed(secrets, row.person),
})

/**
 * Entries of before: their eleven years run on from where they began, and the days to make them in are long over. Under `lockRegister(tx, 'update')`,
 * for which everybody who refuses or grants waits: one statement a table, and one look-up a row for the alerts.
 */
export async function makeImported(tx: Tx, act: Acting, proposalId: string, rows: readonly ReadyRow[]): Promise<void> {
  const { caller, now, newId } = act
  const { authoritySlug } = caller
  const made = rows.map(({ row, ...ready }) => {
    const { decisionType, decidedOn, takesEffectOn, suspensionEndsOn } = row
    const says = { decisionType, decidedOn, takesEffectOn, suspensionEndsOn }
    return { ...ready, row, says, id: newId(), eventId: newId(), authoritySlug }
  })
  await insertEntries(
    tx,
    made.map(({ id, says, row }) => ({
      ...says,
      id,
      authoritySlug,
      origin: 'import',
      driverId: null,
      decisionId: null,
      importProposalId: proposalId,
      reference: row.reference,
      firstMadeOn: row.firstMadeOn,
      createdAt: now,
    })),
  )
  await appendEntryEvents(
    tx,
    made.map(({ id, eventId, says }) => ({
      ...says,
      id: eventId,
      entryId: id,
      state: 'active',
      cause: 'import',
      changedOn: says.decidedOn,
      changeTakesEffectOn: says.takesEffectOn,
      recordedAt: now,
      recordedBy: caller,
    })),
  )
  await insertMirrorings(
    tx,
    made.flatMap(({ eventId, row: { designatedReference: reference } }) =>
      reference === null ? [] : [{ eventId, reference, recordedAt: now, recordedBy: caller }],
    ),
  )
  const duties = made.map(({ id, row }) => ({ object: { kind: 'entry', id }, from: row.firstMadeOn }))
  await startDuties(
    tx,
    act,
    duties.map((duty) => ({ ...duty, kind: 'remove-entry', authoritySlug })),
  )
  await insertPersons(
    tx,
    made.map(({ id, personEncrypted }) => ({ entryId: id, personEncrypted, updatedAt: now })),
  )
  await putEntries(tx, made)
  await raiseForEntries(tx, act, authoritySlug, made)
}
