import type { CsvError } from 'csv-parse'
import type { Cells, Columns } from '../../../domain/fed-row.js'
import type { Fault } from '../feed-kind.js'
import { csvRecords } from './csv-records.js'
import { fault, type RawRows } from './raw-rows.js'

/** The rows of a file of comma-separated values. Its first line names the columns; nothing is read under a line that does not. */
export async function* readCsv(source: AsyncIterable<Buffer>, columns: Columns): AsyncGenerator<RawRows> {
  let line = 1
  let header: string[] | undefined
  for await (const { records, error } of csvRecords(source)) {
    const read: RawRows = { rows: [], faults: [] }
    for (const record of records) {
      if (header === undefined) {
        header = record.map((name) => name.trim())
        read.faults.push(...headerFaults(header, columns))
        if (read.faults.length > 0) {
          yield read
          return
        }
      } else if (record.length === header.length) read.rows.push({ line, cells: cellsOf(header, record) })
      else if (record.length > 1 || record[0] !== '')
        read.faults.push(fault(line, `The row has ${record.length} cells, the header ${header.length}`))
      line += linesIn(record)
    }
    if (error) read.faults.push(fault(line, unreadable(error)))
    yield read
  }
}

function headerFaults(header: readonly string[], columns: Columns): Fault[] {
  return header.flatMap((name, index) => {
    if (!Object.hasOwn(columns, name))
      return [fault(1, `The name of column ${index + 1} is not one of: ${Object.keys(columns).join(', ')}`)]
    return header.indexOf(name) < index ? [fault(1, `Column ${name}: is there twice`)] : []
  })
}

function cellsOf(header: readonly string[], record: readonly string[]): Cells {
  const cells: Record<string, string> = {}
  for (const [index, name] of header.entries()) {
    const cell = record[index]
    if (cell) cells[name] = cell
  }
  return cells
}

/** The parser's own count takes a CRLF within quotation marks for two. */
const linesIn = (record: readonly string[]): number =>
  record.reduce((lines, cell) => (cell.includes('\n') ? lines + cell.split('\n').length - 1 : lines), 1)

const unreadable = ({ code }: CsvError): string =>
  `The row ${UNREADABLE[code] ?? 'could not be read'}. Nothing after it was read`

const UNREADABLE: Partial<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: 'is longer than any row can be, or has a quotation mark that is never closed',
  CSV_QUOTE_NOT_CLOSED: 'has a quotation mark that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has a quotation mark within a cell: there it is written twice',
  INVALID_OPENING_QUOTE:
    'has a quotation mark within a cell: the cell is put between quotation marks, and there it is written twice',
}
