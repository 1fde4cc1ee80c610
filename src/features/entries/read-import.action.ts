import { CsvError, parse } from 'csv-parse/sync'
import type { CivilDate } from '../../domain/calendar.js'
import { ImportCells, rowOf, type ImportColumn, type ImportRow } from './import-row.schema.js'
import { faultsBetween, type RawCells } from './import-rules.js'

/** To compare a row with every driver takes 10 ms, 20 on a busy machine, with the register locked: whoever refuses or grants meanwhile waits, and after 1.5 s is told 503. */
export const MOST_ROWS = 50
/** Characters. Longer than all cells of a row at their longest. */
const LONGEST_ROW = 4_000

export interface RowFault {
  /** `/rows/17/date_of_birth` */
  pointer: string
  detail: string
}

/** Every row of the file and every fault of it, at once. A fault never repeats what a cell holds: that may be personal data. */
export function readImport(file: string, today: CivilDate): { rows: ImportRow[]; faults: RowFault[] } {
  const records = recordsOf(file)
  if (!Array.isArray(records)) return { rows: [], faults: [records] }
  const [header = [], ...body] = records
  const faults = faultsOfHeader(header.map((name) => name.trim()))
  if (body.length > MOST_ROWS)
    faults.push({
      pointer: `/rows/${MOST_ROWS + 2}`,
      detail: `a file has at most ${MOST_ROWS} rows, blank ones counted`,
    })
  if (faults.length > 0) return { rows: [], faults }
  const columns = header.map((name) => name.trim() as ImportColumn)
  const rows: ImportRow[] = []
  for (const [index, record] of body.entries()) {
    const values = record.map((value) => value.trim())
    if (values.every((value) => value === '')) continue
    const read = readRow(index + 2, columns, values, today)
    if (Array.isArray(read)) faults.push(...read)
    else rows.push(read)
  }
  if (rows.length === 0 && faults.length === 0) faults.push({ pointer: '/rows', detail: 'there is no row' })
  return { rows, faults: [...faults, ...repeated(rows)] }
}

function recordsOf(file: string): string[][] | RowFault {
  try {
    return parse(file, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 2,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { code, records } = error as { code: string; records?: number }
    return { pointer: `/rows/${(records ?? 0) + 1}`, detail: UNREADABLE[code] ?? 'could not be read' }
  }
}

const UNREADABLE: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: 'is too long',
  CSV_QUOTE_NOT_CLOSED: 'has a quotation mark that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has a quotation mark in the middle of a cell: it is written twice there',
  INVALID_OPENING_QUOTE: 'has a quotation mark in a cell that does not begin with one',
}

function faultsOfHeader(names: string[]): RowFault[] {
  const faults = names.flatMap((name, index) => {
    if (!Object.hasOwn(ImportCells.shape, name))
      return [{ pointer: '/rows/1', detail: `the name of column ${index + 1} is not one of: ${ALL.join(', ')}` }]
    return names.indexOf(name) < index ? [{ pointer: `/rows/1/${name}`, detail: 'is there twice' }] : []
  })
  const missing = REQUIRED.filter((name) => !names.includes(name))
  return [
    ...faults,
    ...missing.map((name) => ({ pointer: `/rows/1/${name}`, detail: 'is a column that every file has' })),
  ]
}

const ALL = Object.keys(ImportCells.shape)
const REQUIRED = ALL.filter((name) => !ImportCells.shape[name as ImportColumn].safeParse(undefined).success)

function readRow(
  row: number,
  columns: readonly ImportColumn[],
  values: readonly string[],
  today: CivilDate,
): ImportRow | RowFault[] {
  if (values.length !== columns.length)
    return [
      { pointer: `/rows/${row}`, detail: `has ${values.length} cells, the row of column names ${columns.length}` },
    ]
  const filled = columns.flatMap((column, index) => (values[index] === '' ? [] : [[column, values[index]] as const]))
  const cells: RawCells = Object.fromEntries(filled)
  const parsed = ImportCells.safeParse(cells)
  const faults = [...(parsed.error?.issues ?? [])].map(({ path, message }) => {
    const column = path[0] as ImportColumn
    return { column, detail: cells[column] === undefined ? 'must be filled in' : message }
  })
  const all = [...faults, ...faultsBetween(cells, today)]
  if (parsed.success && all.length === 0) return rowOf(row, parsed.data)
  return all.map(({ column, detail }) => ({
    pointer: column === null ? `/rows/${row}` : `/rows/${row}/${column}`,
    detail,
  }))
}

/** A reference is of one entry, here and in the designated database: two rows with the same are one row twice. */
function repeated(rows: readonly ImportRow[]): RowFault[] {
  return REFERENCES.flatMap(([column, field]) => {
    const first = new Map<string, number>()
    return rows.flatMap((row) => {
      const reference = row[field]
      if (reference === null) return []
      const earlier = first.get(reference)
      if (earlier !== undefined)
        return [{ pointer: `/rows/${row.row}/${column}`, detail: `is that of row ${earlier} too` }]
      first.set(reference, row.row)
      return []
    })
  })
}
const REFERENCES = [
  ['reference', 'reference'],
  ['designated_reference', 'designatedReference'],
] as const
