import { createHash } from 'node:crypto'
import type { AuditRow } from './audit.store.js'

/** What the first row links to: SHA-256 of `taxi licensing registry`. */
export const GENESIS = createHash('sha256').update('taxi licensing registry').digest('hex')

/** In the order in which jsonb keeps them. */
const CANONICAL = [
  'at',
  'seq',
  'action',
  'outcome',
  'refusal',
  'clientId',
  'objectId',
  'personId',
  'requestId',
  'objectKind',
  'authoritySlug',
  'caseReference',
  'contentDigest',
] as const satisfies readonly (keyof AuditRow)[]

/**
 * Hash of a row: SHA-256 of the previous hash (32 bytes) and the row's canonical text (UTF-8), as the trigger `audit_link` computes it. The text is
 * how PostgreSQL prints jsonb: keys by length, then by bytes; `": "` and `", "` between them; instants in milliseconds; digests in hex; nulls kept.
 * Written again here, so that a change of the function in the database does not go unseen.
 */
export function hashOf(row: AuditRow): string {
  const text = CANONICAL.map((key) => `"${key}": ${JSON.stringify(key === 'at' ? row.at.getTime() : row[key])}`)
  return createHash('sha256')
    .update(Buffer.from(row.previousHash, 'hex'))
    .update(`{${text.join(', ')}}`)
    .digest('hex')
}
