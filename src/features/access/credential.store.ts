import type { JWK } from 'jose'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'

type Reader = Pick<Db, 'prisma'>

const inForceAt = (now: Date): Prisma.ClientCredentialWhereInput => ({
  OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
})

/** argon2id hash of one secret of a client. */
export async function findSecretHash(
  db: Reader,
  clientId: string,
  credentialId: string,
  now: Date,
): Promise<string | undefined> {
  const row = await db.prisma.clientCredential.findFirst({
    where: { id: credentialId, clientId, kind: 'secret', ...inForceAt(now) },
  })
  return row?.secretHash ?? undefined
}

/** Public key of a client by its kid; the newest, should one be registered twice. */
export async function findClientKey(db: Reader, clientId: string, keyId: string, now: Date): Promise<JWK | undefined> {
  const where = { clientId, keyId, kind: 'public-key', ...inForceAt(now) }
  const row = await db.prisma.clientCredential.findFirst({ where, orderBy: { createdAt: 'desc' } })
  return (row?.publicJwk as JWK | null | undefined) ?? undefined
}

/** False if it was used before. Rows of expired assertions go at the same time. */
export async function useAssertion(
  db: Reader,
  assertion: { clientId: string; jti: string; expiresAt: Date },
  now: Date,
): Promise<boolean> {
  await db.prisma.assertionUse.deleteMany({ where: { expiresAt: { lt: now } } })
  const { count } = await db.prisma.assertionUse.createMany({ data: assertion, skipDuplicates: true })
  return count === 1
}

export type NewCredential =
  { kind: 'secret'; secretHash: string } | { kind: 'public-key'; publicJwk: { [name: string]: string }; keyId: string }

export async function addCredential(
  tx: Tx,
  clientId: string,
  id: string,
  credential: NewCredential,
  createdAt: Date,
): Promise<void> {
  await tx.clientCredential.create({ data: { id, clientId, ...credential, createdAt } })
}

/** Lets the client's credentials of one kind end at an instant, unless they end sooner. */
export async function endCredentials(
  tx: Tx,
  clientId: string,
  kind: NewCredential['kind'],
  expiresAt: Date,
): Promise<void> {
  await tx.clientCredential.updateMany({ where: { clientId, kind, ...inForceAt(expiresAt) }, data: { expiresAt } })
}
