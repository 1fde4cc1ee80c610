import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { NOT_FOUND, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { MAX_PREMISES, type Operator, type OperatorChange } from './operator.schema.js'
import { addPremises, changeOperator, endPremises, findOperator } from './operator.store.js'
import type { RecordVersion } from './record.store.js'
import { changed, RECORD_CHANGED } from './subject.action.js'

/** Unlike a driver's home, new premises end no others: an operator may take bookings in several places. */
export async function updateOperator(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'newId'>,
  record: RecordVersion,
  { newPremises, endedPremises, ...facts }: OperatorChange,
): Promise<Outcome<Operator>> {
  const isChanged = await changeOperator(tx, record, deps.clock.now(), facts)
  const before = await findOperator(tx, record)
  if (!before) return NOT_FOUND
  if (!isChanged) return RECORD_CHANGED
  if (newPremises && before.body.premises.length >= MAX_PREMISES) return { ok: false, refusal: FULL }
  if (newPremises) await addPremises(tx, deps.newId, record.id, [newPremises])
  if (endedPremises && !(await endPremises(tx, record.id, endedPremises.id, endedPremises.endsOn)))
    return { ok: false, refusal: NO_SUCH_PREMISES }
  return changed('operator', await findOperator(tx, record))
}

const FULL: AnyRefusal = {
  code: 'list-full',
  detail: `The record holds at most ${MAX_PREMISES} premises.`,
  pointer: '/newPremises',
}
const NO_SUCH_PREMISES: AnyRefusal = {
  code: 'invalid-request',
  detail: 'The operator has no premises with this id.',
  pointer: '/endedPremises/id',
}
