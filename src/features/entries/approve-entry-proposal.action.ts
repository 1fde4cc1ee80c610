import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { importedRows, CLOSED, type FoundProposal } from '../proposals/index.js'
import { changeImported, type ChangeEntry } from './change-imported.action.js'
import { faultsOfTaken } from './import-entries.action.js'
import { isOver } from './import-rules.js'
import { makeImported } from './make-imported.action.js'
import { lockRegister } from './register.store.js'

type Approved = { ok: true; resultId: string; recorded: { entriesMade?: number } } | { ok: false; refusal: AnyRefusal }

/** What the second person approves is judged anew, with the register of entries locked: what was so when it was proposed may not be so any more. */
export async function approveEntryProposal(tx: Tx, act: Acting, proposal: FoundProposal): Promise<Approved> {
  await lockRegister(tx, 'update')
  const { kind, entryId, command } = proposal
  if (kind === 'entry-import') return approveImport(tx, act, proposal)
  if (entryId === null) throw new Error('a proposal on an entry that names none')
  // Written by the registry itself, from a body that was checked.
  const changed = await changeImported(tx, act, entryId, { kind, ...command } as ChangeEntry)
  return changed.ok ? { ok: true, resultId: changed.eventId, recorded: {} } : changed
}

async function approveImport(tx: Tx, act: Acting, proposal: FoundProposal): Promise<Approved> {
  const rows = await importedRows(tx, act.secrets, proposal.id)
  if (rows === null) return CLOSED
  const taken = await faultsOfTaken(tx, act, rows)
  if (taken.length > 0) return refuse('entry-already-made', 'Entries of this file were imported since it was proposed.')
  if (rows.some(({ firstMadeOn }) => isOver(firstMadeOn, todayOf(act))))
    return refuse('entry-state', 'The eleven years of an entry in this file are over since it was proposed.')
  for (const row of rows) await makeImported(tx, act, proposal, row)
  return { ok: true, resultId: proposal.id, recorded: { entriesMade: rows.length } }
}

const refuse = (code: AnyRefusal['code'], detail: string) =>
  ({ ok: false, refusal: { code, detail: `${detail} Reject the proposal.` } }) as const
