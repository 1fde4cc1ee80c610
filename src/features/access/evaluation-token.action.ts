import type { Deps } from '../../platform/deps.js'
import { LIFE_SECONDS, signToken } from './access-token.js'
import { callerOf } from './acting.js'
import { PrincipalId } from './principal.schema.js'
import { findWithBackOffice } from './principal.store.js'
import { currentKey } from './signing-key.store.js'

/**
 * A token of a principal without any proof, for evaluation and tests: an officer's is issued through the back office of the authority.
 * @throws Error if there is no such principal, or it is nobody without an enabled back office.
 */
export async function tokenForEvaluation(
  deps: Pick<Deps, 'config' | 'clock' | 'db' | 'secrets' | 'newId'>,
  principalId: string,
  lifeSeconds: number = LIFE_SECONDS,
): Promise<string> {
  const id = PrincipalId.safeParse(principalId).data
  const [subject, backOffice] = id === undefined ? [] : await findWithBackOffice(deps.db, id)
  if (!subject) throw new Error(`There is no principal ${principalId}`)
  const client = backOffice ?? subject
  const now = deps.clock.now()
  if (!callerOf(subject, client, now))
    throw new Error(`${principalId} cannot act: it is disabled, or its authority has no enabled back office`)
  const { issuer } = deps.config
  return signToken(await currentKey(deps), {
    issuer,
    sub: subject.id,
    clientId: client.id,
    jti: deps.newId(),
    now,
    lifeSeconds,
  })
}
