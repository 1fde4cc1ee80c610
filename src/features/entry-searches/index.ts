import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getEntrySearch } from './get-entry-search.route.js'
import { listEntrySearches } from './list-entry-searches.route.js'
import { reviewCandidate } from './review-candidate.route.js'
import { searchEntries } from './search-entries.route.js'

export { purgeSearchTerms } from './entry-search.store.js'
export { requireSearch } from './require-search.action.js'

/** Searching the entries of all authorities, and the search as a step of a decision. */
export function entrySearches(app: App, deps: Deps): void {
  searchEntries(app, deps)
  listEntrySearches(app, deps)
  getEntrySearch(app, deps)
  reviewCandidate(app, deps)
}
