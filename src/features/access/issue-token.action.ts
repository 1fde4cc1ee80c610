import type { Deps } from '../../platform/deps.js'
import { LIFE_SECONDS, signToken } from './access-token.js'
import { isEnabled, mayActFor } from './acting.js'
import { proveByAssertion, proveBySecret } from './client-proof.action.js'
import { findPrincipal } from './principal.store.js'
import { currentKey } from './signing-key.store.js'
import { CLIENT_CREDENTIALS, type TokenError, type TokenRequest } from './token.schema.js'

type Proven = { sub: string; clientId: string } | TokenError | 'busy'
export type Issued = { token: string; expiresInSeconds: number } | TokenError | 'busy'

/** Issues a token to whoever proves to be a client, or to the officer that a client names. */
export async function issueToken(
  deps: Deps,
  request: TokenRequest,
  authorization: string | undefined,
): Promise<Issued> {
  const proven = await (request.grant_type === CLIENT_CREDENTIALS
    ? proveClient(deps, request, authorization)
    : proveOfficer(deps, request, authorization))
  if (proven === 'busy' || 'error' in proven) return proven
  const { issuer } = deps.config
  const token = signToken(await currentKey(deps), { issuer, ...proven, jti: deps.newId(), now: deps.clock.now() })
  return { token, expiresInSeconds: LIFE_SECONDS }
}

type RequestOf<Grant> = Extract<TokenRequest, { grant_type: Grant }>

async function proveClient(
  deps: Deps,
  { client_id: named, client_assertion: assertion, client_assertion_type: type }: RequestOf<typeof CLIENT_CREDENTIALS>,
  authorization: string | undefined,
): Promise<Proven> {
  if ((assertion === undefined) !== (type === undefined))
    return refuse('invalid_request', 'client_assertion and client_assertion_type go together.')
  if (assertion === undefined) {
    if (named !== undefined) return refuse('invalid_request', 'client_id goes with client_assertion only.')
    if (authorization === undefined) return UNPROVEN
    const client = await proveBySecret(deps, authorization)
    return client === 'busy' ? client : client ? { sub: client.id, clientId: client.id } : UNPROVEN
  }
  if (authorization !== undefined) return refuse('invalid_request', 'Use one way to prove the client, not two.')
  const proof = await proveByAssertion(deps, assertion)
  if (!proof || proof.sub !== proof.client.id || (named ?? proof.sub) !== proof.sub) return UNPROVEN
  return { sub: proof.sub, clientId: proof.sub }
}

async function proveOfficer(
  deps: Deps,
  { assertion }: Exclude<TokenRequest, RequestOf<typeof CLIENT_CREDENTIALS>>,
  authorization: string | undefined,
): Promise<Proven> {
  if (authorization !== undefined)
    return refuse('invalid_request', 'The assertion alone proves the client: send no Authorization.')
  const proof = await proveByAssertion(deps, assertion)
  if (!proof) return BAD_ASSERTION
  const person = await findPrincipal(deps.db, proof.sub)
  if (!isEnabled(person, deps.clock.now()) || !mayActFor(proof.client, person))
    return refuse('invalid_grant', 'The subject is not an enabled person whom this client may name.')
  return { sub: person.id, clientId: proof.client.id }
}

const refuse = (error: TokenError['error'], error_description: string): TokenError => ({ error, error_description })

// One answer whatever was wrong: which clients exist is nobody's business.
const UNPROVEN = refuse('invalid_client', 'The client is not known, is disabled, or did not prove itself.')
const BAD_ASSERTION = refuse(
  'invalid_grant',
  'The assertion must be signed by a registered key of an enabled client (header alg, kid), name iss, sub, aud, exp (5 minutes at most) and a jti never used before.',
)
