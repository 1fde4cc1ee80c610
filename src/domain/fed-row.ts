import { ROW_SORTS, type Column, type RowContext } from './fed-column.js'
import { FED_DECISION_TYPES, type FedDriver, type FedOperator, type FedRow } from './fed-record.js'
import { CONTROL, inOneForm, isWellFormed } from './text.js'

/** What is wrong with a row. Never a value of it: faults are kept and shown where personal data is not. */
export interface RowFault {
  title: 'Mandatory field missing' | 'Value error' | 'Insufficient permissions'
  detail: string
}

/** The cells of a row as they stand in the file, by column; absent is empty. */
export type Cells = Readonly<Partial<Record<string, string>>>

export type RowOf<Holder extends FedDriver | FedOperator> = { row: FedRow<Holder> } | { faults: RowFault[] }

export type Columns = Readonly<Record<string, Column>>
export type ValuesOf<C extends Columns> = { [K in keyof C]: ReturnType<C[K]['read']> }

/** Null: the cell is empty, or at fault; whoever compares cells passes it over. */
export interface ReadCells<Values> {
  values: Values
  isFilled: (column: keyof Values & string) => boolean
  /** @param detail follows "Column x: " */
  complain: (column: keyof Values & string, detail: string, title?: RowFault['title']) => void
}

/** Reads rows of these columns: each cell by itself, and whether a row of its sort has it at all. */
export function rowReader<C extends Columns>(
  columns: C,
): (cells: Cells, context: RowContext) => ReadCells<ValuesOf<C>> & { faults: RowFault[] } {
  // A file has millions of cells: what does not depend on them is found once.
  const all = Object.entries(columns)
  const rules = new Map([UNKNOWN, DECISION, ...ROW_SORTS].map((sort) => [sort, rulesOf(columns, sort)]))
  return (cells, context) => {
    const faults: RowFault[] = []
    const complain = (column: string, detail: string, title: RowFault['title'] = 'Value error') =>
      faults.push({ title, detail: `Column ${column}: ${detail}` })
    const values: Record<string, unknown> = {}
    const filled = new Set<string>()
    for (const [name, { must, read }] of all) {
      values[name] = null
      const text = oneLine(cells[name] ?? '')
      if (text === '') continue
      filled.add(name)
      if (text !== null) values[name] = read(text, context)
      if (values[name] === null)
        complain(name, text === null ? 'must be text in UTF-8 without control characters' : must)
    }
    const sort = sortOf(values)
    const { must, mustNot } = rules.get(sort) ?? { must: [], mustNot: [] }
    for (const name of must) if (!filled.has(name)) complain(name, 'must be filled in', 'Mandatory field missing')
    for (const name of mustNot) if (filled.has(name)) complain(name, `must be empty in a ${sort} row`)
    return { values: values as ValuesOf<C>, faults, complain, isFilled: (column) => filled.has(column) }
  }
}

/** While the cells that say of what sort a row is are at fault, only what is wrong in every case is told. */
const UNKNOWN = 'unknown'
const DECISION = 'decision'

function sortOf({ row, type }: Record<string, unknown>): string {
  if (row !== 'decision') return row === 'licence' ? row : UNKNOWN
  return typeof type === 'string' ? type : DECISION
}

/** Columns that every row of the sort fills in, and those that none does. */
function rulesOf(columns: Columns, sort: string): { must: string[]; mustNot: string[] } {
  const may =
    sort === UNKNOWN ? ROW_SORTS : sort === DECISION ? FED_DECISION_TYPES : ROW_SORTS.filter((s) => s === sort)
  const where = (need: 'must' | undefined) =>
    Object.keys(columns).filter((name) => may.every((each) => columns[name]?.need[each] === need))
  return { must: where('must'), mustNot: where(undefined) }
}

/** Of cells that only say something together: none, or all that `must` be there. */
export function together<Values>(
  { isFilled, complain }: ReadCells<Values>,
  must: readonly (keyof Values & string)[],
  may: readonly (keyof Values & string)[] = [],
): void {
  const all = [...must, ...may]
  if (!all.some(isFilled)) return
  for (const column of must)
    if (!isFilled(column))
      complain(column, `must be filled in with ${all.filter((each) => each !== column).join(', ')}`)
}

/** A cell quoted over several lines is one line. Null: not text that may be kept; U+FFFD is what another encoding leaves behind. */
function oneLine(cell: string): string | null {
  if (PLAIN.test(cell)) return cell.trim()
  const text = cell.replace(/[\r\n]+/g, ' ')
  return CONTROL.test(text) || !isWellFormed(text) || text.includes('\ufffd') ? null : inOneForm(text)
}

const PLAIN = /^[ -~]*$/
