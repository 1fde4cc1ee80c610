import { z } from 'zod'
import { normaliseVrm } from '../../domain/identity.js'
import { Id, Line, Slug } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'
import { changesSomething, Normalised } from './subject.schema.js'

const Vrm = Normalised(12, normaliseVrm, 'must be a vehicle registration mark').meta({
  description: 'Vehicle registration mark; kept in capitals without white space.',
  example: 'FK26 AAB',
})
const Make = Line(50)
const Model = Line(50)
const Colour = Line(30)
const IsWheelchairAccessible = z
  .boolean()
  .nullable()
  .meta({ description: 'On the list of Equality Act 2010 s.167; null where not known.' })

const SALOON = { make: 'Imaginary Motors', model: 'Saloon', colour: 'White', isWheelchairAccessible: false }

export const NewVehicle = z
  .strictObject({
    vrm: Vrm,
    make: Make,
    model: Model,
    colour: Colour,
    isWheelchairAccessible: IsWheelchairAccessible.default(null),
  })
  .meta({
    id: 'NewVehicle',
    description: 'A vehicle licensed, or put forward.',
    example: { vrm: 'FK26 AAB', ...SALOON },
  })
export type NewVehicle = z.output<typeof NewVehicle>

export const VehicleChange = z
  .strictObject({
    vrm: Vrm.exactOptional(),
    make: Make.exactOptional(),
    model: Model.exactOptional(),
    colour: Colour.exactOptional(),
    isWheelchairAccessible: IsWheelchairAccessible.exactOptional(),
  })
  .refine(changesSomething, 'must change something')
  .meta({
    id: 'VehicleChange',
    description:
      'What is absent stays. Mark, make and model can be put right until the vehicle is first licensed; from then on they are what was licensed, and ' +
      'another vehicle, or the same under a new mark, needs a licence of its own.',
    example: { vrm: 'F1 CTN', colour: 'Blue' },
  })
export type VehicleChange = z.output<typeof VehicleChange>

const LISTED = { id: '01987654-3210-7abc-8def-0123456789ac', vrm: 'FK26AAB', ...SALOON }

export const VehicleListed = z
  .object({
    id: Id,
    vrm: z.string(),
    make: z.string(),
    model: z.string(),
    colour: z.string(),
    isWheelchairAccessible: IsWheelchairAccessible,
  })
  .meta({ id: 'VehicleListed', description: 'A vehicle in a list.', example: LISTED })
export type VehicleListed = z.output<typeof VehicleListed>

export const VehiclePage = PageOf(VehicleListed, 'VehiclePage')

export const Vehicle = VehicleListed.extend({
  authority: Slug.meta({ description: 'Whose record it is.' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).meta({
  id: 'Vehicle',
  description: 'The whole record of a vehicle.',
  example: {
    ...LISTED,
    authority: 'rotherham',
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
  },
})
export type Vehicle = z.output<typeof Vehicle>
