import { createHmac, randomBytes } from 'node:crypto'
import { DRIVER_COLUMNS, driverRow } from '../../../domain/driver-row.js'
import type { RowContext } from '../../../domain/fed-column.js'
import type { FedDriver, FedOperator, FedRow } from '../../../domain/fed-record.js'
import type { Cells, Columns, RowOf } from '../../../domain/fed-row.js'
import { OPERATOR_COLUMNS, operatorRow } from '../../../domain/operator-row.js'
import type { FeedFormat } from '../../../domain/words.js'
import type { Naming, ReadRows, StagedRow } from '../feed-kind.js'
import { fault } from './raw-rows.js'
import { readCsv } from './read-csv.js'
import { readNdjson } from './read-ndjson.js'

type Holder = FedDriver | FedOperator

/** The rows of a file of drivers in our own CSV or NDJSON, `content` a `FedRow<FedDriver>`, and its faults. */
export const readDrivers = (source: AsyncIterable<Buffer>, format: FeedFormat, naming: Naming) =>
  readRecords(source, format, naming, DRIVER_COLUMNS, driverRow)

/** As `readDrivers`, of operators. */
export const readOperators = (source: AsyncIterable<Buffer>, format: FeedFormat, naming: Naming) =>
  readRecords(source, format, naming, OPERATOR_COLUMNS, operatorRow)

async function* readRecords(
  source: AsyncIterable<Buffer>,
  format: FeedFormat,
  naming: Naming,
  columns: Columns,
  rowOf: (cells: Cells, context: RowContext) => RowOf<Holder>,
): AsyncGenerator<ReadRows> {
  const stage = staging()
  let isEmpty = true
  for await (const raw of format === 'ndjson' ? readNdjson(source, columns) : readCsv(source, columns)) {
    const read: ReadRows = { rows: [], faults: raw.faults }
    for (const { line, cells } of raw.rows) {
      const row = rowOf(cells, naming)
      if ('row' in row) read.rows.push(stage(line, row.row))
      else read.faults.push(...row.faults.map((each) => ({ line, vrm: null, ...each })))
    }
    read.faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    isEmpty &&= read.rows.length + read.faults.length === 0
    yield read
  }
  if (isEmpty) yield { rows: [], faults: [fault(null, 'The file has no row')] }
}

/** Characters of a digest in `description`: 132 bits. */
export const DIGEST_LENGTH = 22

/**
 * Where a row waits encrypted, the database still has to tell which rows describe a holder alike, and which state a decision twice: `description` holds a
 * digest of the holder, and of a decision one of what it is about, under a key that is gone when the file has been read.
 */
function staging(): (line: number, row: FedRow) => StagedRow {
  const key = randomBytes(32)
  const digest = (of: unknown) =>
    createHmac('sha256', key).update(JSON.stringify(of)).digest('base64url').slice(0, DIGEST_LENGTH)
  return (line, row) => {
    const { authoritySlug, holder, fact } = row
    const { kind, number } = fact
    const period = fact.row === 'licence' ? fact : null
    const decision = fact.row === 'decision' ? digest([fact.type, fact.decidedOn, number ?? [holder.reference]]) : ''
    return {
      line,
      authoritySlug,
      kind,
      number,
      vrm: null,
      startsOn: period?.startsOn ?? null,
      endsOn: period?.endsOn ?? null,
      description: digest(holder) + decision,
      isWheelchairAccessible: null,
      reference: holder.reference,
      content: row,
    }
  }
}
