import type { FeedKind } from '../feed-kind.js'
import { applyRecords } from './apply-records.action.js'
import { checkRecords } from './check-records.action.js'
import { compareRecords } from './compare-records.action.js'
import { DRIVERS } from './drivers.action.js'
import type { HolderSort } from './holder-sort.js'
import { OPERATORS } from './operators.action.js'
import { readDrivers, readOperators } from './read-records.js'
import { undoRecords } from './undo-records.action.js'

/** Files of drivers and of operators: whom an authority licensed, and what it decided, in a system of its own. Recorded as if its officers had done it here. */
const recordFeed = (sort: HolderSort, read: FeedKind['read']): FeedKind => ({
  class: sort.class,
  read,
  check: checkRecords,
  compare: (job, tools) => compareRecords(sort, job, tools),
  apply: (tx, job, tools, persons) => applyRecords(sort, tx, job, tools, persons),
  undo: (tx, job, tools, persons) => undoRecords(sort, tx, job, tools, persons),
})

export const driverFeed = recordFeed(DRIVERS, readDrivers)
export const operatorFeed = recordFeed(OPERATORS, readOperators)
