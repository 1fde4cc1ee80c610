import { z } from 'zod'
import { BACKGROUND_CHECK_KINDS, CORRECTION_EFFECTS, DRIVER_FACT_TYPES } from '../../domain/words.js'
import { annulled, fact } from '../../platform/http/fact.schema.js'
import { CivilDate, Id, Line } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

export const DriverFactParams = z.strictObject({ id: Id.meta({ description: 'The driver.' }) })

/** Facts of a driver are paged by their `seq`. */
export const DriverFactQuery = PageQueryBy(/^[1-9][0-9]{0,8}$/)

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
    id: Id,
    driverId: Id,
    seq: z.int().meta({ description: '1, 2, 3 … of the driver, in order of recording.' }),
    type: z.enum(DRIVER_FACT_TYPES),
    on: CivilDate.meta({ description: 'Day from which it is so; of an annulment, day on which it was recorded.' }),
    content: z.record(z.string(), z.string().nullable()).meta({
      description: 'What was sent beside type, day and correction. Empty: an annulment.',
    }),
    correction: z
      .object({ factId: Id, effect: z.enum(CORRECTION_EFFECTS), why: z.string() })
      .nullable()
      .meta({ description: 'The fact that it corrects, and why.' }),
    correctedBy: Id.nullable().meta({ description: 'The fact that corrects it.' }),
    recordedAt: z.iso.datetime(),
    recordedBy: z.object({ clientId: z.string(), personId: z.string() }),
    proposedBy: z
      .string()
      .nullable()
      .meta({ description: 'Of a correction: the first of the two persons; `recordedBy` is the second.' }),
  })
  .meta({ id: 'DriverFact', description: 'A fact about a driver, as recorded; it never changes.', example: FACT })
export type DriverFact = z.infer<typeof DriverFact>

export const DriverFactPage = PageOf(DriverFact, 'DriverFactPage')
