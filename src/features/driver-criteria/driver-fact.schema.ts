import { z } from 'zod'
import { BACKGROUND_CHECK_KINDS, DRIVER_FACT_TYPES } from '../../domain/words.js'
import { annulled, fact, recordedFact } from '../../platform/http/fact.schema.js'
import { Id, Line } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'

export const DriverFactParams = z.strictObject({ id: Id.meta({ description: 'The driver.' }) })

const Recorded = z.discriminatedUnion('type', [
  fact('background-check', 'Day of the certificate, or of the check.', {
    kind: z.enum(BACKGROUND_CHECK_KINDS).meta({
      description: 'A new enhanced DBS certificate, or a check with the update service that the last one still stands.',
    }),
  }),
  fact('safeguarding-training', 'Day of completion.', {
    provider: Line(200).nullable().default(null).meta({ description: 'Which institution trained.' }),
  }),
  fact('qualification', 'Day of the award.', {
    title: Line(200).meta({ description: 'As awarded.', example: 'BTEC Level 2 in taxi and private hire driving' }),
  }),
  fact('vehicle-driven', 'First day on which the vehicle is driven.', {
    vehicleId: Id.meta({ description: 'On the register of your authority.' }),
  }),
  fact('vehicle-left', 'First day on which it no longer is.', {
    factId: Id.meta({ description: 'The `vehicle-driven` that it ends.' }),
  }),
])

export const RecordDriverFact = z.union([Recorded, annulled(DRIVER_FACT_TYPES)]).meta({
  id: 'RecordDriverFact',
  description:
    'A fact that the criteria for drivers ask for, by type; or, with `correction.effect` of `annul`, that a fact recorded before is struck out. ' +
    'A background check is recorded only when it was satisfactory, and what it disclosed has no place here.',
  example: { type: 'background-check', on: '2026-03-02', kind: 'update-service' },
})
export type RecordDriverFact = z.output<typeof RecordDriverFact>

const FACT = {
  id: '01987654-3210-7abc-8def-0123456789d1',
  driverId: '01987654-3210-7abc-8def-0123456789ac',
  seq: 3,
  type: 'background-check' as const,
  on: '2026-03-02',
  content: { kind: 'update-service' as const },
  correction: null,
  correctedBy: null,
  recordedAt: '2026-03-02T09:00:00.000Z',
  recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
  proposedBy: null,
}

export const DriverFact = z
  .object({
    ...recordedFact(DRIVER_FACT_TYPES, 'driver'),
    driverId: Id,
    content: z.record(z.string(), z.string().nullable()).meta({
      description: 'What was sent beside type, day and correction. Empty: an annulment.',
    }),
  })
  .meta({ id: 'DriverFact', description: 'A fact about a driver, as recorded; it never changes.', example: FACT })
export type DriverFact = z.infer<typeof DriverFact>

export const DriverFactPage = PageOf(DriverFact, 'DriverFactPage')
