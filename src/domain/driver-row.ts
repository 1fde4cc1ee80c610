import { isCivilDate, type CivilDate } from './calendar.js'
import { ALWAYS, line, matching, oneOf, OPTIONAL, type Column, type RowContext } from './fed-column.js'
import { checkFact, FACT, factOf, LEADING } from './fed-fact.js'
import type { FedDriver } from './fed-record.js'
import { rowReader, together, type Cells, type RowOf } from './fed-row.js'
import { normaliseDrivingLicence, normaliseName, normaliseNiNumber, normalisePostcode } from './identity.js'
import { DRIVING_LICENCE_ISSUERS } from './words.js'

const DRIVER_KINDS = ['hackney-carriage-driver', 'private-hire-driver'] as const

// A name without a letter would match no surname in any check or search.
const NAME = matching('text of at most 100 characters with a letter in it', ALWAYS, (text) =>
  text.length <= 100 && normaliseName(text) !== '' ? text : null,
)
const BIRTHDAY: Column<CivilDate> = {
  form: 'text',
  need: ALWAYS,
  must: 'must be a date, YYYY-MM-DD, before today',
  read: (text, { today }) => (isCivilDate(text) && text < today ? text : null),
}

/** The columns of a file of drivers. */
export const DRIVER_COLUMNS = {
  ...LEADING,
  kind: oneOf(DRIVER_KINDS, ALWAYS),
  familyName: NAME,
  givenNames: NAME,
  dateOfBirth: BIRTHDAY,
  niNumber: matching('a National Insurance number', OPTIONAL, normaliseNiNumber),
  drivingLicenceIssuer: oneOf(DRIVING_LICENCE_ISSUERS, OPTIONAL),
  drivingLicenceNumber: line(40, OPTIONAL),
  addressLine1: line(100, OPTIONAL),
  addressLine2: line(100, OPTIONAL),
  town: line(60, OPTIONAL),
  postcode: matching('a UK postcode', OPTIONAL, normalisePostcode),
  ...FACT,
} as const

const readCells = rowReader(DRIVER_COLUMNS)

/** A row of a file of drivers: what it says, or everything that is wrong with it. */
export function driverRow(cells: Cells, context: RowContext): RowOf<FedDriver> {
  const read = readCells(cells, context)
  const { values, complain } = read
  const { dateOfBirth, drivingLicenceIssuer: issuer, drivingLicenceNumber: asWritten } = values
  checkFact(read, values.kind, context)
  const firstKnown = values.decidedOn ?? values.startsOn
  if (dateOfBirth !== null && firstKnown !== null && dateOfBirth >= firstKnown)
    complain('dateOfBirth', 'must be before the licence or decision')
  together(read, ['drivingLicenceIssuer', 'drivingLicenceNumber'])
  together(read, ['addressLine1', 'town', 'postcode'], ['addressLine2'])
  const number = issuer === null || asWritten === null ? null : normaliseDrivingLicence(issuer, asWritten)
  if (issuer !== null && asWritten !== null && number === null)
    complain('drivingLicenceNumber', 'is not a number of that issuer')
  if (read.faults.length > 0) return { faults: read.faults }
  const { addressLine1: line1, addressLine2: line2, town, postcode } = values
  const holder: FedDriver = {
    reference: values.reference ?? '',
    familyName: values.familyName ?? '',
    givenNames: values.givenNames ?? '',
    dateOfBirth: dateOfBirth ?? '',
    niNumber: values.niNumber,
    drivingLicence: issuer === null || number === null ? null : { issuer, number },
    address: line1 === null ? null : { line1, line2, town: town ?? '', postcode: postcode ?? '' },
  }
  return {
    row: { authoritySlug: values.authority ?? '', holder, fact: factOf(values, values.kind ?? 'private-hire-driver') },
  }
}
