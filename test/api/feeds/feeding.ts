import type { LightMyRequestResponse } from 'fastify'
import { resumeFeeds } from '../../../src/features/feeds/index.js'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import { untilSettled } from '../../../src/features/feeds/work-on-feed.action.js'
import type { Registry } from '../../support/registry.js'
import { aLine } from './sending.js'

/** Lines `from` to `to` of Rotherham's vehicles. */
export const vehicles = (from: number, to: number, options?: Parameters<typeof aLine>[1]): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `${aLine(from + i, options)}\n`).join('')

/** Sends a file of vehicles and waits until the registry has done with it what it can do alone. */
export async function send(
  registry: Registry,
  file: string,
  who = 'rotherham.feeder',
): Promise<LightMyRequestResponse> {
  return registry.as(who).post('/v1/feeds/vehicles', file, { 'content-type': 'text/csv', prefer: 'wait=30' })
}

/** As `send`: the feed, which must have been taken. */
export async function fed(registry: Registry, file: string, who?: string): Promise<Feed> {
  const answer = await send(registry, file, who)
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`)
  return answer.json<Feed>()
}

export const settled = ({ deps }: Registry, id: string): Promise<Feed> => untilSettled(deps, id, 30_000)

export async function approve(registry: Registry, who: string, id: string, missing?: number) {
  const seen = await registry.as(who).get(`/v1/feeds/${id}`)
  const shown = seen.json<Feed>().counts?.total.missing
  return registry
    .as(who)
    .post(`/v1/feeds/${id}/approval`, { missing: missing ?? shown }, { 'if-match': String(seen.headers['etag']) })
}

/** As it looks when the process that worked on it has been gone for a while. */
export async function forsake({ db }: Registry, id: string): Promise<void> {
  await db.pool.query(`UPDATE feed SET alive_at = now() - interval '1 minute' WHERE id = $1`, [id])
}

/** What the chore does when it next comes round. */
export const resume = ({ deps }: Registry): Promise<void> => resumeFeeds(deps, new AbortController().signal)
