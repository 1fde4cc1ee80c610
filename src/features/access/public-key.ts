import { createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'

/**
 * Reads a client's public key from the text of a JWK or PEM file: Ed25519 or P-256.
 * @returns the JWK with `alg`, and its `kid`: the file's, or else its thumbprint (RFC 7638).
 * @throws Error that says what is wrong with the file.
 */
export async function parsePublicKey(text: string): Promise<{ publicJwk: Record<string, string>; keyId: string }> {
  const given = text.trimStart().startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : undefined
  // Node would quietly take the public half; but then a private key has been sent about.
  if (given?.['d'] !== undefined || text.includes('PRIVATE KEY'))
    throw new Error('This file holds a private key. Give the public one, and make a new pair.')
  const jwk = publicJwkOf(readKey(given, text))
  const keyId = typeof given?.['kid'] === 'string' ? given['kid'] : await calculateJwkThumbprint(jwk)
  if (!/^[\x21-\x7e]{1,128}$/.test(keyId)) throw new Error('The kid must be 1 to 128 printable characters')
  return { publicJwk: { ...jwk, kid: keyId }, keyId }
}

function readKey(jwk: Record<string, unknown> | undefined, pem: string): KeyObject {
  try {
    return jwk ? createPublicKey({ key: jwk, format: 'jwk' }) : createPublicKey(pem)
  } catch {
    throw new Error('The file is neither a JWK nor a PEM public key')
  }
}

function publicJwkOf(key: KeyObject) {
  const { kty, crv, x = '', y = '' } = key.export({ format: 'jwk' })
  if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x, alg: 'EdDSA' }
  if (kty === 'EC' && crv === 'P-256') return { kty, crv, x, y, alg: 'ES256' }
  throw new Error('The key must be Ed25519 or P-256')
}
