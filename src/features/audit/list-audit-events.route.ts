import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { recordReading } from '../../platform/http/reading.js'
import { AuditPage, AuditQuery, type AuditEvent } from './audit.schema.js'
import { findEvents, namesOf, type AuditRow } from './audit.store.js'

const DESCRIPTION = `Every write and every refusal, in the order of the chain. Persons are named only with a \`caseReference\`, and then this reading is recorded too.

**To verify without trusting this registry**, read all events with a case reference and compute, for each, the SHA-256 of \`previousHash\` (32 bytes)
followed by the UTF-8 text \`{"at": …, "seq": …, "action": …, "outcome": …, "refusal": …, "clientId": …, "objectId": …, "personId": …, "requestId": …,
"objectKind": …, "authoritySlug": …, "caseReference": …, "contentDigest": …}\`: on one line, keys in this order, one space after each colon and
comma, \`at\` in milliseconds since 1970, JSON strings, \`null\` where there is nothing. It is \`hash\`, and the \`previousHash\` of the next event. The first
event's \`previousHash\` is the SHA-256 of \`taxi licensing registry\`. Compare the last one with a head noted elsewhere (\`GET /v1/audit-events/head\`).`

export function listAuditEvents(app: App, deps: Deps): void {
  app.get(
    '/v1/audit-events',
    {
      schema: {
        operationId: 'listAuditEvents',
        summary: 'Read who did what',
        description: DESCRIPTION,
        tags: ['audit'],
        querystring: AuditQuery,
        response: { 200: AuditPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, from, to, caseReference, ...filter } = request.query
      const [since, before] = [from, to].map((instant) => (instant === undefined ? undefined : new Date(instant)))
      const page = await inTransaction(deps.db, async (tx) => {
        const rows = await findEvents(tx, {
          ...filter,
          from: since,
          to: before,
          after: Number(cursor ?? 0),
          take: limit + 1,
        })
        const { items, next } = pageOf(rows, limit, ({ seq }) => String(seq))
        if (caseReference === undefined) return { items: items.map(anonymous), next }
        const names = await namesOf(tx, [...new Set(items.flatMap(({ personId }) => personId ?? []))])
        await recordReading(tx, deps, request, { caseReference })
        return { items: items.map((row) => ({ ...anonymous(row), person: personOf(row, names) })), next }
      })
      return reply.header('cache-control', 'no-store').send(page)
    },
  )
}

function anonymous(row: AuditRow): AuditEvent {
  const {
    seq,
    at,
    clientId,
    authoritySlug,
    action,
    objectKind,
    objectId,
    outcome,
    refusal,
    requestId,
    caseReference,
    contentDigest,
    previousHash,
    hash,
  } = row
  return {
    seq,
    at: at.toISOString(),
    clientId,
    authority: authoritySlug,
    action,
    object: objectKind === null || objectId === null ? null : { kind: objectKind, id: objectId },
    outcome: outcome === 'done' ? 'done' : 'refused',
    refusal,
    requestId,
    caseReference,
    contentDigest,
    previousHash,
    hash,
  }
}

const personOf = ({ personId }: AuditRow, names: Map<string, string>) =>
  personId === null ? null : { id: personId, name: names.get(personId) ?? personId }
