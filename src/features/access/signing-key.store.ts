import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { inTransaction, takeTurn, type Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'

/** Longest life of a token in ms, and so how long a retired key still verifies. */
export const LONGEST_LIFE_MS = 15 * 60_000

const PURPOSE = 'signing-key.private'

export interface SigningKey {
  kid: string
  /** PKCS#8 PEM. */
  privateKey: string
}

/** An Ed25519 public key, as it is published. */
export type PublicJwk = Record<'kty' | 'crv' | 'x' | 'kid' | 'alg' | 'use', string>

type Given = Pick<Deps, 'db' | 'clock' | 'secrets'>

/** The newest key that is not retired, read anew each time so that a rotation counts at once; made at first need. */
export async function currentKey(deps: Given): Promise<SigningKey> {
  return (
    (await findCurrent(deps.db.prisma, deps)) ??
    inTransaction(deps.db, async (tx) => (await lockKeys(tx), (await findCurrent(tx, deps)) ?? addKey(tx, deps)))
  )
}

/**
 * Retires every key and makes a new one, which signs from now on.
 * @param retiredAt now; or long ago, for keys that somebody else may have: tokens under them are then refused at once.
 */
export async function rotateKeys(tx: Tx, deps: Given, retiredAt: Date): Promise<string> {
  await lockKeys(tx)
  await tx.signingKey.updateMany({
    where: { OR: [{ retiredAt: null }, { retiredAt: { gt: retiredAt } }] },
    data: { retiredAt },
  })
  return (await addKey(tx, deps)).kid
}

/** Public halves of the keys that verify now, newest first. */
export async function publicKeys(deps: Given): Promise<PublicJwk[]> {
  const since = new Date(deps.clock.now().getTime() - LONGEST_LIFE_MS)
  const rows = await deps.db.prisma.signingKey.findMany({
    where: { OR: [{ retiredAt: null }, { retiredAt: { gt: since } }] },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map(({ publicJwk }) => publicJwk as PublicJwk)
}

/** SPKI PEM of a key, retired or not: a kid is the thumbprint of its key, so what it names never changes. */
export async function findPublicKey(db: Deps['db'], kid: string): Promise<string | undefined> {
  const row = await db.prisma.signingKey.findUnique({ where: { kid } })
  return row
    ? createPublicKey({ key: row.publicJwk as PublicJwk, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString()
    : undefined
}

// Two processes that start at once would otherwise make a key each.
const lockKeys = (tx: Tx) => takeTurn(tx, 'signing-key')

async function findCurrent(tx: Pick<Tx, 'signingKey'>, { secrets }: Given): Promise<SigningKey | undefined> {
  const row = await tx.signingKey.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: 'desc' } })
  return row ? { kid: row.kid, privateKey: secrets.decrypt(PURPOSE, row.privateKeyEncrypted) } : undefined
}

async function addKey(tx: Tx, { clock, secrets }: Given): Promise<SigningKey> {
  const pair = generateKeyPairSync('ed25519')
  const { x = '' } = pair.publicKey.export({ format: 'jwk' })
  const jwk = { kty: 'OKP', crv: 'Ed25519', x }
  const kid = await calculateJwkThumbprint(jwk)
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await tx.signingKey.create({
    data: {
      kid,
      publicJwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' },
      privateKeyEncrypted: secrets.encrypt(PURPOSE, privateKey),
      createdAt: clock.now(),
      retiredAt: null,
    },
  })
  return { kid, privateKey }
}
