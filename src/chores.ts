import { followStandards, recomputeCompliance } from './features/cctv/index.js'
import { purgeEntries } from './features/entries/index.js'
import { purgeSearchTerms } from './features/entry-searches/index.js'
import { purgeInformation } from './features/information-requests/index.js'
import { forgetFeeds, resumeFeeds } from './features/feeds/index.js'
import { refreshStatistics } from './features/matching/index.js'
import { forgetImports } from './features/proposals/index.js'
import type { Deps } from './platform/deps.js'
import { HOUR_MS, removeExpired, type Chore, type Chores } from './platform/housekeeping.js'

const hourly = (work: Chore['work']): Chore => ({ everyMs: HOUR_MS, work })
/** What somebody waits for: checks do not believe what was derived before standards changed; a file waits for whoever takes up the work on it. */
const soon = (work: Chore['work']): Chore => ({ everyMs: 3_000, work })

/** What is done every hour or more often. Nothing else is ever removed by the program. */
export const chores = ({ db, log, newId, clock, secrets }: Deps): Chores => ({
  'work-on-feeds': soon((_, over) => resumeFeeds({ db, log, newId, clock, secrets }, over)),
  'follow-standards': soon((_, over) => followStandards({ db, log }, over)),
  'recompute-compliance': hourly((_, over) => recomputeCompliance({ db, log }, over)),
  'remove-expired': hourly((now) => removeExpired(db, now)),
  'purge-entries': hourly((now) => purgeEntries(db, now, newId)),
  'purge-information': hourly((now) => purgeInformation(db, now)),
  'purge-search-terms': hourly((now) => purgeSearchTerms(db, now)),
  'forget-imports': hourly((now) => forgetImports(db, now)),
  'forget-feeds': hourly((now, over) => forgetFeeds(db, now, over)),
  'count-names': hourly((now) => refreshStatistics(db, now)),
})
