import { CsvError, parse } from 'csv-parse'
import { letOthersIn } from '../../../platform/sweep.js'
import { LONGEST_ROW } from './raw-rows.js'

/** Bytes parsed at a time: the parser holds the thread meanwhile. */
const SLICE = 64 * 1024

export interface CsvRecords {
  records: string[][]
  /** Why the record after these is none. Nothing after it is read: where it would begin, nobody can tell. */
  error: CsvError | null
}

/** The records of a file of comma-separated values (RFC 4180) in UTF-8, a byte order mark dropped, some at a time; an empty line is a record of one empty cell. */
export async function* csvRecords(source: AsyncIterable<Buffer>): AsyncGenerator<CsvRecords> {
  let records: string[][] = []
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    // Taken as they are parsed: a stream that ends with an error drops those that nobody has read yet.
    on_record: (record: string[]) => void records.push(record),
  }).on('error', () => undefined)
  const parsed = async (feed: (done: (error?: Error | null) => void) => unknown): Promise<CsvRecords> => {
    const error = await new Promise<Error | null>((resolve) => feed((failed) => resolve(failed ?? null)))
    if (error !== null && !(error instanceof CsvError)) throw error
    const taken = records
    records = []
    return { records: taken, error }
  }
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += SLICE) {
        const some = await parsed((done) => parser.write(chunk.subarray(at, at + SLICE), done))
        yield some
        if (some.error) return
        await letOthersIn()
      }
    }
    yield await parsed((done) => parser.end(done))
  } finally {
    parser.destroy()
  }
}
