import type { FastifyRequest } from 'fastify'
import { appendAudit, type AuditObject } from '../../platform/audit.js'
import { officerOf, type Caller } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { actionOf } from '../../platform/http/write.js'
import type { Reader } from './concern.store.js'

/** As whom a caller reads. A case opens a concern to scrutiny only; to an officer it is open as the own authority's. */
export const readerOf = (caller: Caller | null, caseReference: string | undefined): Reader =>
  caller?.role === 'auditor'
    ? { ownSlug: undefined, hasCase: caseReference !== undefined }
    : { ownSlug: officerOf(caller).authoritySlug }

/** Puts a reading by scrutiny under a case on record, in the transaction that reads; any other reading needs no record. */
export async function recordReading(
  tx: Tx,
  { clock }: Deps,
  request: FastifyRequest,
  { caseReference, object }: { caseReference: string | undefined; object?: AuditObject },
): Promise<void> {
  const { caller } = request
  if (caller?.role !== 'auditor' || caseReference === undefined) return
  await appendAudit(tx, {
    at: clock.now(),
    caller,
    action: actionOf(request),
    requestId: request.id,
    caseReference,
    object,
  })
}
