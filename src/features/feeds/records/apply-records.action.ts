import type { Tx } from '../../../platform/db.js'
import type { FeedJob, FeedTools, Persons } from '../feed-kind.js'
import { startFollowing } from './follow-feed-records.action.js'
import type { HolderSort } from './holder-sort.js'
import { readPreview } from './preview.store.js'
import { resolveReferences } from './resolve-references.action.js'
import { tally } from './tally.js'
import type { Walk } from './plan-holders.action.js'
import { walkFile } from './walk-file.action.js'
import { writePlans, writingOf } from './write-plans.action.js'

/**
 * Records what the preview showed. It compares once more, holding what it changes: where that differs from the preview, an officer has recorded
 * something meanwhile, and nothing is to be kept.
 */
export async function applyRecords(
  sort: HolderSort,
  tx: Tx,
  job: FeedJob,
  tools: FeedTools,
  persons: Persons,
): Promise<'moved' | undefined> {
  const preview = await readPreview(tx, job.id)
  const resolution = await resolveReferences(tx, sort, job, tools)
  const walk: Walk = { tx, sort, job, tools, resolution, heldByOthers: new Set() }
  const writing = writingOf(job, persons, tools)
  const following = await startFollowing(tx, sort, writing)
  const now = tally(job.authoritySlugs)
  let done = 0
  for await (const { plans, rows } of walkFile(walk, { isLocking: true })) {
    now.add(plans)
    await following.note(plans, await writePlans(tx, sort, writing, plans))
    await tools.progress((done += rows), preview.rows)
  }
  if (!now.digest().equals(preview.digest)) return 'moved'
  await following.finish()
  return undefined
}
