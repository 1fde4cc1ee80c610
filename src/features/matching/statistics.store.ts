import type { NameStatistics } from '../../domain/match.js'
import { canonical } from '../../domain/name-variants.js'
import type { Db, Tx } from '../../platform/db.js'

/** Records read for the counts, about: enough to tell how common a common name is, and read within the limits that protect the pool. */
const SAMPLE = 30_000
/** A name that fewer of them bear is rare however rare: its weight is capped. */
const FEWEST_BEARERS = 3
const MOST_SPELLINGS = 20_000

const NOBODY: NameStatistics = { records: 0, given: {}, family: {} }

/** The row is large and changes hourly: it is read again when it was made anew. */
let latest: { madeAt: number; statistics: NameStatistics } | undefined

/** How common names are, as last counted; before the first count, nobody is known. */
export async function readStatistics(tx: Tx): Promise<NameStatistics> {
  const made = await tx.matchStatistics.findUnique({ where: { id: 1 }, select: { madeAt: true } })
  if (!made) return NOBODY
  const madeAt = made.madeAt.getTime()
  if (latest?.madeAt === madeAt) return latest.statistics
  const { records, given, family } = await tx.matchStatistics.findUniqueOrThrow({ where: { id: 1 } })
  const statistics = { records, given: given as NameStatistics['given'], family: family as NameStatistics['family'] }
  latest = { madeAt, statistics }
  return statistics
}

/** Counts names anew, over entries and driver records. Safe to run at any time. */
export async function refreshStatistics({ prisma }: Pick<Db, 'prisma'>, now: Date): Promise<void> {
  const percent = await samplePercent(prisma)
  const rows = await countNames(prisma, percent)
  const sampled = rows[0]?.sampled ?? 0
  const shares = (kind: 'given' | 'family') => {
    const bearersOf = new Map<string, number>()
    for (const { name, bearers } of rows.filter((row) => row.kind === kind))
      bearersOf.set(canonical(name), (bearersOf.get(canonical(name)) ?? 0) + bearers)
    const common = [...bearersOf].filter(([, bearers]) => bearers >= FEWEST_BEARERS)
    return Object.fromEntries(common.map(([name, bearers]) => [name, bearers / sampled]))
  }
  const made = {
    madeAt: now,
    records: Math.round((sampled * 100) / percent),
    given: shares('given'),
    family: shares('family'),
  }
  await prisma.matchStatistics.upsert({ where: { id: 1 }, create: { id: 1, ...made }, update: made })
}

/** By the planner's own estimate: to count a million rows takes longer than the sample. It has none until the first ANALYZE. */
async function samplePercent(prisma: Db['prisma']): Promise<number> {
  const [size] = await prisma.$queryRaw<{ rows: number }[]>`
    SELECT sum(greatest(reltuples, 0))::float8 AS rows FROM pg_class WHERE oid IN ('entry_match'::regclass, 'driver_match'::regclass)`
  return Math.min(100, (100 * SAMPLE) / Math.max(1, size?.rows ?? 0))
}

interface Counted {
  kind: 'given' | 'family'
  name: string
  bearers: number
  sampled: number
}

const countNames = (prisma: Db['prisma'], percent: number): Promise<Counted[]> => prisma.$queryRaw<Counted[]>`
  WITH sample AS MATERIALIZED (
    SELECT entry_id AS id, record -> 'names' AS names FROM entry_match TABLESAMPLE SYSTEM (${percent}::float8)
    UNION ALL
    SELECT driver_id, record -> 'names' FROM driver_match TABLESAMPLE SYSTEM (${percent}::float8))
  SELECT kind, name, count(DISTINCT id)::int AS bearers, (SELECT count(*)::int FROM sample) AS sampled
  FROM sample, jsonb_array_elements(names) AS one, (VALUES ('given'), ('family')) AS kinds (kind), jsonb_array_elements_text(one -> kind) AS name
  GROUP BY kind, name ORDER BY bearers DESC, name LIMIT ${MOST_SPELLINGS}`
