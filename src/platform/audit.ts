import type { Caller } from './caller.js'
import type { Tx } from './db.js'

export interface AuditEntry {
  at: Date
  /** Null: a command of whoever keeps the registry, or its housekeeping. */
  caller: Pick<Caller, 'clientId' | 'personId' | 'authoritySlug'> | null
  /** The operation in kebab case: `record-decision`. */
  action: string
  requestId: string
  object?: AuditObject | undefined
  /** Code of the refusal, if it was one. */
  refusal?: string | undefined
  /** The case under which names were shown. */
  caseReference?: string | undefined
}

/** What the act was on. The database adds the digest of its content where that can never change. */
export interface AuditObject {
  kind: string
  id: string
}

/** The only writer of the audit table. Last statement of its transaction: it locks the head of the chain. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { caller, object } = entry
  await tx.$executeRaw`
    INSERT INTO audit_event (seq, at, client_id, person_id, authority_slug, action, object_kind, object_id, outcome, refusal, request_id,
                             case_reference, content_digest, previous_hash, hash)
    VALUES (0, ${entry.at}, ${caller?.clientId ?? null}, ${caller?.personId ?? null}, ${caller?.authoritySlug ?? null}, ${entry.action},
            ${object?.kind ?? null}, ${object?.id ?? null}, ${entry.refusal === undefined ? 'done' : 'refused'}, ${entry.refusal ?? null},
            ${entry.requestId}, ${entry.caseReference ?? null}, content_digest(${object?.kind ?? null}, ${object?.id ?? null}), '', '')`
}
