import { z } from 'zod'
import { APPLICATION_TYPES, LICENCE_CLASSES, LICENCE_KINDS } from '../../domain/words.js'
import { CivilDate, Id, LicenceNumber, Line, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'
import { CorrectionField, DECISION_FIELDS, PeriodField, SearchIdField } from './decision.schema.js'

export const ApplicationParams = z.strictObject({ id: Id })

export const ApplicationQuery = PageQuery.extend({
  kind: z.enum(LICENCE_KINDS).optional(),
  subjectId: Id.optional().meta({ description: 'Only applications of this driver, vehicle or operator.' }),
})

const RECEIPT = {
  receivedOn: CivilDate.meta({ description: 'Day on which the authority received it.' }),
  reference: Line(100).optional().meta({ description: 'The authority’s own reference.', example: 'APP-2026-0311' }),
}

export const CreateApplication = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('new'),
      kind: z.enum(LICENCE_KINDS),
      subjectId: Id.meta({ description: 'The driver, vehicle or operator, as the kind of licence says.' }),
      ...RECEIPT,
    }),
    z.strictObject({
      type: z.literal('renewal'),
      licenceId: Id.meta({ description: 'The licence to renew: kind and holder are its own.' }),
      ...RECEIPT,
    }),
  ])
  .meta({
    id: 'CreateApplication',
    description: 'An application for a licence, or to renew one.',
    example: {
      type: 'new',
      kind: 'private-hire-driver',
      subjectId: '01987654-3210-7abc-8def-0123456789ac',
      receivedOn: '2026-02-20',
      reference: 'APP-2026-0311',
    },
  })
export type CreateApplication = z.infer<typeof CreateApplication>

export const DetermineApplication = z
  .strictObject({
    type: z.enum(['grant', 'refuse-application', 'renew', 'refuse-renewal']).meta({
      description: 'Grant or refuse-application for a new licence; renew or refuse-renewal for a renewal.',
    }),
    ...DECISION_FIELDS,
    number: LicenceNumber.optional().meta({ description: 'Of a grant: badge, plate or operator licence number.' }),
    period: PeriodField,
    searchId: SearchIdField.meta({
      description:
        'Of a grant or renewal of a driver’s licence by an English authority: the search of the entries that it rests on (2022 Act s.3(1)).',
    }),
    correction: CorrectionField.meta({
      description:
        'Of a refused new application only, which has no licence. Every other decision is corrected on its licence.',
    }),
  })
  .meta({
    id: 'DetermineApplication',
    description: 'The decision on an application.',
    example: {
      type: 'grant',
      number: 'PHD-1024',
      period: { startsOn: '2026-03-02', endsOn: '2029-03-01' },
      decidedOn: '2026-03-02',
      legalBasis: 'lgmpa-1976-s51',
      decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
    },
  })
export type DetermineApplication = z.infer<typeof DetermineApplication>

const APPLICATION_STATES = ['open', 'granted', 'renewed', 'refused', 'annulled'] as const

const APPLICATION = {
  id: '01987654-3210-7abc-8def-0123456789b0',
  authority: 'rotherham',
  type: 'new' as const,
  kind: 'private-hire-driver' as const,
  subject: { kind: 'driver' as const, id: '01987654-3210-7abc-8def-0123456789ac' },
  receivedOn: '2026-02-20',
  reference: 'APP-2026-0311',
  state: 'granted' as const,
  decisionId: '01987654-3210-7abc-8def-0123456789ad',
  licenceId: '01987654-3210-7abc-8def-0123456789ab',
  createdAt: '2026-02-20T10:00:00.000Z',
}

export const Application = z
  .object({
    id: Id,
    authority: Slug,
    type: z.enum(APPLICATION_TYPES),
    kind: z.enum(LICENCE_KINDS),
    subject: z.object({ kind: z.enum(LICENCE_CLASSES), id: Id }),
    receivedOn: CivilDate,
    reference: z.string().nullable(),
    state: z.enum(APPLICATION_STATES).meta({
      description: '`annulled`: what determined it was struck out. A new determination needs a new application.',
    }),
    decisionId: Id.nullable().meta({ description: 'The decision that determines it, corrections followed.' }),
    licenceId: Id.nullable().meta({ description: 'The licence granted, or to be renewed.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Application', description: 'An application and what became of it.', example: APPLICATION })
export type Application = z.infer<typeof Application>

export const ApplicationPage = PageOf(Application, 'ApplicationPage')
