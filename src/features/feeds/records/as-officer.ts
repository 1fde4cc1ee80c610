import type { Officer } from '../../../platform/caller.js'
import type { Writing } from './holder-sort.js'

/** What is done to a record is attributed to whoever answers for the feed: the second person, the officer who sent it, or the system that did. */
export const asOfficer = (
  { authoritySlug }: { authoritySlug: string },
  { recordedBy }: Pick<Writing, 'recordedBy'>,
): Officer => ({
  ...recordedBy,
  role: 'feed-sender',
  authoritySlug,
  operatorId: null,
})
