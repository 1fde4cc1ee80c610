import { contactOf } from '../../domain/authority.js'
import { addDays, daysBetween, londonDate } from '../../domain/calendar.js'
import { isLive } from '../../domain/entry.js'
import type {
  AlertCause,
  AlertState,
  AlertView,
  EntryDecisionType,
  EntryState,
  LicenceKind,
} from '../../domain/words.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import { adviceFor } from './advice.js'
import type { Alert } from './alert.schema.js'

export interface AlertRow {
  id: string
  state: AlertState
  band: 'exact' | 'strong'
  agreement: string[]
  bits: number
  cause: AlertCause
  raisedAt: Date
  entrySlug: string
  entryName: string
  entryEmail: string | null
  entryPhone: string | null
  entryId: string
  entryState: EntryState
  decisionType: EntryDecisionType
  decidedOn: Date
  takesEffectOn: Date | null
  suspensionEndsOn: Date | null
  licenceSlug: string
  licenceName: string
  licenceEmail: string | null
  licencePhone: string | null
  licenceId: string
  number: string
  kind: LicenceKind
  spans: { from: string; until: string | null }[] | null
  views: { authority: string; view: AlertView; why: string; recordedAt: string }[] | null
}

/** What the reader may see of an alert: each authority its own half with its ids, of the other's half what crosses (docs/adr/0012); scrutiny neither's. */
export function shown(row: AlertRow, { ownSlug, now }: { ownSlug: string | undefined; now: Date }): Alert {
  const side = ownSlug === row.entrySlug ? 'entry' : ownSlug === row.licenceSlug ? 'licence' : null
  const span = spanAt(row.spans ?? [], now)
  const isHeld = span !== undefined && !isOver(span, now)
  const isCurrent = isHeld && isLive({ state: row.entryState })
  return {
    id: row.id,
    state: row.state,
    side,
    entryAuthority: row.entrySlug,
    licenceAuthority: row.licenceSlug,
    band: row.band,
    cause: row.cause,
    raisedAt: row.raisedAt.toISOString(),
    ageDays: daysBetween(londonDate(row.raisedAt.getTime()), londonDate(now.getTime())),
    isCurrent,
    agreement: side && row.agreement,
    bits: side === null ? row.bits : null,
    entry: {
      id: side === 'entry' ? row.entryId : null,
      authority: {
        slug: row.entrySlug,
        name: row.entryName,
        contact: contactOf({ email: row.entryEmail, phone: row.entryPhone }),
      },
      state: row.entryState,
      decisionType: row.decisionType,
      decidedOn: fromDate(row.decidedOn),
      takesEffectOn: fromDateOrNull(row.takesEffectOn),
      suspensionEndsOn: fromDateOrNull(row.suspensionEndsOn),
    },
    licence: {
      id: side === 'licence' ? row.licenceId : null,
      number: side === 'licence' ? row.number : null,
      kind: row.kind,
      authority: {
        slug: row.licenceSlug,
        name: row.licenceName,
        contact: contactOf({ email: row.licenceEmail, phone: row.licencePhone }),
      },
      since: span ? londonDate(Date.parse(span.from)) : null,
      validUntil: span?.until ? addDays(londonDate(Date.parse(span.until)), -1) : null,
    },
    advice: side && adviceFor(side, isCurrent),
    views: (row.views ?? []).map(({ why, recordedAt, ...view }) => ({
      ...view,
      why: side && why,
      recordedAt: new Date(recordedAt).toISOString(),
    })),
  }
}

type Span = { from: string; until: string | null }

const isOver = ({ until }: Span, now: Date): boolean => until !== null && Date.parse(until) <= now.getTime()

/** The one that is running or comes next, or else the last. */
const spanAt = (spans: Span[], now: Date): Span | undefined => spans.find((span) => !isOver(span, now)) ?? spans.at(-1)
