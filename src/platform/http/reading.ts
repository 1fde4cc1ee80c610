import type { FastifyRequest } from 'fastify'
import { appendAudit, type AuditObject } from '../audit.js'
import type { Tx } from '../db.js'
import type { Deps } from '../deps.js'
import { actionOf } from './write.js'

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
