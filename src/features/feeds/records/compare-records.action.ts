import { inBulkTransaction, type Tx } from '../../../platform/db.js'
import type { Compared, FeedJob, FeedTools } from '../feed-kind.js'
import { Interrupted } from '../feed-progress.store.js'
import { holdDifferences } from '../feed-work.store.js'
import { startDifferences } from './difference-writing.store.js'
import type { HolderSort } from './holder-sort.js'
import { resolveReferences } from './resolve-references.action.js'
import { tally } from './tally.js'
import { walkFile } from './walk-file.action.js'

/** What the file would change of what is recorded of its authorities' drivers or operators. */
export async function compareRecords(sort: HolderSort, job: FeedJob, tools: FeedTools): Promise<Compared> {
  const { db, secrets } = tools
  const compare = async (tx: Tx): Promise<Compared> => {
    const resolution = await resolveReferences(tx, sort, job, tools)
    if (!(await holdDifferences(tx, job.id))) throw new Interrupted()
    const differences = await startDifferences(tx, secrets, job.id)
    const result = tally(job.authoritySlugs)
    let done = 0
    for await (const { plans, rows } of walkFile({ tx, sort, job, tools, resolution, heldByOthers: new Set() })) {
      result.add(plans)
      await differences.add(plans.flatMap((plan) => plan.differences))
      await tools.progress((done += rows))
    }
    await differences.finish()
    return { counts: result.counts(), digest: result.digest() }
  }
  // Embedded there is one session: held, it would keep everybody else waiting. Cut short, the preview is made again from the beginning.
  return db.isEmbedded ? compare(db.prisma) : inBulkTransaction(db, compare)
}
