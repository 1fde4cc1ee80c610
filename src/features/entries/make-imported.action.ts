import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { startDuty } from '../duties/index.js'
import type { FoundProposal } from '../proposals/index.js'
import { insertEntry } from './entry.store.js'
import type { ImportRow } from './import-row.schema.js'
import { insertMirroring } from './outbox.store.js'
import { makeSearchable, recordChange } from './record-change.action.js'

/** An entry of before: its eleven years run on from where they began, and the days to make it in are long over. */
export async function makeImported(tx: Tx, act: Acting, proposal: FoundProposal, row: ImportRow): Promise<void> {
  const { caller, now, newId } = act
  const { authoritySlug } = caller
  const { decisionType, decidedOn, takesEffectOn, suspensionEndsOn } = row
  const says = { decisionType, decidedOn, takesEffectOn, suspensionEndsOn }
  const id = newId()
  await insertEntry(tx, {
    ...says,
    id,
    authoritySlug,
    origin: 'import',
    driverId: null,
    decisionId: null,
    importProposalId: proposal.id,
    reference: row.reference,
    firstMadeOn: row.firstMadeOn,
    createdAt: now,
  })
  const eventId = await recordChange(
    tx,
    act,
    { id, authoritySlug },
    { ...says, state: 'active', cause: 'import', changedOn: decidedOn, changeTakesEffectOn: takesEffectOn },
  )
  if (row.designatedReference !== null)
    await insertMirroring(tx, { eventId, reference: row.designatedReference, recordedAt: now, recordedBy: caller })
  await startDuty(tx, act, {
    kind: 'remove-entry',
    authoritySlug,
    object: { kind: 'entry', id },
    from: row.firstMadeOn,
  })
  await makeSearchable(tx, act, { id, authoritySlug }, row.person)
}
