import type { Instant } from '../../domain/calendar.js'
import type { Db } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { BookingAnswer, BookingQuestion } from './check.schema.js'

/** What was asked and answered, and on what the answer rests: licences with their versions, statements of feeds with their batches. */
export interface Receipt {
  askedAt: Instant
  clientId: string
  operatorId: string | null
  question: BookingQuestion
  answer: BookingAnswer
  basis: ({ id: string; version: number } | { stated: string; batch: number })[]
}

const PURPOSE = 'booking-check.terms'

const WRITE = {
  name: 'write-booking-checks',
  text: `
    INSERT INTO booking_check (id, asked_at, as_at, client_id, operator_id, authority_slug, terms_encrypted, answer, basis)
    SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::bytea[], $8::jsonb[], $9::jsonb[])`,
}

/** All or none, by one commit. */
export async function writeReceipts(db: Db, secrets: Secrets, receipts: readonly Receipt[]): Promise<void> {
  await db.pool.query({
    ...WRITE,
    values: [
      receipts.map(({ answer }) => answer.checkId),
      receipts.map(({ askedAt }) => new Date(askedAt).toISOString()),
      receipts.map(({ answer }) => answer.asAt),
      receipts.map(({ clientId }) => clientId),
      receipts.map(({ operatorId }) => operatorId),
      receipts.map(({ answer }) => answer.authority.slug),
      receipts.map(({ question }) => Buffer.from(secrets.encrypt(PURPOSE, JSON.stringify(question)))),
      receipts.map(({ answer }) => JSON.stringify(answer)),
      receipts.map(({ basis }) => JSON.stringify(basis)),
    ],
  })
}

export interface KeptReceipt extends Omit<Receipt, 'askedAt' | 'basis' | 'question'> {
  askedAt: Date
  /** Null: not asked for. */
  question: BookingQuestion | null
}

/** @param of whose: an operator's own, or anybody's, and then without the question. */
export async function findReceipt(
  db: Db,
  secrets: Secrets,
  id: string,
  of: { operatorId: string } | 'anybody',
): Promise<KeptReceipt | undefined> {
  const row = await db.prisma.bookingCheck.findFirst({
    where: { id, ...(of === 'anybody' ? {} : { operatorId: of.operatorId }) },
  })
  if (!row) return undefined
  return {
    askedAt: row.askedAt,
    clientId: row.clientId,
    operatorId: row.operatorId,
    question: of === 'anybody' ? null : (JSON.parse(secrets.decrypt(PURPOSE, row.termsEncrypted)) as BookingQuestion),
    answer: row.answer as BookingAnswer,
  }
}
