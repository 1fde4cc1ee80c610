import { NTR } from '../../../domain/ntr-message.js'
import { inBulkTransaction } from '../../../platform/db.js'
import type { Fault, FeedJob, FeedTools } from '../feed-kind.js'
import { asSets } from './as-sets.store.js'
import { findDuplicates } from './duplicate.store.js'

/** A licence that a file states twice: the second line and those after it are at fault. Title and detail as the national register has them. */
export async function checkVehicles(job: FeedJob, { db }: FeedTools): Promise<{ faults: Fault[]; total: number }> {
  const { total, first } = await inBulkTransaction(db, (tx) => asSets(tx, () => findDuplicates(tx, job.id)))
  return { faults: first.map((row) => ({ ...row, ...NTR.duplicate })), total }
}
