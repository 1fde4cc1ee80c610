import { inBulkTransaction } from '../../../platform/db.js'
import type { Compared, FeedJob, FeedTools } from '../feed-kind.js'
import { Interrupted } from '../feed-progress.store.js'
import { holdDifferences } from '../feed-work.store.js'
import { asSets } from './as-sets.store.js'
import { countDifferences, digestOf, writeDifferences } from './compare.store.js'
import { settledHere } from './recorded-here.action.js'

/** What the file would change of what its authorities' files stated so far, and of what stands here. */
export async function compareVehicles(job: FeedJob, { db, now, today }: FeedTools): Promise<Compared> {
  return inBulkTransaction(db, (tx) =>
    asSets(tx, async () => {
      if (!(await holdDifferences(tx, job.id))) throw new Interrupted()
      const settled = await settledHere(tx, job, now)
      await writeDifferences(tx, { job, today, settled })
      return { counts: await countDifferences(tx, job, today), digest: await digestOf(tx, job.id) }
    }),
  )
}
