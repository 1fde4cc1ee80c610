import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal, Outcome } from '../../platform/outcome.js'
import { propose, type Proposal } from '../proposals/index.js'
import { takenReferences } from './import.store.js'
import type { ImportRow } from './import-row.schema.js'
import { readImport, type RowFault } from './read-import.action.js'

/** All of the file is right, or nothing of it is kept. What is right waits, encrypted, for the second person. */
export async function importEntries(tx: Tx, act: Acting, file: string): Promise<Outcome<Proposal>> {
  const { rows, faults } = readImport(file, todayOf(act))
  const all = [...faults, ...(await faultsOfTaken(tx, act, rows))]
  if (all.length > 0) return { ok: false, refusal: refusalOf(all) }
  return propose(tx, act, { kind: 'entry-import', payload: { rows: rows.length }, rows })
}

/** References that an entry has already: then this row was imported, or keyed into the designated database, before. */
export async function faultsOfTaken(tx: Tx, { caller }: Acting, rows: readonly ImportRow[]): Promise<RowFault[]> {
  const taken = await takenReferences(tx, caller.authoritySlug, {
    own: rows.map(({ reference }) => reference),
    designated: rows.flatMap(({ designatedReference }) => designatedReference ?? []),
  })
  return rows.flatMap(({ row, reference, designatedReference }) => [
    ...(taken.own.has(reference)
      ? [{ pointer: `/rows/${row}/reference`, detail: 'is that of an entry of yours already' }]
      : []),
    ...(designatedReference !== null && taken.designated.has(designatedReference)
      ? [{ pointer: `/rows/${row}/designated_reference`, detail: 'is that of an entry of yours already' }]
      : []),
  ])
}

/** More of them help nobody, and a file of nothing but faults would be answered by a longer one. */
const MOST_FAULTS = 1_000

function refusalOf(faults: RowFault[]): AnyRefusal {
  const shown = faults.length > MOST_FAULTS ? `, of which the first ${MOST_FAULTS} are shown` : ''
  const total = faults.length === 1 ? 'is one fault' : `are ${faults.length} faults${shown}`
  return {
    code: 'invalid-request',
    detail: `There ${total}. Nothing of the file was kept.`,
    errors: faults.slice(0, MOST_FAULTS),
  }
}
