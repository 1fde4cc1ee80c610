import type { CivilDate } from '../../domain/calendar.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { dropEntry } from '../matching/index.js'
import { propose, type Proposal } from '../proposals/index.js'
import type { ReinstateEntry, RemoveEntry } from './change-entry.schema.js'
import type { Entry } from './entry.schema.js'
import { findEntry, personOf } from './entry.store.js'
import { makeSearchable, recordChange } from './record-change.action.js'

export type ChangeEntry = ({ kind: 'entry-removal' } & RemoveEntry) | ({ kind: 'entry-reinstatement' } & ReinstateEntry)

/** An imported entry has no decision here that it could follow: two persons say what becomes of it. */
export async function proposeChange(
  tx: Tx,
  act: Acting,
  entryId: string,
  { kind, ...change }: ChangeEntry,
): Promise<Outcome<Proposal>> {
  const entry = await findEntry(tx, entryId, act.caller.authoritySlug)
  if (!entry) return NOT_FOUND
  const refusal = refusalOf(entry, kind, change.changedOn, todayOf(act))
  return refusal ? { ok: false, refusal } : propose(tx, act, { kind, entryId, payload: change })
}

/** Under `lockRegister(tx, 'update')`: of two that were proposed at once, the second finds the state changed. */
export async function changeImported(
  tx: Tx,
  act: Acting,
  entryId: string,
  { kind, changedOn, cause }: ChangeEntry,
): Promise<{ ok: true; eventId: string } | { ok: false; refusal: AnyRefusal }> {
  const { authoritySlug } = act.caller
  const entry = await findEntry(tx, entryId, authoritySlug)
  if (!entry) return NOT_FOUND
  const refusal = refusalOf(entry, kind, changedOn, todayOf(act))
  if (refusal) return { ok: false, refusal }
  const { decisionType, decidedOn, takesEffectOn, suspensionEndsOn } = entry
  const own = { id: entryId, authoritySlug }
  const state = kind === 'entry-removal' ? 'removed' : 'reinstated'
  const eventId = await recordChange(tx, act, own, {
    state,
    cause,
    changedOn,
    changeTakesEffectOn: null,
    decisionType,
    decidedOn,
    takesEffectOn,
    suspensionEndsOn,
  })
  if (state === 'removed') await dropEntry(tx, entryId)
  else {
    const person = await personOf(tx, act.secrets, entryId)
    if (!person) throw new Error('an entry that is not expired has no person')
    await makeSearchable(tx, act, own, person)
  }
  return { ok: true, eventId }
}

function refusalOf(
  { origin, state, decidedOn, retainedUntil }: Entry,
  kind: ChangeEntry['kind'],
  changedOn: CivilDate,
  today: CivilDate,
): AnyRefusal | undefined {
  if (origin !== 'import')
    return {
      code: 'entry-not-imported',
      detail: 'Correct the decision, lift it or record its appeal: the entry follows.',
    }
  if (changedOn > today)
    return { code: 'date-in-future', detail: `${changedOn} is in the future.`, pointer: '/changedOn' }
  if (changedOn < decidedOn)
    return { code: 'date-too-early', detail: `The decision was of ${decidedOn}.`, pointer: '/changedOn' }
  if (state === 'expired' || retainedUntil < today) return { code: 'entry-state', detail: 'Its eleven years are over.' }
  const isGone = state === 'removed'
  if (isGone !== (kind === 'entry-reinstatement'))
    return { code: 'entry-state', detail: isGone ? 'It is removed already.' : 'It is not removed.' }
  return undefined
}
