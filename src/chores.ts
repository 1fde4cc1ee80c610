import { purgeEntries } from './features/entries/index.js'
import { purgeSearchTerms } from './features/entry-searches/index.js'
import { purgeInformation } from './features/information-requests/index.js'
import { refreshStatistics } from './features/matching/index.js'
import { forgetImports } from './features/proposals/index.js'
import type { Deps } from './platform/deps.js'
import { removeExpired, type Chores } from './platform/housekeeping.js'

/** What is done every hour. Nothing else is ever removed by the program. */
export const chores = ({ db, newId }: Deps): Chores => ({
  'remove-expired': (now) => removeExpired(db, now),
  'purge-entries': (now) => purgeEntries(db, now, newId),
  'purge-information': (now) => purgeInformation(db, now),
  'purge-search-terms': (now) => purgeSearchTerms(db, now),
  'forget-imports': (now) => forgetImports(db, now),
  'count-names': (now) => refreshStatistics(db, now),
})
