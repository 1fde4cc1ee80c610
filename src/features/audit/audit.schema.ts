import { z } from 'zod'
import { CaseReference, Instant, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

const KEBAB = /^[a-z]+(-[a-z]+)*$/

export const AuditQuery = PageQueryBy(/^[1-9][0-9]{0,15}$/).extend({
  from: Instant.optional().meta({ description: 'Not before this instant.' }),
  to: Instant.optional().meta({ description: 'Before this instant.' }),
  authority: Slug.optional().meta({ description: 'Acts of callers of this authority.' }),
  action: z
    .string()
    .max(60)
    .regex(KEBAB)
    .optional()
    .meta({ description: 'The operation in kebab case.', example: 'record-decision' }),
  outcome: z
    .enum(['done', 'refused'])
    .optional()
    .meta({ description: 'Only what was done, or only what was refused.' }),
  objectId: z
    .string()
    .max(80)
    .regex(/^[A-Za-z0-9._:-]+$/)
    .optional()
    .meta({ description: 'Acts on this object.' }),
  caseReference: CaseReference.meta({
    description:
      'The case for which names are needed. With it each event names its person, and this reading is itself recorded.',
  }),
})
export type AuditQuery = z.infer<typeof AuditQuery>

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const EVENT = {
  seq: 1204,
  at: '2026-03-02T09:00:00.000Z',
  clientId: 'rotherham.back-office',
  authority: 'rotherham',
  action: 'record-decision',
  object: { kind: 'decision', id: '01987654-3210-7abc-8def-0123456789ab' },
  outcome: 'done' as const,
  refusal: null,
  requestId: '01987654-3210-7abc-8def-0123456789ac',
  caseReference: null,
  contentDigest: '0fb3fd3a4f3a0f5a1d6a1d1bb5c7f3f0b3f7cdd7a3f9c7f7c8f3f1f0a9b8c7d6',
  previousHash: '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9',
  hash: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
}

export const AuditEvent = z
  .object({
    seq: z.int().meta({ description: '1, 2, 3 … without gaps.' }),
    at: z.iso.datetime(),
    clientId: z
      .string()
      .nullable()
      .meta({ description: 'The system that called; null for a command of whoever keeps the registry.' }),
    person: z.object({ id: z.string(), name: z.string() }).nullable().optional().meta({
      description: 'The officer or auditor; null where a system called for itself. Only with a case reference.',
    }),
    authority: z.string().nullable().meta({ description: 'Slug of the authority that the caller speaks for.' }),
    action: z.string(),
    object: z.object({ kind: z.string(), id: z.string() }).nullable(),
    outcome: z.enum(['done', 'refused']),
    refusal: z.string().nullable().meta({ description: 'Code of the problem answered.' }),
    requestId: z.string().meta({ description: '`x-request-id` of the answer.' }),
    caseReference: z.string().nullable().meta({ description: 'The case under which names were shown.' }),
    contentDigest: Hash.nullable().meta({
      description: 'SHA-256 of the object as written, where it can never change.',
    }),
    previousHash: Hash,
    hash: Hash,
  })
  .meta({ id: 'AuditEvent', description: 'One act or refusal.', example: EVENT })
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditPage = PageOf(AuditEvent, 'AuditPage')

export const AuditHead = z
  .object({ seq: z.int(), hash: Hash, previousHash: Hash.nullable(), at: z.iso.datetime().nullable() })
  .meta({
    id: 'AuditHead',
    description: 'The last link of the chain. Nulls while nothing was recorded.',
    example: { seq: EVENT.seq, hash: EVENT.hash, previousHash: EVENT.previousHash, at: EVENT.at },
  })
export type AuditHead = z.infer<typeof AuditHead>
