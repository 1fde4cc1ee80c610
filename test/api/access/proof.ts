import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { runCommand } from '../../../src/features/access/commands.js'
import type { Registry } from '../../support/registry.js'

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A client with a secret, as `registry client create` makes it. */
export async function withSecret(registry: Registry, id: string, belonging: object): Promise<string> {
  return secretIn(await runCommand(registry.deps, 'create-client', { id, name: `System ${id}`, ...belonging }))
}
export const secretIn = (told: string): string => /: (\S{65})$/.exec(told)![1]!

export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

export interface ClientKey {
  alg: string
  kid: string
  privateKey: KeyObject
}

/** A key pair whose public half is registered for an existing client. */
export async function withKey(registry: Registry, id: string, alg: 'EdDSA' | 'ES256' = 'EdDSA'): Promise<ClientKey> {
  const { publicKey, privateKey } =
    alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const text = JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: randomUUID() })
  const told = await runCommand(registry.deps, 'rotate-client', { id, isNow: false, publicKey: text })
  return { alg, kid: /kid (\S+)$/.exec(told)![1]!, privateKey }
}

/** An assertion of one minute to the registry itself, with whatever claims or headers differ. */
export function assertion(
  registry: Registry,
  key: ClientKey,
  claims: JWTPayload,
  header: object = {},
): Promise<string> {
  const now = Math.floor(registry.clock.now().getTime() / 1000)
  return new SignJWT({ aud: registry.deps.config.issuer, iat: now, exp: now + 60, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey)
}

/** `POST /oauth/token`; parameters as an object, or as raw text. */
export function ask(
  registry: Registry,
  parameters: Record<string, string> | string,
  headers: Record<string, string> = {},
) {
  return registry.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString(),
  })
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
