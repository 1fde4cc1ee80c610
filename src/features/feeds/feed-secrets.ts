/** Purposes of what is encrypted of a file of drivers or operators. */
export const FEED_SECRETS = { row: 'feed-row.content', difference: 'feed-difference.fields' } as const
