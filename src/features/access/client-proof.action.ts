import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { isEnabled } from './acting.js'
import { findClientKey, findSecretHash, useAssertion } from './credential.store.js'
import { PrincipalId } from './principal.schema.js'
import { findPrincipal, type Principal } from './principal.store.js'
import { checkSecret, credentialIdOf } from './secret.js'

export const ASSERTION_ALGORITHMS = ['EdDSA', 'ES256'] as const
const LONGEST_ASSERTION_SECONDS = 300
const SKEW_SECONDS = 30

const BASIC = /^Basic ([A-Za-z0-9+/]{1,300}={0,2})$/i

/**
 * `client_secret_basic`. Ids and secrets have no character that form encoding would change, so nothing is decoded after base64.
 * @returns undefined if it proves nothing, 'busy' if it could not be checked now.
 */
export async function proveBySecret(deps: Deps, authorization: string): Promise<Principal | 'busy' | undefined> {
  const [, id, secret] =
    /^([^:]*):(.*)$/.exec(Buffer.from(BASIC.exec(authorization)?.[1] ?? '', 'base64').toString()) ?? []
  const clientId = PrincipalId.safeParse(id).data
  const credentialId = credentialIdOf(secret ?? '')
  const now = deps.clock.now()
  const [client, secretHash] =
    clientId === undefined || credentialId === undefined
      ? []
      : await Promise.all([findPrincipal(deps.db, clientId), findSecretHash(deps.db, clientId, credentialId, now)])
  const isRight = await checkSecret(secret ?? '', secretHash)
  if (isRight === undefined) return 'busy'
  return isRight && isClient(client, now) ? client : undefined
}

const Header = z.object({ alg: z.enum(ASSERTION_ALGORITHMS), kid: z.string().regex(/^[\x21-\x7e]{1,128}$/) })
const Claims = z.object({
  iss: PrincipalId,
  sub: PrincipalId,
  jti: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  exp: z.int(),
  iat: z.int().optional(),
})

/**
 * A JWT that a client signed with its registered key, either to prove itself (`sub` = `iss`) or to name the officer who acts (RFC 7523 s.3).
 * It is valid once, for five minutes at most.
 */
export async function proveByAssertion(
  deps: Deps,
  assertion: string,
): Promise<{ client: Principal; sub: string } | undefined> {
  const now = deps.clock.now()
  const header = Header.safeParse(attempt(() => decodeProtectedHeader(assertion)))
  const claims = Claims.safeParse(attempt(() => decodeJwt(assertion)))
  if (!header.success || !claims.success) return undefined
  const { iss, sub, jti, exp, iat } = claims.data
  const nowSeconds = now.getTime() / 1000
  if (exp > nowSeconds + LONGEST_ASSERTION_SECONDS + SKEW_SECONDS || (iat ?? 0) > nowSeconds + SKEW_SECONDS)
    return undefined
  const key = await findClientKey(deps.db, iss, header.data.kid, now)
  if (!key || !(await isSigned(assertion, key, header.data.alg, deps.config.issuer, now))) return undefined
  const client = await findPrincipal(deps.db, iss)
  if (!isClient(client, now)) return undefined
  const expiresAt = new Date((exp + SKEW_SECONDS) * 1000)
  return (await useAssertion(deps.db, { clientId: iss, jti, expiresAt }, now)) ? { client, sub } : undefined
}

const isClient = (principal: Principal | undefined, now: Date): principal is Principal =>
  isEnabled(principal, now) && principal.kind === 'client'

async function isSigned(assertion: string, jwk: JWK, alg: string, issuer: string, now: Date): Promise<boolean> {
  try {
    await jwtVerify(assertion, await importJWK(jwk, alg), {
      algorithms: [alg],
      audience: [issuer, tokenEndpoint(issuer)],
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
      currentDate: now,
      clockTolerance: SKEW_SECONDS,
    })
    return true
  } catch {
    return false
  }
}

export const tokenEndpoint = (issuer: string): string => `${issuer.replace(/\/$/, '')}/oauth/token`

function attempt(decode: () => unknown): unknown {
  try {
    return decode()
  } catch {
    return undefined
  }
}
