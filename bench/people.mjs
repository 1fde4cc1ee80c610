// Files of people in the layout of the FEBRL data sets: who is meant stands in `rec_id`, rec-<person>-org or rec-<person>-dup-<n>.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

const COLUMNS = 'rec_id given_name surname street_number address_1 address_2 suburb postcode date_of_birth'.split(' ')
const NUMBER = 'soc_sec_id'

/**
 * Of a row that is cut short, the rest is empty.
 * @throws Error that says what is wrong with the file.
 */
export function readPeople(path, withId) {
  const rows = parse(readFileSync(path), {
    columns: (header) => header.map((name) => name.trim().toLowerCase()),
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_quotes: true,
    relax_column_count: true,
  })
  if (rows.length === 0) throw new Error(`${path} has no rows`)
  const wanted = withId ? [...COLUMNS, NUMBER] : COLUMNS
  const missing = wanted.filter((column) => !(column in rows[0]))
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`)
  const empty = Object.fromEntries(wanted.map((column) => [column, '']))
  return rows.map((row) => ({ ...empty, ...row }))
}

/** The number of the person that a row is about. */
export function personOf({ rec_id: id }) {
  const number = /^rec-(\d+)-/.exec(id)?.[1]
  if (number === undefined)
    throw new Error(`rec_id ${JSON.stringify(id)} is not rec-<person>-org or rec-<person>-dup-<n>`)
  return number
}

/** As an officer would describe the person. The one number of a row takes the place of the National Insurance number, in whatever form it has. */
export function describe(row, withId) {
  const lines = [`${row.street_number} ${row.address_1}`.trim(), row.address_2].filter(Boolean)
  const hasAddress = lines.length > 0 || row.suburb !== '' || row.postcode !== ''
  return {
    names: [{ type: 'full', familyName: row.surname, givenNames: row.given_name }],
    dateOfBirth: /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(row.date_of_birth)?.slice(1).join('-') ?? null,
    addresses: hasAddress ? [{ line1: lines.join(', '), town: row.suburb, postcode: row.postcode || null }] : [],
    niNumber: withId && row.soc_sec_id ? row.soc_sec_id : null,
    drivingLicences: [],
  }
}
