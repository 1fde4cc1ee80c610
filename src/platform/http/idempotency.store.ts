import type { Tx } from '../db.js'
import type { Secrets } from '../secrets.js'

/** What was answered, to be answered again. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
  isReplay?: true
}

const PURPOSE = 'idempotency-key.response'

/** Holds the key until the transaction ends. False: another request holds it now. */
export async function takeKey(tx: Tx, clientId: string, key: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { taken: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtextextended(${`${clientId}\n${key}`}, 0)) AS taken`
  return row?.taken ?? false
}

export async function keptAnswer(
  tx: Tx,
  secrets: Secrets,
  clientId: string,
  key: string,
): Promise<{ fingerprint: Uint8Array; answer: Answer } | undefined> {
  const row = await tx.idempotencyKey.findUnique({ where: { clientId_key: { clientId, key } } })
  if (!row) return undefined
  const { headers, body } = JSON.parse(secrets.decrypt(PURPOSE, row.response)) as Omit<Answer, 'status'>
  return { fingerprint: row.fingerprint, answer: { status: row.status, headers, body } }
}

export async function keepAnswer(
  tx: Tx,
  secrets: Secrets,
  kept: { clientId: string; key: string; fingerprint: Uint8Array<ArrayBuffer>; at: Date; answer: Answer },
): Promise<void> {
  const { clientId, key, fingerprint, at, answer } = kept
  const response = secrets.encrypt(PURPOSE, JSON.stringify({ headers: answer.headers, body: answer.body }))
  await tx.idempotencyKey.create({
    data: { clientId, key, fingerprint, status: answer.status, response, createdAt: at },
  })
}
