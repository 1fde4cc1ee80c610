import { z } from 'zod'
import { normalisePostcode } from '../../domain/identity.js'
import { CivilDate, Line } from '../../platform/http/fields.schema.js'
import { Normalised } from './subject.schema.js'

/** A place and the days it was lived in, or traded from. Both days are included. */
export const NewAddress = z
  .strictObject({
    line1: Line(100).meta({ description: 'House and street.' }),
    line2: Line(100).nullable().default(null),
    town: Line(60),
    postcode: Normalised(10, normalisePostcode, 'must be a UK postcode'),
    startsOn: CivilDate.meta({ description: 'First day there.' }),
    endsOn: CivilDate.nullable().default(null).meta({ description: 'Last day there; null while it goes on.' }),
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'must not be before startsOn',
  })
export type NewAddress = z.output<typeof NewAddress>

export const Address = z.object({
  line1: z.string(),
  line2: z.string().nullable(),
  town: z.string(),
  postcode: z.string(),
  startsOn: CivilDate.meta({ description: 'First day there.' }),
  endsOn: CivilDate.nullable().meta({ description: 'Last day there; null while it goes on.' }),
})
export type Address = z.output<typeof Address>
