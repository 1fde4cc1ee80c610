import { ALWAYS, line, listOf, matching, OPTIONAL, type RowContext } from './fed-column.js'
import { checkFact, FACT, factOf, LEADING } from './fed-fact.js'
import type { FedOperator } from './fed-record.js'
import { rowReader, together, type Cells, type RowOf } from './fed-row.js'
import { normalisePostcode } from './identity.js'

/** The columns of a file of operators. There is one kind of licence, so it has no column. */
export const OPERATOR_COLUMNS = {
  ...LEADING,
  name: line(150, ALWAYS),
  tradingNames: listOf(line(100, OPTIONAL)),
  premisesLine1: line(100, OPTIONAL),
  premisesLine2: line(100, OPTIONAL),
  town: line(60, OPTIONAL),
  postcode: matching('a UK postcode', OPTIONAL, normalisePostcode),
  ...FACT,
} as const

const readCells = rowReader(OPERATOR_COLUMNS)

/** A row of a file of operators: what it says, or everything that is wrong with it. */
export function operatorRow(cells: Cells, context: RowContext): RowOf<FedOperator> {
  const read = readCells(cells, context)
  const { values } = read
  const kind = 'private-hire-operator'
  checkFact(read, kind, context)
  together(read, ['premisesLine1', 'town', 'postcode'], ['premisesLine2'])
  if (read.faults.length > 0) return { faults: read.faults }
  const { premisesLine1: line1, premisesLine2: line2, town, postcode } = values
  const holder: FedOperator = {
    reference: values.reference ?? '',
    name: values.name ?? '',
    tradingNames: values.tradingNames ?? [],
    premises: line1 === null ? null : { line1, line2, town: town ?? '', postcode: postcode ?? '' },
  }
  return { row: { authoritySlug: values.authority ?? '', holder, fact: factOf(values, kind) } }
}
