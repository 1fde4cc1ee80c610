import { iso, type Instant } from '../../domain/calendar.js'
import { cctvAt, type CctvStep } from '../../domain/cctv.js'
import type { CctvOutlook } from './compliance-list.schema.js'

/** What holds at an instant, since when, and the next change of status; a change of the reasons alone is none. Null: no time line to believe. */
export function outlookOf(steps: readonly CctvStep[] | null, at: Instant): CctvOutlook {
  if (steps === null) return { status: 'unknown', reasons: [], since: null, nextChange: null, isCurrent: false }
  const present = cctvAt(steps, at)
  const { status, reasons } = present
  const index = steps.indexOf(present)
  const isOther = (step: CctvStep) => step.status !== status
  const since = steps.slice(0, Math.max(index, 0)).findLast(isOther)?.until ?? null
  const next = steps.slice(index + 1).find(isOther)
  return {
    status,
    reasons,
    since: iso(since),
    nextChange:
      next?.from == null ? null : { at: new Date(next.from).toISOString(), status: next.status, reasons: next.reasons },
    isCurrent: true,
  }
}
