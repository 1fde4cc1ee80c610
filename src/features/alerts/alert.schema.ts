import { z } from 'zod'
import {
  ALERT_CAUSES,
  ALERT_STATES,
  ALERT_VIEWS,
  ENTRY_DECISION_TYPES,
  ENTRY_STATES,
  LICENCE_KINDS,
  MATCH_BANDS,
} from '../../domain/words.js'
import { CivilDate, Id, Paragraphs, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'
import { AuthorityToAsk } from '../authorities/authority.schema.js'

export const AlertParams = z.strictObject({ id: Id })

export const AlertQuery = PageQuery.extend({
  state: z.enum(ALERT_STATES).optional(),
  side: z.enum(ALERT_CAUSES).optional().meta({
    description: 'Only alerts in which the entry, or the licence, is your authority’s. Scrutiny has no side.',
  }),
})

export const AcknowledgeAlert = z
  .strictObject({
    view: z.enum(ALERT_VIEWS).meta({
      description: '`considered`: who it is stays open, and what is to be done about it was weighed.',
    }),
    why: Paragraphs(2000).meta({ description: 'For your own authority only.' }),
  })
  .meta({
    id: 'AcknowledgeAlert',
    description: 'What your authority makes of an alert.',
    example: { view: 'same-person', why: 'Same National Insurance number; the holder confirmed the former address.' },
  })
export type AcknowledgeAlert = z.infer<typeof AcknowledgeAlert>

const ITEM = {
  id: '01987654-3210-7abc-8def-0123456789ab',
  state: 'open' as const,
  side: 'licence' as const,
  entryAuthority: 'rotherham',
  licenceAuthority: 'sheffield',
  band: 'strong' as const,
  cause: 'licence' as const,
  raisedAt: '2026-03-02T09:00:00.000Z',
  ageDays: 3,
  isCurrent: true,
  views: [],
}

const View = z.object({ authority: Slug, view: z.enum(ALERT_VIEWS), recordedAt: z.iso.datetime() })

const AlertItem = z
  .object({
    id: Id,
    state: z.enum(ALERT_STATES).meta({
      description:
        '`open` until your authority has recorded a view, and again once the entry is reinstated; for scrutiny, until both have.',
    }),
    side: z.enum(ALERT_CAUSES).nullable().meta({ description: 'What of it is yours; null for scrutiny.' }),
    entryAuthority: Slug.meta({ description: 'It made the entry.' }),
    licenceAuthority: Slug.meta({ description: 'It issued the licence.' }),
    band: z
      .enum(MATCH_BANDS)
      .exclude(['possible'])
      .meta({ description: 'How sure it is that both are of one person.' }),
    cause: z.enum(ALERT_CAUSES).meta({ description: 'Which of the two came later and raised it.' }),
    raisedAt: z.iso.datetime(),
    ageDays: z.int().meta({ description: 'Days since, in London.' }),
    isCurrent: z.boolean().meta({
      description: 'The entry is live, and the licence in force or to be. An alert that is not current any more stays.',
    }),
    views: z.array(View).meta({ description: 'Your authority’s, in order; for scrutiny, both authorities’.' }),
  })
  .meta({ id: 'AlertItem', description: 'An alert, in a list.', example: ITEM })

const ALERT = {
  ...ITEM,
  agreement: ['family name: another spelling of the same name', 'date of birth: the same'],
  bits: null,
  entry: {
    id: null,
    authority: { slug: 'rotherham', name: 'Rotherham', contact: { email: 'licensing@example.test', phone: null } },
    state: 'active' as const,
    decisionType: 'revoke' as const,
    decidedOn: '2026-02-16',
    takesEffectOn: null,
    suspensionEndsOn: null,
  },
  licence: {
    id: '01987654-3210-7abc-8def-0123456789ac',
    number: 'PHD-77',
    kind: 'private-hire-driver' as const,
    authority: { slug: 'sheffield', name: 'Sheffield', contact: null },
    since: '2026-03-02',
    validUntil: '2027-03-01',
  },
  advice:
    'There is an entry to consider. To learn the reasons, search the entries for review-of-licence, confirm the candidate and ask for the information behind it.',
}

export const Alert = AlertItem.extend({
  agreement: z.array(z.string()).nullable().meta({
    description: 'Which fields agreed and how, never a value. Null for scrutiny.',
  }),
  bits: z.number().nullable().meta({ description: 'Bits of evidence, for scrutiny; null for others.' }),
  entry: z.object({
    id: Id.nullable().meta({ description: 'For the authority that made it; null for others.' }),
    authority: AuthorityToAsk,
    state: z.enum(ENTRY_STATES),
    decisionType: z.enum(ENTRY_DECISION_TYPES),
    decidedOn: CivilDate,
    takesEffectOn: CivilDate.nullable(),
    suspensionEndsOn: CivilDate.nullable(),
  }),
  licence: z.object({
    id: Id.nullable().meta({ description: 'For the authority that issued it; null for others.' }),
    number: z.string().nullable().meta({ description: 'As `id`.' }),
    kind: z.enum(LICENCE_KINDS),
    authority: AuthorityToAsk,
    since: CivilDate.nullable().meta({ description: 'In force without a gap from this day; null: it never was.' }),
    validUntil: CivilDate.nullable().meta({ description: 'Its last day as things are; null: it never was in force.' }),
  }),
  advice: z.string().nullable().meta({ description: 'What you may do now; null for scrutiny.' }),
  views: z
    .array(View.extend({ why: z.string().nullable().meta({ description: 'Null for scrutiny.' }) }))
    .meta({ description: 'Your authority’s, in order; for scrutiny, both authorities’.' }),
}).meta({
  id: 'Alert',
  description: 'An entry of one authority and a licence of another, very likely of the same person.',
  example: ALERT,
})
export type Alert = z.infer<typeof Alert>

export const AlertPage = PageOf(AlertItem, 'AlertPage')
