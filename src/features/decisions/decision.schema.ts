import { z } from 'zod'
import { LEGAL_BASIS_CODES } from '../../domain/legal-basis.js'
import {
  APPEAL_STATES,
  CAPACITIES,
  DECISION_TYPES,
  GROUNDS,
  RELEVANT_INFORMATION,
  type DecisionType,
} from '../../domain/words.js'
import { CivilDate, Id, Line, Paragraphs, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'
import { Appeal } from './appeal.schema.js'

export const DecisionParams = z.strictObject({ id: Id })

/** Decisions of a licence are paged by their `seq`. */
export const DecisionQuery = PageQueryBy(/^[1-9][0-9]{0,8}$/)

const DecidedBy = z.strictObject({
  capacity: z.enum(CAPACITIES),
  name: Line(200).meta({
    description: 'Name or role of who decided, e.g. `Licensing Sub-Committee B`.',
    example: 'Licensing Sub-Committee B',
  }),
})

/** What every decision may carry. Which of it a type must and must not have, the law says (src/domain/decision-rules.ts), with a 422 that names the field. */
export const DECISION_FIELDS = {
  decidedOn: CivilDate,
  notifiedOn: CivilDate.optional().meta({
    description: 'Day on which notice was given. Required of every decision against the holder.',
  }),
  legalBasis: z
    .enum(LEGAL_BASIS_CODES)
    .optional()
    .meta({ description: 'The power used. Required of everything but an annulment.' }),
  grounds: z.array(z.enum(GROUNDS)).max(20).default([]),
  relevantInformation: z
    .array(z.enum(RELEVANT_INFORMATION))
    .max(20)
    .default([])
    .meta({ description: 'Relevant information relied on, wholly or in part (2022 Act s.1(1)); empty: none.' }),
  conditions: z.array(Paragraphs(500)).max(100).default([]),
  reasons: Paragraphs(20_000)
    .optional()
    .meta({ description: 'Restricted: shown on the page of the decision only, to the own authority.' }),
  decidedBy: DecidedBy,
}

const Period = z.strictObject({ startsOn: CivilDate, endsOn: CivilDate.meta({ description: 'Last day, inclusive.' }) })
export const PeriodField = Period.optional().meta({
  description: 'Of a grant or renewal: in force from 00:00 of the first day to 24:00 of the last, London.',
})

export const SearchIdField = Id.optional()

export const CorrectionField = z
  .strictObject({
    decisionId: Id.meta({
      description: 'The decision to put right; if it was corrected before, its latest correction.',
    }),
    effect: z.enum(['replace', 'annul']).meta({
      description:
        '`replace`: this decision, restated whole, takes its place. `annul`: it is struck out; give `type`, `decidedOn` and `decidedBy` only, and `searchId` if the licence lasts longer by it.',
    }),
    why: Paragraphs(2_000),
  })
  .optional()
  .meta({ description: 'Present: this is a correction. It becomes a proposal that a second person must approve.' })

export const RecordDecision = z
  .strictObject({
    type: z
      .enum(DECISION_TYPES)
      .exclude(['refuse-application'])
      .meta({
        description:
          'Suspend, lift-suspension, revoke, vary-conditions, surrender or warning; any other type as a correction only: a grant, renewal or refusal is ' +
          'recorded on its application. A temporary suspension is neither recorded nor corrected here: another authority imposed it, and it ends by itself.',
      }),
    ...DECISION_FIELDS,
    takesEffectOn: CivilDate.optional().meta({
      description: 'First day, from 00:00 London. Left out: the earliest the law allows.',
    }),
    suspensionEndsOn: CivilDate.optional().meta({
      description: 'Last suspended day, inclusive. Left out: until lifted.',
    }),
    isImmediate: z
      .boolean()
      .optional()
      .meta({ description: 'The notice says that public safety needs immediate effect, and why.' }),
    period: PeriodField,
    liftsDecisionId: Id.optional().meta({ description: 'Of a lift-suspension: the suspension.' }),
    searchId: SearchIdField.meta({
      description:
        'Of a correction after which a driver’s licence of an English authority lasts longer: the search of the entries that it rests on (2022 Act s.3(1)), made for the application that was granted.',
    }),
    correction: CorrectionField,
  })
  .meta({
    id: 'RecordDecision',
    description: 'A decision on a licence.',
    example: {
      type: 'revoke',
      decidedOn: '2026-03-02',
      notifiedOn: '2026-03-02',
      isImmediate: true,
      legalBasis: 'lgmpa-1976-s61-1',
      grounds: ['not-fit-and-proper'],
      relevantInformation: ['physical-or-psychological-harm'],
      reasons: 'Complaint upheld after interview; public safety requires immediate effect.',
      decidedBy: { capacity: 'sub-committee', name: 'Licensing Sub-Committee B' },
    },
  })

export type RecordDecision = z.infer<typeof RecordDecision>

/** A decision as it was sent, on a licence or on an application: what a proposal keeps until it is approved. */
export type DecisionInput = Omit<RecordDecision, 'type'> & { type: DecisionType }

const DECISION = {
  id: '01987654-3210-7abc-8def-0123456789ad',
  authority: 'rotherham',
  imposedBy: null,
  licenceId: '01987654-3210-7abc-8def-0123456789ab',
  applicationId: null,
  seq: 2,
  type: 'revoke' as const,
  decidedOn: '2026-03-02',
  notifiedOn: '2026-03-02',
  takesEffectOn: '2026-03-02',
  suspensionEndsOn: null,
  isImmediate: true,
  legalBasis: 'lgmpa-1976-s61-1',
  citation: 'Local Government (Miscellaneous Provisions) Act 1976 s.61(1)',
  grounds: ['not-fit-and-proper' as const],
  relevantInformation: ['physical-or-psychological-harm' as const],
  conditions: [],
  decidedBy: { capacity: 'sub-committee' as const, name: 'Licensing Sub-Committee B' },
  period: null,
  liftsDecisionId: null,
  liftedByDecisionIds: [],
  correction: null,
  correctedByDecisionId: null,
  recordedAt: '2026-03-02T09:00:00.000Z',
  recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
  proposedBy: null,
  approvedBy: null,
}

export const Decision = z
  .object({
    id: Id,
    authority: Slug.meta({ description: 'Whose licence or application it is.' }),
    imposedBy: Slug.nullable().meta({ description: 'The other authority that imposed a temporary suspension.' }),
    licenceId: Id.nullable().meta({
      description: 'Null: a refused new application; also for an authority that imposed the decision.',
    }),
    applicationId: Id.nullable().meta({ description: 'The application it determines.' }),
    seq: z.int().nullable().meta({ description: '1, 2, 3 … within the licence.' }),
    type: z.enum(DECISION_TYPES),
    decidedOn: CivilDate,
    notifiedOn: CivilDate.nullable(),
    takesEffectOn: CivilDate.nullable(),
    suspensionEndsOn: CivilDate.nullable(),
    isImmediate: z.boolean(),
    legalBasis: z.string(),
    citation: z.string().meta({ description: 'The power in words.' }),
    grounds: z.array(z.enum(GROUNDS)),
    relevantInformation: z.array(z.enum(RELEVANT_INFORMATION)),
    conditions: z.array(z.string()),
    decidedBy: z.object({ capacity: z.enum(CAPACITIES), name: z.string() }),
    period: z.object({ startsOn: CivilDate, endsOn: CivilDate }).nullable(),
    liftsDecisionId: Id.nullable(),
    liftedByDecisionIds: z.array(Id),
    correction: z
      .object({ decisionId: Id, effect: z.enum(['replace', 'annul']) })
      .nullable()
      .meta({ description: 'The decision it corrects.' }),
    correctedByDecisionId: Id.nullable(),
    recordedAt: z.iso.datetime(),
    recordedBy: z.object({ clientId: z.string(), personId: z.string() }),
    proposedBy: z.string().nullable().meta({ description: 'First of two persons, where two are needed.' }),
    approvedBy: z.string().nullable(),
  })
  .meta({ id: 'Decision', description: 'A decision, without its reasons.', example: DECISION })
export type Decision = z.infer<typeof Decision>

export const DecisionPage = PageOf(Decision, 'DecisionPage')

export const DecisionDetail = Decision.extend({
  reasons: z.string().nullable().meta({ description: 'Restricted text.' }),
  correctionWhy: z.string().nullable(),
  rightOfAppeal: z
    .object({
      state: z.enum(APPEAL_STATES),
      lastDay: CivilDate.meta({ description: 'Last day on which an appeal is in time.' }),
    })
    .nullable()
    .meta({
      description: 'Null: the law gives none against this decision. Not shown to an authority that imposed it.',
    }),
  appeal: Appeal.nullable().meta({ description: 'Null: none lodged. Not shown to an authority that imposed it.' }),
}).meta({
  id: 'DecisionDetail',
  description: 'A decision with its reasons and its appeal.',
  example: {
    ...DECISION,
    reasons: 'Complaint upheld after interview; public safety requires immediate effect.',
    correctionWhy: null,
    rightOfAppeal: { state: 'period-open', lastDay: '2026-03-23' },
    appeal: null,
  },
})
export type DecisionDetail = z.infer<typeof DecisionDetail>
