import type { Tx } from '../../../platform/db.js'
import type { Dependant, FeedJob, FeedTools, Persons } from '../feed-kind.js'
import { asSets } from './as-sets.store.js'
import { countStated, endAgain, stateAgain } from './undo.store.js'

/** What the file stated ends, and what it ended is stated again. Nothing but a later file could rest on it, and the caller asks for those. */
export async function undoVehicles(
  tx: Tx,
  job: FeedJob,
  _tools: FeedTools,
  _persons: Persons,
  batches: ReadonlyMap<string, number>,
): Promise<Dependant[]> {
  return asSets(tx, async () => {
    if ((await endAgain(tx, job.id, batches)) !== (await countStated(tx, job.id)))
      throw new Error('what a feed stated does not stand, and no later feed ended it')
    await stateAgain(tx, job.id, batches)
    return []
  })
}
