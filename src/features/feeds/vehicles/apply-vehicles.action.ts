import { databaseError } from '../../../platform/db-error.js'
import type { Tx } from '../../../platform/db.js'
import type { FeedJob, FeedTools, Persons } from '../feed-kind.js'
import { countSettledOtherwise, countToEnd, endAsShown, findShownConflicts, stateAsShown } from './apply.store.js'
import { asSets } from './as-sets.store.js'
import { settledHere } from './recorded-here.action.js'

/** Applies what was shown. 'moved' leaves it to the caller to roll back. */
export async function applyVehicles(
  tx: Tx,
  job: FeedJob,
  { now }: FeedTools,
  _persons: Persons,
  batches: ReadonlyMap<string, number>,
): Promise<'moved' | undefined> {
  return asSets(tx, async () => {
    if (!(await isAsShown(tx, job, now))) return 'moved'
    if ((await endAsShown(tx, job.id, batches)) !== (await countToEnd(tx, job.id))) return 'moved'
    await stateAsShown(tx, job.id, batches)
    return undefined
  }).catch((error: unknown) => {
    // Only a statement that this comparison did not see can have the key already.
    if (databaseError(error)?.constraint === 'stated_licence_stands_once') return 'moved'
    throw error
  })
}

/** Whether what is recorded here makes of the file what it made of it for the preview: an officer may have decided something since. */
async function isAsShown(tx: Tx, job: FeedJob, now: Date): Promise<boolean> {
  const settled = await settledHere(tx, job, now)
  const conflicts = settled.filter(({ why }) => why !== null)
  const shown = await findShownConflicts(tx, job.id)
  const isSame =
    shown.length === conflicts.length &&
    shown.every(({ line, why, licenceId }, index) => {
      const found = conflicts[index]
      return found?.line === line && found.why === why && found.licenceId === licenceId
    })
  return isSame && (await countSettledOtherwise(tx, job.id, settled)) === 0
}
