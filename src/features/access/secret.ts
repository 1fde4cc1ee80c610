import { randomBytes, randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { makeGate } from './gate.js'

/** argon2id, 19 MiB, 2 passes (the package's defaults): four at once hold 76 MiB. */
const gate = makeGate({ most: 4, queue: 64, waitMs: 1_000 })

/** What an unknown client's secret is compared with, so that it costs what a known one's does. */
const nobodys = hash(randomUUID())

/** A secret names its own credential, so that each attempt costs exactly one hash, also while two secrets of a client are valid. */
export async function makeSecret(credentialId: string): Promise<{ secret: string; secretHash: string }> {
  const id = Buffer.from(credentialId.replaceAll('-', ''), 'hex').toString('base64url')
  const secret = `${id}${randomBytes(32).toString('base64url')}`
  return { secret, secretHash: await hash(secret) }
}

/** Which credential a secret belongs to; undefined if it is none of ours. */
export function credentialIdOf(secret: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{65}$/.test(secret)) return undefined
  const hex = Buffer.from(secret.slice(0, 22), 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** @returns undefined if too many are being checked. */
export const checkSecret = (secret: string, secretHash: string | undefined): Promise<boolean | undefined> =>
  gate(async () => (await verify(secretHash ?? (await nobodys), secret)) && secretHash !== undefined)
