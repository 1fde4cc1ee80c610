import { DRIVER_COLUMNS } from '../../../domain/driver-row.js'
import { OPERATOR_COLUMNS } from '../../../domain/operator-row.js'
import { csvOf } from '../../../platform/csv.js'
import type { TemplateFile } from '../feed-template.schema.js'
import { DRIVERS, OPERATORS, VEHICLES } from './example-rows.js'

const CSV = 'text/csv'
const NDJSON = 'application/x-ndjson'

/** What an authority's own export is compared with: a file of each class and form, with rows that this registry takes. */
export const TEMPLATES: Readonly<Record<TemplateFile, { type: string; text: string }>> = {
  'drivers.csv': { type: CSV, text: csv(DRIVER_COLUMNS, DRIVERS) },
  'drivers.ndjson': { type: NDJSON, text: ndjson(DRIVERS) },
  'operators.csv': { type: CSV, text: csv(OPERATOR_COLUMNS, OPERATORS) },
  'operators.ndjson': { type: NDJSON, text: ndjson(OPERATORS) },
  // The national register takes no names of columns, and no byte order mark.
  'vehicles.csv': { type: CSV, text: csvOf([0, 1, 2, 3, 4, 5, 6].map(String), VEHICLES, { isFirst: false }) },
}

function csv(columns: object, rows: readonly object[]): string {
  const names = Object.keys(columns)
  return csvOf(
    names,
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]))),
  )
}

function ndjson(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

function cell(value: unknown): string {
  return Array.isArray(value) ? value.join(';') : String(value)
}
