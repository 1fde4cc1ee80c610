import { contactOf, isCurrent } from '../../domain/authority.js'
import { londonDate, type Instant } from '../../domain/calendar.js'
import { tripleLock } from '../../domain/triple-lock.js'
import type { LicenceClass } from '../../domain/words.js'
import type { Caller } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { BookingAnswer, BookingQuestion } from './check.schema.js'
import { readFacts, type AuthorityFacts, type Facts, type Lookup } from './check.store.js'
import { writeReceipts, type Receipt } from './receipt.store.js'
import { weighLicences, type Finding } from './weigh-licences.action.js'

/** One check as it arrived. */
export interface Check {
  question: BookingQuestion
  caller: Caller
  /** When it arrived. */
  askedAt: Instant
  /** The instant asked about. */
  at: Instant
  /** Past: the caller was told 503. */
  deadline: { isPast: boolean }
}

export type Checked =
  | { ok: true; answer: BookingAnswer }
  | { ok: false; refusal: { code: 'authority-not-found'; detail: string; pointer: '/authority' } }

/**
 * Answers together what was asked together: one statement reads, one commit keeps the receipts. No answer leaves before its receipt is kept, since an
 * operator must be able to show later what it was told; the receipt is the record of the act, and takes the place of an audit row.
 */
export async function checkBooking(deps: Deps, checks: readonly Check[]): Promise<Checked[]> {
  const lookups = checks.map(({ question, askedAt }) => lookupsOf(question, askedAt))
  const { readAt, facts } = await readFacts(deps.db, lookups.flat())
  const receipts: Receipt[] = []
  let read = 0
  const checked = checks.map((check, index): Checked => {
    const own = facts.slice(read, (read += lookups[index]?.length ?? 0))
    const { authority = null } = own[0] ?? {}
    const { question, caller, askedAt, at, deadline } = check
    // A process whose clock is behind must not say what held before a suspension that another has recorded.
    const now = deps.clock.isShared ? Math.max(askedAt, readAt) : askedAt
    // Not before now, or a suspension of today could be got round by asking about yesterday.
    const asAt = Math.max(at, now)
    if (!authority || !isCurrent(authority, londonDate(asAt))) return notFound(authority)
    const answer = answerOf(question, authority, own, { asAt, now }, deps.newId())
    const basis = own.flatMap(basisOf)
    // The caller was told 503 meanwhile: a receipt would say that it got an answer.
    if (!deadline.isPast)
      receipts.push({ askedAt, clientId: caller.clientId, operatorId: caller.operatorId, question, answer, basis })
    return { ok: true, answer }
  })
  if (receipts.length > 0)
    await writeReceipts(deps.db, deps.secrets, receipts).catch((error: unknown) => {
      deps.log.error({ event: 'receipts-not-kept', err: error })
      throw new ReceiptNotKept()
    })
  return checked
}

/** Whatever the reason, there is no verdict then. */
export class ReceiptNotKept extends Error {}

/** First the driver, then the vehicle and the operator, where they are named. */
function lookupsOf(question: BookingQuestion, askedAt: Instant): Lookup[] {
  const { authority, badgeNumber, surname, vehicle, operatorLicenceNumber } = question
  const common = { authority, askedAt, today: londonDate(askedAt), vrm: null, withNames: false }
  const lookups: Lookup[] = [{ ...common, class: 'driver', number: badgeNumber, withNames: surname !== undefined }]
  if (vehicle)
    lookups.push({ ...common, class: 'vehicle', number: vehicle.plateNumber ?? null, vrm: vehicle.vrm ?? null })
  if (operatorLicenceNumber !== undefined) lookups.push({ ...common, class: 'operator', number: operatorLicenceNumber })
  return lookups
}

function answerOf(
  question: BookingQuestion,
  authority: AuthorityFacts,
  facts: readonly Facts[],
  { asAt, now }: { asAt: Instant; now: Instant },
  checkId: string,
): BookingAnswer {
  const inOrder = [...facts]
  const weigh = (cls: LicenceClass, isAsked: boolean, surname?: string): Finding | null => {
    const own = isAsked ? inOrder.shift() : undefined
    return own ? weighLicences(own, cls, surname, asAt, now) : null
  }
  const driver = weigh('driver', true, question.surname)
  const vehicle = weigh('vehicle', question.vehicle !== undefined)
  const operator = weigh('operator', question.operatorLicenceNumber !== undefined)
  return {
    licensed: driver?.licensed ?? 'unknown',
    authority: { slug: authority.slug, name: authority.name, contact: contactOf(authority) },
    licences: driver?.licences ?? [],
    vehicle: vehicle && { licensed: vehicle.licensed, licences: vehicle.licences, cctv: vehicle.cctv },
    operator: operator && { licensed: operator.licensed, licences: operator.licences },
    tripleLock: tripleLock({
      driver: driver && driver.byKind,
      vehicle: vehicle && vehicle.byKind,
      operator: operator && operator.byKind,
    }),
    asAt: new Date(asAt).toISOString(),
    sourceUpdatedAt: oldest(facts, now),
    checkId,
  }
}

/** A licence recorded here that speaks of two statements, or was found by itself as well, is named once. */
function basisOf({ licences, stated }: Facts): Receipt['basis'] {
  const recorded = new Map([...licences, ...stated.flatMap((each) => each.recorded)].map((each) => [each.id, each]))
  return [
    ...[...recorded.values()].map(({ id, version }) => ({ id, version })),
    ...stated.map(({ id, batch }) => ({ stated: id, batch })),
  ]
}

/** Null: one of the sources has never delivered, or there is none. */
function oldest(facts: readonly Facts[], now: Instant): string | null {
  let oldestAt = now
  for (const { source } of facts) {
    const updatedAt = source?.mode === 'registry' ? now : source?.updatedAt
    if (updatedAt === undefined || updatedAt === null) return null
    oldestAt = Math.min(oldestAt, updatedAt)
  }
  return new Date(oldestAt).toISOString()
}

function notFound(authority: AuthorityFacts | null): Checked {
  const detail = !authority
    ? 'No licensing authority has this slug or code.'
    : authority.successors.length > 0
      ? `${authority.name} does not license on that day. Ask its successor: ${authority.successors.join(', ')}.`
      : `${authority.name} does not license on that day.`
  return { ok: false, refusal: { code: 'authority-not-found', detail, pointer: '/authority' } }
}
