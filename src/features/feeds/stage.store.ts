import * as copyStreams from 'pg-copy-streams'
import { once } from 'node:events'
import { Prisma } from '../../generated/prisma/client.js'
import type { Db } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { letOthersIn } from '../../platform/sweep.js'
import type { StagedRow } from './feed-kind.js'
import { FEED_SECRETS } from './feed-secrets.js'

/** Where the rows of one file wait to be compared. */
export interface Stage {
  add(rows: readonly StagedRow[]): Promise<void>
  /** Resolves when every row is there. */
  finish(): Promise<void>
  /** Leaves none of its rows. */
  abandon(): Promise<void>
}

/** Rows at once. Each COPY is a statement of its own: one for a whole upload would hold a session, and keep the database from tidying up, for as long as the slowest line takes. */
const AT_ONCE = { server: 5_000, embedded: 2_000, dropped: 20_000 } as const

export function openStage({ db, secrets }: Pick<Deps, 'db' | 'secrets'>, feedId: string): Stage {
  const most = db.isEmbedded ? AT_ONCE.embedded : AT_ONCE.server
  const sealed = ({ content }: StagedRow) =>
    content && Buffer.from(secrets.encrypt(FEED_SECRETS.row, JSON.stringify(content))).toString('hex')
  let waiting: StagedRow[] = []
  // The database writes one batch while the next is read; it is never more than one behind.
  let written: Promise<void> = Promise.resolve()
  const write = async () => {
    const rows = waiting
    waiting = []
    await written
    const cells = rows.map((row) => cellsOf(row, sealed(row)))
    written = db.isEmbedded ? insert(db, feedId, cells) : copy(db, feedId, cells)
    // Told by the next await.
    written.catch(() => undefined)
  }
  return {
    async add(rows) {
      waiting.push(...rows)
      if (waiting.length >= most) await write()
    },
    async finish() {
      if (waiting.length > 0) await write()
      await written
    },
    async abandon() {
      waiting = []
      await written.catch(() => undefined)
      await dropRows(db, feedId)
    },
  }
}

/** A few rows at a time: whoever waits for the database has a turn between. */
export async function dropRows(db: Pick<Db, 'bulk'>, feedId: string): Promise<void> {
  for (;;) {
    const dropped = await db.bulk.prisma.$executeRaw`
      DELETE FROM feed_row WHERE feed_id = ${feedId}::uuid AND line IN (
        SELECT line FROM feed_row WHERE feed_id = ${feedId}::uuid ORDER BY line LIMIT ${AT_ONCE.dropped})`
    if (dropped < AT_ONCE.dropped) return
    await letOthersIn()
  }
}

const COLUMNS = [
  ['line', 'int'],
  ['authority_slug', 'text'],
  ['kind', 'text'],
  ['number', 'text'],
  ['vrm', 'text'],
  ['starts_on', 'date'],
  ['ends_on', 'date'],
  ['description', 'text'],
  ['is_wheelchair_accessible', 'boolean'],
  ['reference', 'text'],
  ['content_encrypted', 'bytea'],
] as const
const NAMES = COLUMNS.map(([name]) => name).join(', ')

type Cell = string | number | boolean | null

/** In the order of COLUMNS. @param content in hex. */
const cellsOf = (row: StagedRow, content: string | null): Cell[] => [
  row.line,
  row.authoritySlug,
  row.kind,
  row.number,
  row.vrm,
  row.startsOn,
  row.endsOn,
  row.description,
  row.isWheelchairAccessible,
  row.reference,
  content && `\\x${content}`,
]

async function copy(db: Pick<Db, 'bulk'>, feedId: string, rows: readonly Cell[][]): Promise<void> {
  const session = await db.bulk.pool.connect()
  let fault: Error | undefined
  try {
    const target = session.query(copyStreams.from(`COPY feed_row (feed_id, ${NAMES}) FROM STDIN`))
    target.end(rows.map((cells) => `${feedId}\t${cells.map(copied).join('\t')}\n`).join(''))
    await once(target, 'finish')
  } catch (error) {
    fault = error as Error
    throw error
  } finally {
    session.release(fault)
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
/** COPY's text format. */
const copied = (cell: Cell): string =>
  cell === null ? '\\N' : String(cell).replace(/[\\\t\n\r]/g, (c) => ESCAPES[c] ?? c)

async function insert(db: Pick<Db, 'bulk'>, feedId: string, rows: readonly Cell[][]): Promise<void> {
  const cells = COLUMNS.map(([, type], i) => `(r ->> ${i})::${type}`).join(', ')
  await db.bulk.prisma.$executeRaw`
    INSERT INTO feed_row (feed_id, ${Prisma.raw(NAMES)})
    SELECT ${feedId}::uuid, ${Prisma.raw(cells)} FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS r`
  await letOthersIn()
}
