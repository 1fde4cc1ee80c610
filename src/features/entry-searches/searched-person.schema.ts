import { z } from 'zod'
import { normalisePostcode } from '../../domain/identity.js'
import { DRIVING_LICENCE_ISSUERS, NAME_TYPES } from '../../domain/words.js'
import { CivilDate, Line } from '../../platform/http/fields.schema.js'
import { DrivingLicence, Name, NiNumber } from '../subjects/driver.schema.js'
import { Normalised } from '../subjects/subject.schema.js'

const NAMES = ['full', ...NAME_TYPES] as const

/** The fields of a driver's record under the same names, so that a back office copies and maps nothing. Every list takes the former ones too. */
export const SearchedPerson = z.strictObject({
  names: z
    .array(z.strictObject({ type: z.enum(NAMES), familyName: Name, givenNames: Name }))
    .min(1)
    .max(8)
    .refine((names) => names.every(({ type }, index) => (type === 'full') === (index === 0)), {
      message: 'must begin with the full name now, the only one of type full',
    })
    .meta({ description: 'The full name now, then former names and aliases: a changed name hides an entry.' }),
  dateOfBirth: CivilDate,
  addresses: z
    .array(
      z.strictObject({
        line1: Line(100).meta({ description: 'House and street.' }),
        town: Line(60),
        postcode: Normalised(10, normalisePostcode, 'must be a UK postcode').nullable().default(null),
      }),
    )
    .max(20)
    .default([])
    .meta({ description: 'The present one first, then former ones: addresses of entries are years old.' }),
  drivingLicences: z
    .array(DrivingLicence)
    .max(5)
    .refine(
      (licences) => DRIVING_LICENCE_ISSUERS.every((one) => licences.filter(({ issuer }) => issuer === one).length <= 2),
      {
        message: 'must hold at most two of one issuer',
      },
    )
    .default([])
    .meta({ description: 'The present number first, then former ones: the number of a driver changes with the name.' }),
  niNumber: NiNumber.nullable().default(null),
})
export type SearchedPerson = z.output<typeof SearchedPerson>

export const FARAH = {
  names: [
    { type: 'full' as const, familyName: 'Fictional', givenNames: 'Farah' },
    { type: 'former' as const, familyName: 'Invented', givenNames: 'Farah' },
  ],
  dateOfBirth: '1979-03-12',
  addresses: [{ line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH' }],
  drivingLicences: [{ issuer: 'gb' as const, number: 'FICTI703129F99AB' }],
  niNumber: 'AB123456',
}

/** As it was asked, in normal form. */
export const SearchTerms = z
  .object({
    names: z.array(z.object({ type: z.enum(NAMES), familyName: z.string(), givenNames: z.string() })),
    dateOfBirth: CivilDate,
    addresses: z.array(z.object({ line1: z.string(), town: z.string(), postcode: z.string().nullable() })),
    drivingLicences: z.array(z.object({ issuer: z.enum(DRIVING_LICENCE_ISSUERS), number: z.string() })),
    niNumber: z.string().nullable(),
  })
  .meta({ id: 'SearchTerms', description: 'Whom a search was for, in normal form.', example: FARAH })
