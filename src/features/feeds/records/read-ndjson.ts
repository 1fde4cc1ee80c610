import type { Column } from '../../../domain/fed-column.js'
import type { Cells, Columns } from '../../../domain/fed-row.js'
import { linesOf } from '../lines.js'
import { fault, LONGEST_ROW, type RawRows } from './raw-rows.js'

/** The rows of a file of one JSON object a line, its members named as the columns of a CSV file. */
export async function* readNdjson(source: AsyncIterable<Buffer>, columns: Columns): AsyncGenerator<RawRows> {
  for await (const { from, texts } of linesOf(source, LONGEST_ROW + 1)) {
    const read: RawRows = { rows: [], faults: [] }
    for (const [index, text] of texts.entries()) {
      if (text.trim() === '') continue
      const cells = cellsOf(text, columns)
      if (Array.isArray(cells)) read.faults.push(...cells.map((detail) => fault(from + index, detail)))
      else read.rows.push({ line: from + index, cells })
    }
    yield read
  }
}

/** Cells as a CSV file would have them; or what is wrong with the line. */
function cellsOf(text: string, columns: Columns): Cells | string[] {
  if (Buffer.byteLength(text) > LONGEST_ROW) return [`The line is longer than ${LONGEST_ROW} bytes`]
  const object = parsed(text)
  if (object === undefined) return ['The line is not one JSON object']
  const faults: string[] = []
  const cells: Record<string, string> = {}
  // Told once: a line has room for thousands of names.
  if (Object.keys(object).some((name) => !Object.hasOwn(columns, name)))
    faults.push(`A member's name is not one of: ${Object.keys(columns).join(', ')}`)
  for (const [name, value] of Object.entries(object)) {
    const form = Object.hasOwn(columns, name) ? columns[name]?.form : undefined
    if (form === undefined) continue
    const cell = value === null ? '' : CELL[form](value)
    if (cell === undefined) faults.push(`Column ${name}: must be ${IN_WORDS[form]}`)
    else cells[name] = cell
  }
  return faults.length > 0 ? faults : cells
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const CELL: Record<Column['form'], (value: unknown) => string | undefined> = {
  text: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  // Where a semicolon ends an item in one form of the file, none holds one in the other.
  list: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim() !== '' && !item.includes(';'))
      ? value.join(';')
      : undefined,
}

const IN_WORDS: Record<Column['form'], string> = {
  text: 'a JSON string or null',
  boolean: 'true, false or null',
  list: 'a JSON array of strings without a semicolon, or null',
}
