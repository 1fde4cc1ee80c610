import type { CivilDate } from './calendar.js'
import type { Jurisdiction, Nation } from './words.js'

/** `recoded`: the same body before it got its present code. `area`: a council that never licensed; the authority does so in its area. */
export const FORMER_CODE_REASONS = ['recoded', 'area'] as const
export type FormerCodeReason = (typeof FORMER_CODE_REASONS)[number]

export interface FormerCode {
  /** GSS code. */
  code: string
  reason: FormerCodeReason
  /** Name that went with the code. */
  name: string
  /** Last day of the code; null: not known, or still a council's own. */
  endsOn: CivilDate | null
}

export interface Succession {
  /** The other authority. */
  slug: string
  /** First day of the successor in that area. */
  effectiveOn: CivilDate
}

/** A licensing authority, past or present. Its key is the slug: a GSS code changes with a boundary. */
export interface Authority {
  slug: string
  gssCode: string
  name: string
  officialName: string
  nation: Nation
  jurisdiction: Jurisdiction
  /** First day; null: not known, long ago. */
  startsOn: CivilDate | null
  /** Last day; null: not abolished. */
  endsOn: CivilDate | null
  formerCodes: FormerCode[]
  predecessors: Succession[]
  successors: Succession[]
}

/** What was asked for, where it is not the answering authority itself. */
export interface AnsweredFor {
  code?: string
  slug?: string
  reason: FormerCodeReason | 'succeeded'
  name: string
  endsOn: CivilDate | null
}

export interface Resolution<A extends Authority> {
  authority: A
  /** Null: the authority was asked for by its own slug or code. */
  answeredFor: AnsweredFor | null
}

export function isCurrent(authority: Pick<Authority, 'startsOn' | 'endsOn'>, on: CivilDate): boolean {
  return (authority.startsOn === null || authority.startsOn <= on) && !hasEnded(authority, on)
}

/**
 * Who answers for a slug or GSS code on a day. A former code leads to its authority; an abolished authority to its successor, as often as
 * needed. An authority divided among several answers for itself and names them: which of them holds a licence, no code can tell.
 * @param authorities those that `key` names, and all that came after them.
 * @returns undefined where `key` names none of them.
 */
export function resolve<A extends Authority>(
  key: string,
  authorities: readonly A[],
  on: CivilDate,
): Resolution<A> | undefined {
  const own = authorities.find((a) => a.slug === key || a.gssCode === key)
  if (own) {
    const authority = presentOf(own, authorities, on)
    const asked = own.slug === key ? { slug: key } : { code: key }
    const isItself = authority.slug === own.slug
    return {
      authority,
      answeredFor: isItself ? null : { ...asked, reason: 'succeeded', name: own.name, endsOn: own.endsOn },
    }
  }
  for (const holder of authorities) {
    const former = holder.formerCodes.find((f) => f.code === key)
    if (!former) continue
    const authority = presentOf(holder, authorities, on)
    const reason = authority.slug === holder.slug ? former.reason : 'succeeded'
    return { authority, answeredFor: { code: key, reason, name: former.name, endsOn: former.endsOn } }
  }
  return undefined
}

/** Itself, or who came after it. @param authorities at least all that did. */
export function presentOf<A extends Pick<Authority, 'slug' | 'endsOn' | 'successors'>>(
  authority: A,
  authorities: readonly A[],
  on: CivilDate,
): A {
  let present = authority
  // Not more steps than authorities: a ring of successions, which no table forbids, must not hang the process.
  for (let step = 0; step < authorities.length && hasEnded(present, on); step++) {
    const [only, ...others] = present.successors
    const next = others.length > 0 ? undefined : authorities.find((a) => a.slug === only?.slug)
    if (!next) break
    present = next
  }
  return present
}

const hasEnded = (authority: Pick<Authority, 'endsOn'>, on: CivilDate): boolean =>
  authority.endsOn !== null && authority.endsOn < on

/** Whom to ask: null where the authority has given neither. */
export const contactOf = ({ email, phone }: { email: string | null; phone: string | null }) =>
  email === null && phone === null ? null : { email, phone }
