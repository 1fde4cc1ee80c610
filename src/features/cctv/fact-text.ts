/** What each text is encrypted for. Bound to its fact: what was said of one vehicle cannot be moved under another. */
export const textOf = (factId: string) => `cctv-fact.text.${factId}`

/**
 * Fields of any fact that are written freely and may name persons: kept encrypted, never in `content`. Of a proposal they are sealed. The data controller
 * often is the driver who owns the car.
 */
export const FREE_TEXT: readonly string[] = [
  'dataController',
  'description',
  'reasons',
  'requester',
  'why',
  'recipient',
]

/** What a fact says in codes, days and makes, and what it says in words of somebody's own. */
export function takeApart(fields: Record<string, unknown>) {
  const entries = Object.entries(fields)
  return {
    content: Object.fromEntries(entries.filter(([name]) => !FREE_TEXT.includes(name))),
    texts: Object.fromEntries(entries.filter(([name]) => FREE_TEXT.includes(name))),
  }
}
