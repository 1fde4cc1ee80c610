import { z } from 'zod'
import { normaliseVrm } from '../../domain/identity.js'
import { VEHICLE_KINDS } from '../../domain/words.js'
import { CivilDate, Id, Line } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'
import { Normalised } from '../subjects/subject.schema.js'

export const Vrm = Normalised(12, normaliseVrm, 'must be a vehicle registration mark')

/** Of a row's number, which is not beyond what the database counts to. */
const NUMBER = /^[1-9]\d{0,17}$/

export const StatedLicenceQuery = PageQueryBy(NUMBER)
  .extend({
    vrm: Vrm.optional().meta({
      description: 'Registration mark; white space and case do not matter.',
      example: 'YK21FCT',
    }),
    number: Line(40).optional().meta({ description: 'Plate number; white space and case do not matter.' }),
  })
  .refine(({ vrm, number }) => (vrm === undefined) !== (number === undefined), {
    error: 'must have either vrm or number',
  })
export type StatedLicenceQuery = z.output<typeof StatedLicenceQuery>

const Batch = z.object({
  feedId: Id,
  act: z.enum(['applied', 'undone']).meta({ description: '`undone`: the undoing of that feed.' }),
  at: z.iso.datetime(),
})

const STATED = {
  id: '4711',
  kind: 'private-hire-vehicle' as const,
  vrm: 'YK21FCT',
  number: 'PLATE-201',
  startsOn: '2026-01-05',
  endsOn: '2027-01-04',
  description: 'PHV',
  isWheelchairAccessible: false,
  stated: {
    feedId: '01987654-3210-7abc-8def-0123456789f1',
    act: 'applied' as const,
    at: '2026-03-02T03:12:44.000Z',
  },
  ended: null,
}

export const StatedLicence = z
  .object({
    id: z.string(),
    kind: z.enum(VEHICLE_KINDS),
    vrm: z.string(),
    number: z.string().meta({ description: 'Of the plate, as the file has it.' }),
    startsOn: CivilDate.meta({ description: 'First day.' }),
    endsOn: CivilDate.meta({ description: 'Last day.' }),
    description: z.string().meta({ description: 'The kind, as the file has it.' }),
    isWheelchairAccessible: z.boolean().nullable().meta({ description: 'Null: not said.' }),
    stated: Batch,
    ended: Batch.nullable().meta({ description: 'Null: it stands.' }),
  })
  .meta({
    id: 'StatedLicence',
    description: 'A vehicle licence as a file of its authority stated it. Whoever decided it did not do so here.',
    example: STATED,
  })
export type StatedLicence = z.infer<typeof StatedLicence>

export const StatedLicencePage = PageOf(StatedLicence, 'StatedLicencePage')
