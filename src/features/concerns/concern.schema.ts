import { z } from 'zod'
import {
  CLASS_OF_KIND,
  CONCERN_ACTIONS,
  CONCERN_STATES,
  LICENCE_KINDS,
  RELEVANT_INFORMATION,
} from '../../domain/words.js'
import { CaseReference, CivilDate, Id, LicenceNumber, Paragraphs, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

const caseReference = CaseReference.meta({
  description:
    'Of scrutiny: the case for which badge numbers and texts are needed. This reading is then recorded. An officer needs none.',
})

export const ConcernParams = z.strictObject({ id: Id })
export const ConcernReading = z.strictObject({ caseReference })

export const ConcernQuery = PageQuery.extend({
  direction: z.enum(['reported', 'received']).optional().meta({ description: 'By the own authority; left out: both.' }),
  state: z.enum(CONCERN_STATES).optional().meta({ description: 'As it is today, in London.' }),
  caseReference,
})

const DRIVER_KINDS = LICENCE_KINDS.filter((kind) => CLASS_OF_KIND[kind] === 'driver')
const Codes = z.array(z.enum(RELEVANT_INFORMATION)).max(20)

export const ReportConcern = z
  .strictObject({
    issuingAuthority: Slug.meta({ description: 'The authority that granted the licence.', example: 'sheffield' }),
    kind: z.enum(DRIVER_KINDS),
    number: LicenceNumber.meta({ description: 'Badge number in force now or from a later day.' }),
    awareOn: CivilDate.meta({
      description: 'Day on which your authority became aware: the 10 working days run from it.',
    }),
    text: Paragraphs(10_000).meta({ description: 'What was seen, where and when. For the issuing authority alone.' }),
    relevantInformation: Codes.min(1).meta({ description: 'What kind of information it is (2022 Act s.1(1)).' }),
  })
  .meta({
    id: 'ReportConcern',
    description: 'Relevant information about a driver whom another authority licensed.',
    example: {
      issuingAuthority: 'sheffield',
      kind: 'private-hire-driver',
      number: 'PHD-2048',
      awareOn: '2026-03-02',
      text: 'Seen driving through a red light with passengers, 1 March 2026, Wellgate.',
      relevantInformation: ['road-safety-risk'],
    },
  })
export type ReportConcern = z.infer<typeof ReportConcern>

export const AnswerConcern = z.strictObject({ action: z.enum(CONCERN_ACTIONS), reasons: Paragraphs(10_000) }).meta({
  id: 'AnswerConcern',
  description: 'What the issuing authority did about a concern, and why (2022 Act s.6(2)).',
  example: { action: 'warned', reasons: 'Interviewed; no earlier incident; completed a driving assessment.' },
})
export type AnswerConcern = z.infer<typeof AnswerConcern>

const CONCERN = {
  id: '01987654-3210-7abc-8def-0123456789c4',
  from: 'rotherham',
  to: 'sheffield',
  kind: 'private-hire-driver' as const,
  number: 'PHD-2048',
  relevantInformation: ['road-safety-risk' as const],
  awareOn: '2026-03-02',
  reportedOn: '2026-03-04',
  daysReportedLate: 0,
  dueOn: '2026-03-31',
  state: 'answered' as const,
  daysLate: 0,
  action: 'warned' as const,
  answeredAt: '2026-03-20T09:00:00.000Z',
}

export const Concern = z
  .object({
    id: Id,
    from: Slug.meta({ description: 'Who became aware, and reports.' }),
    to: Slug.meta({ description: 'The issuing authority.' }),
    kind: z.enum(DRIVER_KINDS),
    number: z.string().nullable().meta({ description: 'As sent. To scrutiny with a case reference only.' }),
    relevantInformation: Codes.nullable().meta({ description: 'As the number.' }),
    awareOn: CivilDate,
    reportedOn: CivilDate.meta({
      description: 'On which the issuing authority became aware: its 20 working days run from it.',
    }),
    daysReportedLate: z.int().meta({ description: 'Calendar days after the last day for the report.' }),
    dueOn: CivilDate.nullable().meta({
      description:
        'Last day for the answer. Null: an issuer outside England, which no clock binds; or the bank holidays are not known yet.',
    }),
    state: z.enum(CONCERN_STATES),
    daysLate: z
      .int()
      .meta({ description: 'Calendar days after the due date, to the answer or, until then, to today.' }),
    action: z.enum(CONCERN_ACTIONS).nullable(),
    answeredAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Concern',
    description: 'A concern, without what was seen and why it was answered so.',
    example: CONCERN,
  })
export type Concern = z.infer<typeof Concern>

export const ConcernPage = PageOf(Concern, 'ConcernPage')

const By = z.object({ clientId: z.string(), personId: z.string() }).nullable()

export const ConcernDetail = Concern.extend({
  licenceId: Id.nullable().meta({ description: 'For the issuing authority only.' }),
  text: z.string().nullable().meta({ description: 'What was seen. As the number.' }),
  reasons: z.string().nullable().meta({ description: 'Why it was answered so; null: not answered. As the number.' }),
  recordedBy: By.meta({ description: 'For the authority that reported; to scrutiny with a case reference.' }),
  answeredBy: By.meta({ description: 'For the issuing authority; to scrutiny with a case reference.' }),
}).meta({
  id: 'ConcernDetail',
  description: 'A concern with what was seen and what was done about it, as the issuing authority sees it.',
  example: {
    ...CONCERN,
    licenceId: '01987654-3210-7abc-8def-0123456789ab',
    text: 'Seen driving through a red light with passengers, 1 March 2026, Wellgate.',
    reasons: 'Interviewed; no earlier incident; completed a driving assessment.',
    recordedBy: null,
    answeredBy: { clientId: 'sheffield.back-office', personId: 'sheffield.officer' },
  },
})
export type ConcernDetail = z.infer<typeof ConcernDetail>
