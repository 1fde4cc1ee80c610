import { ntrRowCheck } from '../../../domain/ntr-row.js'
import type { FeedFormat } from '../../../domain/words.js'
import { letOthersIn } from '../../../platform/sweep.js'
import type { Naming, ReadRows } from '../feed-kind.js'
import { ntrCsvRecords } from './ntr-csv.js'
import { ntrJsonRecords } from './ntr-json.js'

/** Rows and faults of a file in one of the national vehicle register's two forms, at most 500 of its lines at a time. In JSON a line is a place in the list, from 1. */
export async function* readVehicles(
  source: AsyncIterable<Buffer>,
  format: FeedFormat,
  naming: Naming,
): AsyncGenerator<ReadRows> {
  const isCsv = format === 'ntr-csv'
  const check = ntrRowCheck(naming, isCsv)
  for await (const records of isCsv ? ntrCsvRecords(source) : ntrJsonRecords(source)) {
    const read: ReadRows = { rows: [], faults: [] }
    for (const record of records) {
      if ('fault' in record) {
        read.faults.push({ line: record.line, vrm: null, ...record.fault })
        continue
      }
      const { line } = record
      const checked = check(record.fields)
      if (checked.ok) read.rows.push({ line, ...checked.licence, reference: null, content: null })
      else read.faults.push(...checked.faults.map((fault) => ({ line, vrm: checked.vrm, ...fault })))
    }
    yield read
    // A chunk of the body may hold thousands of lines: checks that wait in this process have their turn between batches.
    await letOthersIn()
  }
}
