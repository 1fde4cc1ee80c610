import { stringify } from 'csv-stringify/sync'
import type { Person } from './registry.js'

let count = 0

/** A right row of a file of earlier entries, each another fictional person; `overrides` replaces cells, null leaves the cell empty. */
export function aRow(overrides: Record<string, string | null> = {}): Record<string, string | null> {
  const n = ++count
  return {
    reference: `OLD-${n}`,
    family_name: 'Imagined',
    given_names: `Ilya ${'ABCDEFGHIJ'[n % 10]}`,
    date_of_birth: '1979-03-12',
    address: '1 Invented Street',
    town: 'Rotherham',
    postcode: 'S60 2TH',
    ni_number: `AB${String(500_000 + n)}C`,
    decision_type: 'revoke',
    decided_on: '2019-06-03',
    first_made_on: '2019-06-10',
    ...overrides,
  }
}

export const fileOf = (rows: Record<string, string | null>[]): string =>
  stringify(rows, { header: true, columns: [...new Set(rows.flatMap((row) => Object.keys(row)))] })

export const sendFile = (by: Person, file: string | Buffer, headers: Record<string, string> = {}) =>
  by.post('/v1/entry-imports', file, { 'content-type': 'text/csv', ...headers })
