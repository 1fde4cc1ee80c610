import type { Officer } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Outcome } from '../../platform/outcome.js'
import type { NewOperator, Operator } from './operator.schema.js'
import { addPremises, findOperator, insertOperator } from './operator.store.js'
import { created } from './subject.action.js'

export async function createOperator(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { premises, ...operator }: NewOperator,
): Promise<Outcome<Operator>> {
  const key = { authoritySlug: officer.authoritySlug, id: deps.newId() }
  await insertOperator(tx, key, deps.clock.now(), operator)
  await addPremises(tx, deps.newId, key.id, premises)
  return created('operator', await findOperator(tx, key))
}
