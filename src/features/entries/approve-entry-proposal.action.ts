import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { refused, type AnyRefusal } from '../../platform/outcome.js'
import { CLOSED, findProposal, type ProposalDetail } from '../proposals/index.js'
import { changeImported, type ChangeEntry } from './change-imported.action.js'
import { faultsOfTaken } from './import-entries.action.js'
import { isOver } from './import-rules.js'
import { makeImported, readyRow } from './make-imported.action.js'
import { lockRegister } from './register.store.js'

const REJECT = 'Reject the proposal.'

type Approved = { ok: true; resultId: string; recorded?: { entriesMade: number } } | { ok: false; refusal: AnyRefusal }

/** What the second person approves is judged anew, with the register of entries locked: what was so when it was proposed may not be so any more. */
export async function approveEntryProposal(tx: Tx, act: Acting, proposal: ProposalDetail): Promise<Approved> {
  const { kind, entryId, command } = proposal
  if (kind === 'entry-import') return approveImport(tx, act, proposal)
  if (entryId === null) throw new Error('a proposal on an entry that names none')
  await lockRegister(tx, 'update')
  // Written by the registry itself, from a body that was checked.
  const changed = await changeImported(tx, act, entryId, { kind, ...command } as ChangeEntry)
  return changed.ok ? { ok: true, resultId: changed.eventId } : changed
}

/** Whatever needs no lock is done before it: a file of many rows must not keep others from refusing and granting. */
async function approveImport(tx: Tx, act: Acting, { id, rows }: ProposalDetail): Promise<Approved> {
  if (rows === null) return CLOSED
  if (rows.some(({ firstMadeOn }) => isOver(firstMadeOn, todayOf(act))))
    return refused('entry-state', `The eleven years of an entry in this file are over since it was proposed. ${REJECT}`)
  const ready = rows.map((row) => readyRow(act, row))
  await lockRegister(tx, 'update')
  // Again, under the lock: of two approvals at once the second finds it approved, of an approval and a rejection neither undoes the other.
  if ((await findProposal(tx, act, id))?.state !== 'open') return CLOSED
  const taken = await faultsOfTaken(tx, act, rows)
  if (taken.length > 0)
    return refused('entry-already-made', `Entries of this file were imported since it was proposed. ${REJECT}`)
  await makeImported(tx, act, id, ready)
  return { ok: true, resultId: id, recorded: { entriesMade: rows.length } }
}
