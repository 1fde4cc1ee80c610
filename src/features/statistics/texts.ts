import type { DriverCriterion, LicenceClass, LicenceKind } from '../../domain/words.js'
import type { OwnDecision } from './licensing-statistics.schema.js'

/** Headings of columns and charts: a number of such decisions. */
export const DECISION_TEXTS: Record<OwnDecision, string> = {
  grant: 'Grants',
  renew: 'Renewals',
  'refuse-application': 'Applications refused',
  'refuse-renewal': 'Renewals refused',
  suspend: 'Suspensions',
  'lift-suspension': 'Suspensions lifted',
  revoke: 'Revocations',
  'vary-conditions': 'Conditions changed',
  surrender: 'Licences given up',
  warning: 'Warnings',
}

export const CRITERION_TEXTS: Record<DriverCriterion, string> = {
  'background-check': 'Background check',
  'safeguarding-training': 'Safeguarding training',
  qualification: 'Qualification',
  camera: 'Camera in each vehicle driven',
}

/** `Private hire drivers`. */
export const kindText = (kind: LicenceKind): string =>
  `${kind.slice(0, 1).toUpperCase()}${kind.slice(1).replaceAll('-', ' ')}s`

/** `drivers`. */
export const classText = (cls: LicenceClass): string => `${cls}s`

/** `58.3%`, of a share of 1. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** What stands for a count, and for a share, that is not shown. */
export const FEW = '1 to 4'
export const NO_SHARE = 'not shown'
export const NOT_KNOWN = 'not known'

/** `March 2026`, or `Mar 26`. */
export const monthText = (month: string, length: 'long' | 'short'): string =>
  new Intl.DateTimeFormat('en-GB', {
    month: length,
    year: length === 'long' ? 'numeric' : '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
