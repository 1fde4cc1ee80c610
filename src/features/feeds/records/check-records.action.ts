import type { FeedKind } from '../feed-kind.js'
import { repeatFault } from './repeats.js'
import { findRepeats } from './repeats.store.js'

const MOST_FAULTS = 1_000

/** What shows only when all rows of drivers or operators are there. */
export const checkRecords: FeedKind['check'] = async ({ id }, { db }) => {
  const { repeats, total } = await findRepeats(db, id, MOST_FAULTS)
  return { faults: repeats.map(repeatFault), total }
}
