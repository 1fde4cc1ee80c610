import type { FeedKind, Naming, StagedRow, Fault } from '../../src/features/feeds/feed-kind.js'
import type { FeedFormat } from '../../src/domain/words.js'

/** As Rotherham sends, on Monday 2 March 2026. */
export const naming: Naming = {
  today: '2026-03-02',
  slugOf: (name) => ({ Rotherham: 'rotherham', Leeds: 'leeds' })[name],
  isSlug: (text) => ['rotherham', 'leeds'].includes(text),
  maySpeakFor: (slug) => slug === 'rotherham',
}

/** A file as it may come in over a wire: in chunks of so many bytes. */
export async function* chunksOf(file: string | Buffer, size = 1 << 16): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(file)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** All rows and faults of a file. */
export async function readAll(
  read: FeedKind['read'],
  format: FeedFormat,
  file: string | Buffer,
  size?: number,
): Promise<{ rows: StagedRow[]; faults: Fault[] }> {
  const all = { rows: [] as StagedRow[], faults: [] as Fault[] }
  for await (const { rows, faults } of read(chunksOf(file, size), format, naming)) {
    all.rows.push(...rows)
    all.faults.push(...faults)
  }
  return all
}
