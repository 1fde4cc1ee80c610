import { z } from 'zod'
import { normalisePostcode } from '../../domain/identity.js'
import { DRIVING_LICENCE_ISSUERS, ENTRY_DECISION_TYPES, type DrivingLicenceIssuer } from '../../domain/words.js'
import { CivilDate, Line } from '../../platform/http/fields.schema.js'
import { DrivingLicence, Name, NiNumber } from '../subjects/driver.schema.js'
import { Normalised } from '../subjects/subject.schema.js'
import { EntryPerson } from './entry.schema.js'

/** The columns of a file of earlier entries, each with what its cells may hold. An empty cell is an absent one. */
export const ImportCells = z.strictObject({
  reference: Line(60),
  family_name: Name,
  given_names: Name,
  former_family_name: Name.optional(),
  former_given_names: Name.optional(),
  alias_family_name: Name.optional(),
  alias_given_names: Name.optional(),
  date_of_birth: CivilDate,
  address: Line(100).optional(),
  town: Line(60).optional(),
  postcode: Normalised(10, normalisePostcode, 'must be a UK postcode').optional(),
  ni_number: NiNumber.optional(),
  driving_licence_issuer: z.enum(DRIVING_LICENCE_ISSUERS).optional(),
  driving_licence_number: Line(40).optional(),
  decision_type: z.enum(ENTRY_DECISION_TYPES),
  decided_on: CivilDate,
  takes_effect_on: CivilDate.optional(),
  suspension_ends_on: CivilDate.optional(),
  first_made_on: CivilDate,
  designated_reference: Line(60).optional(),
})
export type ImportCells = z.infer<typeof ImportCells>
export type ImportColumn = keyof ImportCells

const EXAMPLE = [
  'reference,family_name,given_names,date_of_birth,address,town,postcode,ni_number,decision_type,decided_on,first_made_on',
  'RMBC-2019-0001,Fictional,Farah,1979-03-12,1 Invented Street,Rotherham,S60 2TH,AB123456C,revoke,2019-06-03,2019-06-10',
  '',
].join('\r\n')

export const EntryImport = z.string().min(1).meta({
  id: 'EntryImport',
  description: 'Comma-separated values in UTF-8, the first row naming the columns.',
  example: EXAMPLE,
})

/** What a row will be when the second person has agreed. */
export const ImportRow = z
  .object({
    row: z.int().meta({ description: 'As a spreadsheet numbers it: the row of column names is 1.' }),
    reference: z.string(),
    person: EntryPerson,
    decisionType: z.enum(ENTRY_DECISION_TYPES),
    decidedOn: CivilDate,
    takesEffectOn: CivilDate.nullable(),
    suspensionEndsOn: CivilDate.nullable(),
    firstMadeOn: CivilDate,
    designatedReference: z.string().nullable(),
  })
  .meta({ id: 'EntryImportRow', description: 'An entry that an import would make.' })
export type ImportRow = z.infer<typeof ImportRow>

/** Of cells without a fault. */
export function rowOf(row: number, cells: ImportCells): ImportRow {
  const { family_name: familyName, given_names: givenNames, address, town } = cells
  const { driving_licence_issuer: issuer, driving_licence_number: number } = cells
  const licence = issuer === undefined || number === undefined ? null : licenceOf(issuer, number)
  const other = (type: 'former' | 'alias', family?: string, given?: string) =>
    family === undefined && given === undefined
      ? []
      : [{ type, familyName: family ?? familyName, givenNames: given ?? givenNames }]
  return {
    row,
    reference: cells.reference,
    person: {
      names: [
        { type: 'full', familyName, givenNames },
        ...other('former', cells.former_family_name, cells.former_given_names),
        ...other('alias', cells.alias_family_name, cells.alias_given_names),
      ],
      dateOfBirth: cells.date_of_birth,
      addresses:
        address === undefined || town === undefined ? [] : [{ line1: address, town, postcode: cells.postcode ?? null }],
      niNumber: cells.ni_number ?? null,
      drivingLicences: licence === null ? [] : [licence],
    },
    decisionType: cells.decision_type,
    decidedOn: cells.decided_on,
    takesEffectOn: cells.takes_effect_on ?? null,
    suspensionEndsOn: cells.suspension_ends_on ?? null,
    firstMadeOn: cells.first_made_on,
    designatedReference: cells.designated_reference ?? null,
  }
}

/** Null: not a number of that issuer. */
export const licenceOf = (issuer: DrivingLicenceIssuer, number: string) =>
  DrivingLicence.safeParse({ issuer, number }).data ?? null
