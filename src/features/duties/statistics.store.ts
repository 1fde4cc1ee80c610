import { addDays, addMonths, startOfLondonDay, type CivilDate } from '../../domain/calendar.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import { FIGURE_NAMES, type Figure, type MonthOfAuthority } from './statistics.schema.js'

export interface StatisticsFilter {
  /** Nobody else's; undefined: everybody's, for scrutiny. */
  ownSlug: string | undefined
  authoritySlug?: string | undefined
  /** First days of the months to count, in order, without gaps. Months of London. */
  months: readonly CivilDate[]
  today: CivilDate
}

/** By authority and month. */
export async function countByMonth(tx: Tx, filter: StatisticsFilter): Promise<MonthOfAuthority[]> {
  const { ownSlug = null, authoritySlug = null, months, today } = filter
  const next = months.map((day) => addMonths(day, 1))
  const starts = [...months, ...next.slice(-1)].map((day) => new Date(startOfLondonDay(day)).toISOString())
  const lastDays = next.map((day) => addDays(day, -1))
  const facts = Object.entries(factsOn(today)).flatMap(([figure, sources]) =>
    sources.map(
      (source) =>
        Prisma.sql`SELECT ${figure}::text AS figure, slug, at FROM (${source}) AS ${Prisma.raw(`"${figure}"`)}`,
    ),
  )
  const rows = await tx.$queryRaw<{ slug: string; month: number; figure: Figure | null; count: number }[]>`
    SELECT * FROM (
      SELECT slug, width_bucket(at, ${starts}::timestamptz[]) AS month, figure, count(*)::int AS count
      FROM (${Prisma.join(facts, ' UNION ALL ')}) AS fact
      WHERE at >= ${starts.at(0)}::timestamptz AND at < ${starts.at(-1)}::timestamptz GROUP BY 1, 2, 3
      UNION ALL
      SELECT slug, month::int, NULL, 0 FROM authority JOIN unnest(${lastDays}::date[]) WITH ORDINALITY AS m(last_day, month) ON joined_on <= last_day
    ) AS counted
    WHERE (${ownSlug}::text IS NULL OR slug = ${ownSlug}) AND (${authoritySlug}::text IS NULL OR slug = ${authoritySlug})
    ORDER BY slug, month`
  const items = new Map<string, MonthOfAuthority>()
  for (const { slug, month, figure, count } of rows) {
    const key = `${slug} ${month}`
    const item = items.get(key) ?? { authority: slug, month: monthOf(months[month - 1]), ...NOTHING }
    items.set(key, figure === null ? item : { ...item, [figure]: item[figure] + count })
  }
  return [...items.values()]
}

const monthOf = (day: CivilDate = ''): string => day.slice(0, 7)

const NOTHING = Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as Record<Figure, number>

/** What each figure counts: rows of `slug` and `at`. */
const factsOn = (today: CivilDate): Record<Figure, Prisma.Sql[]> => ({
  searches: [Prisma.sql`SELECT authority_slug AS slug, asked_at AS at FROM entry_search`],
  searchesThatFound: [
    Prisma.sql`SELECT authority_slug AS slug, asked_at AS at FROM entry_search WHERE outcome IN ('exact', 'strong')`,
  ],
  grantsWithoutSearch: [
    Prisma.sql`SELECT d.authority_slug AS slug, d.recorded_at AS at FROM decision AS d
      JOIN licence AS l ON l.id = d.licence_id JOIN authority AS a ON a.slug = d.authority_slug
      WHERE d.type IN ('grant', 'renew') AND d.corrects_decision_id IS NULL AND l.driver_id IS NOT NULL AND a.nation = 'england'
        AND NOT EXISTS (SELECT FROM decision_search AS s WHERE s.decision_id = d.id)`,
  ],
  entriesMade: [entryEvents(Prisma.sql`event.seq = 1 AND entry.origin = 'decision'`)],
  entriesImported: [entryEvents(Prisma.sql`event.seq = 1 AND entry.origin = 'import'`)],
  entriesRemoved: [entryEvents(Prisma.sql`event.state = 'removed'`)],
  requestsSent: [Prisma.sql`SELECT from_slug AS slug, sent_at AS at FROM information_request`],
  requestsReceived: [Prisma.sql`SELECT to_slug AS slug, sent_at AS at FROM information_request`],
  requestsProvided: [answers('provided')],
  requestsRefused: [answers('refused')],
  answersLate: [doneLate(['answer-request'])],
  concernsReported: [Prisma.sql`SELECT from_slug AS slug, recorded_at AS at FROM concern`],
  concernsReceived: [Prisma.sql`SELECT to_slug AS slug, recorded_at AS at FROM concern`],
  concernsAnswered: [
    Prisma.sql`SELECT to_slug AS slug, answered_at AS at FROM concern_answer JOIN concern ON concern.id = concern_id`,
  ],
  concernsLate: [doneLate(['report-concern', 'consider-concern'])],
  alertsRaised: [
    Prisma.sql`SELECT entry_slug AS slug, raised_at AS at FROM alert`,
    Prisma.sql`SELECT licence_slug AS slug, raised_at AS at FROM alert`,
  ],
  alertsAcknowledged: [Prisma.sql`SELECT authority_slug AS slug, recorded_at AS at FROM alert_view WHERE seq = 1`],
  // Noon UTC is on the same day in London, summer and winter.
  dutiesMissed: [
    Prisma.sql`SELECT authority_slug AS slug, (due_on + time '12:00') AT TIME ZONE 'UTC' AS at FROM duty
      WHERE due_on < coalesce(done_on, ${today}::date)`,
  ],
})

const entryEvents = (which: Prisma.Sql) =>
  Prisma.sql`SELECT entry.authority_slug AS slug, event.recorded_at AS at FROM entry_event AS event JOIN entry ON entry.id = event.entry_id WHERE ${which}`

const answers = (outcome: string) =>
  Prisma.sql`SELECT to_slug AS slug, answered_at AS at FROM information_answer JOIN information_request ON id = request_id WHERE outcome = ${outcome}`

const doneLate = (kinds: string[]) =>
  Prisma.sql`SELECT authority_slug AS slug, done_at AS at FROM duty WHERE kind = ANY (${kinds}::text[]) AND done_on > due_on`
