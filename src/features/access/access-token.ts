import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import { z } from 'zod'
import { PrincipalId } from './principal.schema.js'
import { LONGEST_LIFE_MS, type SigningKey } from './signing-key.store.js'

export const LIFE_SECONDS = 600
/** Clocks of two of our processes may differ by this much. */
const SKEW_MS = 30_000

/** What a token says, once its signature, audience and types are known to be right. Whether it still counts is `isInTime` and the registry's records. */
export interface Claims {
  sub: string
  clientId: string
  kid: string
  /** Epoch seconds. */
  iat: number
  exp: number
}

// On an instance of its own: nothing can then call `request.jwtVerify()` with weaker options. Its own keys refuse; each call brings the key and the time.
const keyless = () => Promise.reject(new Error('no key was given'))
const host = Fastify().register(fastifyJwt, { secret: { public: keyless, private: keyless } })
await host.ready()

const Header = z.object({
  alg: z.literal('EdDSA'),
  typ: z.literal('at+jwt'),
  kid: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
const Seconds = z.int().nonnegative()
const Payload = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: PrincipalId,
  client_id: PrincipalId,
  iat: Seconds,
  exp: Seconds,
  jti: z.string().min(1).max(128),
})

/** An access token of RFC 9068. */
export function signToken(
  key: SigningKey,
  token: { issuer: string; sub: string; clientId: string; jti: string; now: Date; lifeSeconds?: number },
): string {
  const iat = Math.floor(token.now.getTime() / 1000)
  const payload = {
    iss: token.issuer,
    aud: token.issuer,
    sub: token.sub,
    client_id: token.clientId,
    iat,
    exp: iat + (token.lifeSeconds ?? LIFE_SECONDS),
    jti: token.jti,
  }
  return host.jwt.sign(payload, {
    key: key.privateKey,
    algorithm: 'EdDSA',
    kid: key.kid,
    header: { alg: 'EdDSA', typ: 'at+jwt' },
  })
}

/**
 * Checks everything about a token that can never change.
 * @param publicKeyOf SPKI PEM of a kid.
 * @returns undefined for every token that is not one of ours, whatever is wrong with it.
 */
export async function verifyToken(
  token: string,
  issuer: string,
  now: Date,
  publicKeyOf: (kid: string) => Promise<string | undefined>,
): Promise<Claims | undefined> {
  const header = Header.safeParse(headerOf(token))
  const key = header.success ? await publicKeyOf(header.data.kid) : undefined
  if (!header.success || key === undefined) return undefined
  const payload = Payload.safeParse(verified(token, key, issuer, now))
  if (!payload.success) return undefined
  const { iss, aud, sub, client_id: clientId, iat, exp } = payload.data
  if (iss !== issuer || aud !== issuer || exp <= iat || (exp - iat) * 1000 > LONGEST_LIFE_MS) return undefined
  return { sub, clientId, kid: header.data.kid, iat, exp }
}

/** Asked again at each use, also of a token that was verified before. */
export const isInTime = ({ iat, exp }: Claims, now: Date): boolean =>
  now.getTime() < exp * 1000 && iat * 1000 <= now.getTime() + SKEW_MS

function headerOf(token: string): unknown {
  try {
    return host.jwt.decode<{ header: unknown }>(token, { complete: true })?.header
  } catch {
    return undefined
  }
}

// fast-jwt throws its own errors for most bad tokens and RangeError for some (`exp` beyond any date): all are one answer.
function verified(token: string, key: string, issuer: string, now: Date): unknown {
  try {
    return host.jwt.verify(token, {
      key,
      algorithms: ['EdDSA'],
      checkTyp: 'at+jwt',
      allowedIss: issuer,
      allowedAud: issuer,
      requiredClaims: ['iss', 'aud', 'sub', 'client_id', 'iat', 'exp', 'jti'],
      clockTimestamp: now.getTime(),
      clockTolerance: 0,
    })
  } catch {
    return undefined
  }
}
