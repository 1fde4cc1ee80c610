import type { Deps } from '../../platform/deps.js'
import type { Authenticate } from '../../platform/plugins/guard.js'
import { isInTime, verifyToken, type Claims } from './access-token.js'
import { callerOf } from './acting.js'
import { makeStandingReader } from './principal.store.js'
import { remember } from './remember.js'
import { findPublicKey, LONGEST_LIFE_MS } from './signing-key.store.js'

/** Ours have about 500 characters. */
const BEARER = /^Bearer ([A-Za-z0-9_.-]{1,2048})$/i
const MOST_TOKENS = 10_000
const MOST_KEYS = 100

/**
 * A signature, once verified, is remembered by the whole token (a shorter key could collide with another's); time, key and principals are looked at
 * for every request.
 */
export function makeAuthenticate(deps: Pick<Deps, 'config' | 'clock' | 'db'>): Authenticate {
  const verified = new Map<string, Claims>()
  const keys = new Map<string, string>()
  const readStanding = makeStandingReader(deps.db)
  const { issuer } = deps.config

  const publicKeyOf = async (kid: string) => {
    const key = keys.get(kid) ?? (await findPublicKey(deps.db, kid))
    if (key !== undefined) remember(keys, kid, key, MOST_KEYS)
    return key
  }

  return async (authorization) => {
    const token = BEARER.exec(authorization ?? '')?.[1]
    if (token === undefined) return undefined
    const now = deps.clock.now()
    const claims = verified.get(token) ?? (await verifyToken(token, issuer, now, publicKeyOf))
    if (!claims || !isInTime(claims, now)) return undefined
    remember(verified, token, claims, MOST_TOKENS)
    const { keyRetiredAt, principals } = await readStanding([claims.sub, claims.clientId], claims.kid)
    if (keyRetiredAt === undefined) return undefined
    if (keyRetiredAt && keyRetiredAt.getTime() + LONGEST_LIFE_MS <= now.getTime()) return undefined
    return callerOf(principals[0], principals[1], now)
  }
}
