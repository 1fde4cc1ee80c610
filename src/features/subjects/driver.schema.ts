import { z } from 'zod'
import { normaliseDrivingLicence, normaliseName, normaliseNiNumber } from '../../domain/identity.js'
import { DRIVING_LICENCE_ISSUERS, NAME_TYPES } from '../../domain/words.js'
import { CivilDate, Email, Id, Line, Phone, Slug } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'
import { Address, NewAddress } from './address.schema.js'
import { changesSomething, Normalised } from './subject.schema.js'

export const MAX_NAMES = 20
export const MAX_ADDRESSES = 50

// A name without a letter would match no surname in any check or search.
export const Name = Line(100).refine((name) => normaliseName(name) !== '', 'must contain a letter')
export const NiNumber = Normalised(20, normaliseNiNumber, 'must be a National Insurance number').meta({
  description: 'National Insurance number. Its suffix letter says nothing of who it is and is not kept.',
  example: 'AB123456C',
})

export const DrivingLicence = z
  .strictObject({ issuer: z.enum(DRIVING_LICENCE_ISSUERS), number: Line(40) })
  .transform(({ issuer, number }, context) => {
    const normal = normaliseDrivingLicence(issuer, number)
    if (normal === null)
      context.addIssue({ code: 'custom', path: ['number'], message: 'is not a number of that issuer' })
    return { issuer, number: normal ?? z.NEVER }
  })

export const NewDriver = z
  .strictObject({
    familyName: Name,
    givenNames: Name.meta({ description: 'All of them, in order.' }),
    dateOfBirth: CivilDate,
    otherNames: z
      .array(
        z.strictObject({
          type: z.enum(NAME_TYPES),
          familyName: Name,
          givenNames: Name,
          endsOn: CivilDate.nullable().default(null).meta({ description: 'Last day it was used, where known.' }),
        }),
      )
      .max(MAX_NAMES)
      .default([]),
    addresses: z.array(NewAddress).max(MAX_ADDRESSES).default([]).meta({ description: 'At most one at a time.' }),
    niNumber: NiNumber.nullable().default(null),
    drivingLicence: DrivingLicence.nullable().default(null),
    email: Email.nullable().default(null),
    phone: Phone.nullable().default(null),
  })
  .meta({
    id: 'NewDriver',
    description: 'A person who holds, held or applied for a driver’s licence.',
    example: {
      familyName: 'Fictional',
      givenNames: 'Farah',
      dateOfBirth: '1979-03-12',
      otherNames: [{ type: 'former', familyName: 'Invented', givenNames: 'Farah', endsOn: '2010-06-30' }],
      addresses: [{ line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH', startsOn: '2019-05-01' }],
      niNumber: 'AB123456C',
      drivingLicence: { issuer: 'gb', number: 'FICTI703129F99AB' },
      email: 'farah@example.test',
      phone: '01709 000000',
    },
  })
export type NewDriver = z.output<typeof NewDriver>

export const DriverChange = z
  .strictObject({
    familyName: Name.exactOptional(),
    givenNames: Name.exactOptional(),
    nameChangedOn: CivilDate.exactOptional().meta({
      description: 'First day of the new name, where known: the name before ends on its eve.',
    }),
    newAlias: z.strictObject({ familyName: Name, givenNames: Name }).exactOptional(),
    dateOfBirth: CivilDate.exactOptional(),
    newAddress: NewAddress.exactOptional().meta({
      description: 'The latest address ends on the eve of its first day.',
    }),
    niNumber: NiNumber.exactOptional(),
    drivingLicence: DrivingLicence.exactOptional(),
    email: Email.nullable().exactOptional(),
    phone: Phone.nullable().exactOptional(),
  })
  .refine(changesSomething, 'must change something')
  .refine((change) => change.nameChangedOn === undefined || 'familyName' in change || 'givenNames' in change, {
    path: ['nameChangedOn'],
    message: 'goes with a new name',
  })
  .meta({
    id: 'DriverChange',
    description:
      'What is absent stays; null clears a contact. A name given anew makes the one before a former name; aliases and addresses are added, never taken away.',
    example: { familyName: 'Invented', nameChangedOn: '2026-02-14', phone: '01709 000002' },
  })
export type DriverChange = z.output<typeof DriverChange>

const OF_FARAH = {
  id: '01987654-3210-7abc-8def-0123456789ab',
  familyName: 'Fictional',
  givenNames: 'Farah',
  dateOfBirth: '1979-03-12',
}

/** What a list shows of a driver: enough to recognise one, none of the identifiers. */
export const DriverListed = z
  .object({ id: Id, familyName: z.string(), givenNames: z.string(), dateOfBirth: CivilDate })
  .meta({ id: 'DriverListed', description: 'A driver in a list.', example: OF_FARAH })
export type DriverListed = z.output<typeof DriverListed>

export const DriverPage = PageOf(DriverListed, 'DriverPage')

export const Driver = DriverListed.extend({
  authority: Slug.meta({ description: 'Whose record it is.' }),
  otherNames: z.array(
    z.object({
      type: z.enum(NAME_TYPES),
      familyName: z.string(),
      givenNames: z.string(),
      endsOn: CivilDate.nullable().meta({ description: 'Last day it was used, where known.' }),
    }),
  ),
  addresses: z.array(Address).meta({ description: 'In order of their first days.' }),
  niNumber: z.string().nullable(),
  drivingLicence: z.object({ issuer: z.enum(DRIVING_LICENCE_ISSUERS), number: z.string() }).nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).meta({
  id: 'Driver',
  description: 'The whole record of a driver, for the officers of its authority.',
  example: {
    ...OF_FARAH,
    authority: 'rotherham',
    otherNames: [{ type: 'former', familyName: 'Invented', givenNames: 'Farah', endsOn: '2010-06-30' }],
    addresses: [
      {
        line1: '1 Invented Street',
        line2: null,
        town: 'Rotherham',
        postcode: 'S60 2TH',
        startsOn: '2019-05-01',
        endsOn: null,
      },
    ],
    niNumber: 'AB123456',
    drivingLicence: { issuer: 'gb', number: 'FICTI703129F99AB' },
    email: 'farah@example.test',
    phone: '01709 000000',
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
  },
})
export type Driver = z.output<typeof Driver>
