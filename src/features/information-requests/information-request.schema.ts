import { z } from 'zod'
import { GROUNDS, RELEVANT_INFORMATION, REQUEST_OUTCOMES, REQUEST_STATES, SEARCH_PURPOSES } from '../../domain/words.js'
import { CivilDate, Id, Paragraphs, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

export const RequestParams = z.strictObject({ id: Id })

export const RequestQuery = PageQuery.extend({
  direction: z.enum(['sent', 'received']).optional().meta({ description: 'By the own authority; left out: both.' }),
  state: z.enum(REQUEST_STATES).optional().meta({ description: 'As it is today, in London.' }),
})

export const CreateInformationRequest = z
  .strictObject({
    candidate: Id.meta({ description: 'Reference of a confirmed candidate of a search made by your authority.' }),
    question: Paragraphs(2_000).optional().meta({ description: 'What is asked beyond the reasons.' }),
  })
  .meta({
    id: 'CreateInformationRequest',
    description: 'A request for the information behind an entry. Purpose and reference are those of the search.',
    example: { candidate: '0f8fad5b-d9cb-469f-a165-70867728950e', question: 'Was the interview recorded?' },
  })
export type CreateInformationRequest = z.infer<typeof CreateInformationRequest>

export const AnswerInformationRequest = z
  .discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('provided'),
      text: Paragraphs(20_000).meta({
        description:
          'The information. For the asking authority alone, and deleted when its application is disposed of.',
      }),
      grounds: z.array(z.enum(GROUNDS)).max(20).default([]),
      relevantInformation: z
        .array(z.enum(RELEVANT_INFORMATION))
        .max(20)
        .default([])
        .meta({ description: 'Relevant information relied on (2022 Act s.1(1)).' }),
    }),
    z.strictObject({ outcome: z.literal('refused'), refusalReason: Paragraphs(2_000) }),
  ])
  .meta({
    id: 'AnswerInformationRequest',
    description: 'The information asked for, or why it is not given.',
    example: {
      outcome: 'provided',
      text: 'Two complaints of harassment by passengers, upheld after interview.',
      grounds: ['not-fit-and-proper'],
      relevantInformation: ['harassment'],
    },
  })
export type AnswerInformationRequest = z.infer<typeof AnswerInformationRequest>

const REQUEST = {
  id: '01987654-3210-7abc-8def-0123456789c2',
  from: 'sheffield',
  to: 'rotherham',
  purpose: 'new-application' as const,
  applicationReference: 'APP-2026-0311',
  state: 'provided' as const,
  receivedOn: '2026-03-02',
  dueOn: '2026-03-27',
  daysLate: 0,
  sentAt: '2026-03-02T09:00:00.000Z',
  acknowledgedAt: '2026-03-03T09:00:00.000Z',
  answeredAt: '2026-03-10T09:00:00.000Z',
}

export const InformationRequest = z
  .object({
    id: Id,
    from: Slug.meta({ description: 'The asking authority.' }),
    to: Slug.meta({ description: 'The recording authority.' }),
    purpose: z.enum(SEARCH_PURPOSES),
    applicationReference: z.string().nullable().meta({ description: 'The asking authority’s own. Null for scrutiny.' }),
    state: z.enum(REQUEST_STATES).meta({
      description:
        '`overdue`: not answered by the due date or, where there is none, within five weeks. A search then no longer waits for it.',
    }),
    receivedOn: CivilDate.meta({
      description: 'The day it was sent, on which it arrived: the 20 working days run from it, read or not.',
    }),
    dueOn: CivilDate.nullable().meta({
      description: 'Null: an authority outside England, which no clock binds; or the bank holidays are not known yet.',
    }),
    daysLate: z
      .int()
      .meta({ description: 'Calendar days after the due date, to the answer or, until then, to today.' }),
    sentAt: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    answeredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'InformationRequest', description: 'A request, without what was asked and answered.', example: REQUEST })
export type InformationRequest = z.infer<typeof InformationRequest>

export const InformationRequestPage = PageOf(InformationRequest, 'InformationRequestPage')

const By = z.object({ clientId: z.string(), personId: z.string() }).nullable()
const BY_RECIPIENT = { clientId: 'rotherham.back-office', personId: 'rotherham.officer' }

export const InformationRequestDetail = InformationRequest.extend({
  question: z.string().nullable(),
  candidate: Id.nullable().meta({ description: 'The reference asked with. For the asking authority.' }),
  applicationId: Id.nullable().meta({ description: 'For the asking authority: its application here, if it has one.' }),
  entryId: Id.nullable().meta({ description: 'What is asked about. For the recording authority only.' }),
  decisionId: Id.nullable().meta({ description: 'The decision behind it, if it is recorded here. As the entry.' }),
  answer: z
    .object({
      outcome: z.enum(REQUEST_OUTCOMES),
      text: z.string().nullable().meta({ description: 'Null: refused, or deleted since.' }),
      isPurged: z.boolean().meta({
        description: 'The text was deleted: the application is disposed of, or a year is over (2022 Act s.4(3)).',
      }),
      grounds: z.array(z.enum(GROUNDS)),
      relevantInformation: z.array(z.enum(RELEVANT_INFORMATION)),
      refusalReason: z.string().nullable(),
    })
    .nullable(),
  sentBy: By.meta({ description: 'For the asking authority.' }),
  acknowledgedBy: By.meta({ description: 'For the recording authority.' }),
  answeredBy: By.meta({ description: 'For the recording authority.' }),
}).meta({
  id: 'InformationRequestDetail',
  description: 'A request with what was asked and answered, as the recording authority sees it.',
  example: {
    ...REQUEST,
    question: 'Was the interview recorded?',
    candidate: null,
    applicationId: null,
    entryId: '01987654-3210-7abc-8def-0123456789c0',
    decisionId: '01987654-3210-7abc-8def-0123456789ad',
    answer: {
      outcome: 'provided',
      text: 'Two complaints of harassment by passengers, upheld after interview.',
      isPurged: false,
      grounds: ['not-fit-and-proper'],
      relevantInformation: ['harassment'],
      refusalReason: null,
    },
    sentBy: null,
    acknowledgedBy: BY_RECIPIENT,
    answeredBy: BY_RECIPIENT,
  },
})
export type InformationRequestDetail = z.infer<typeof InformationRequestDetail>
