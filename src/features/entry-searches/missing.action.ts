import type { CivilDate } from '../../domain/calendar.js'
import type { PersonDescription } from '../../domain/person.js'
import type { MatchBand, RequestState } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal, ProblemCode } from '../../platform/outcome.js'
import { lockRegister } from '../entries/index.js'
import { requestStatesOf } from '../information-requests/index.js'
import { findEntriesLike } from '../matching/index.js'
import { liveVersions, shownUnder, type Shown } from './candidate.store.js'
import { isStronger, stillCounting, strongest } from './still-counts.js'

export interface Applied {
  /** As it was searched, and as the authority's record is now. */
  terms: PersonDescription
  applicant: PersonDescription
  applicationId: string
  /** By when answers must be there or overdue. */
  on: CivilDate
}

/**
 * What is still open of this search and of every other of the application: nobody gets round a candidate by a search that does not find it. The
 * search is made again here, with the register of entries held still: an entry committed before this grant is seen by
 * it, and one that commits later sees the licence and raises the alert.
 */
export async function missingOf(tx: Tx, act: Acting, applied: Applied): Promise<AnyRefusal | undefined> {
  const { applicationId, on } = applied
  const { authoritySlug } = act.caller
  await lockRegister(tx, 'share')
  const shown = await shownUnder(tx, { authoritySlug, applicationId })
  const sureNow = await sureEntries(tx, act, applied)
  const versions = await liveVersions(tx, [...new Set([...sureNow.keys(), ...shown.keys()])])

  const unseen = [...sureNow].filter(([entryId, { holder, band }]) => {
    const last = shown.get(entryId)
    if (!last) return true
    // Its own entries may change with this very decision.
    if (holder !== authoritySlug && last.version < (versions.get(entryId) ?? 0)) return true
    const wasAsSure = last.candidates.some((candidate) => !isStronger(band, candidate.band))
    return !wasAsSure && last.review?.verdict !== 'confirmed'
  })
  if (unseen.length > 0)
    return refusal(
      'entry-made-since-search',
      `${unseen.length === 1 ? 'One entry' : `${unseen.length} entries`} of a like person, made or changed since, or found on less than your record says, ${unseen.length === 1 ? 'was' : 'were'} in no search for this application as it is now. Search again, with all that your record says of the applicant.`,
    )
  const live = [...shown].filter(([entryId]) => versions.has(entryId))
  const unreviewed = live.filter(([entryId, { review, candidates, holderSlug }]) => {
    const now = sureNow.get(entryId)
    const band = strongest([...candidates.map((candidate) => candidate.band), ...(now ? [now.band] : [])])
    if (band === undefined || band === 'possible') return false
    const isOwn = holderSlug === authoritySlug
    return stillCounting(review, { band, version: versions.get(entryId) ?? 0, isOwn }) === null
  })
  if (unreviewed.length > 0)
    return refusal(
      'candidates-not-reviewed',
      `Confirm or reject ${listed(unreviewed)}: a rejection counts for evidence as strong as was shown, and for the entry as it was.`,
    )
  return informationMissing(
    tx,
    live.filter(([, { review, holderSlug }]) => review?.verdict === 'confirmed' && holderSlug !== authoritySlug),
    on,
  )
}

type Candidates = [entryId: string, shown: Shown][]

/** Exact and strong ones by all that is known of the applicant; each with its holder. */
async function sureEntries(
  tx: Tx,
  { secrets }: Acting,
  { terms, applicant }: Applied,
): Promise<Map<string, { holder: string; band: MatchBand }>> {
  const sure = new Map<string, { holder: string; band: MatchBand }>()
  for (const person of descriptionsOf(terms, applicant))
    for (const { objectId, authoritySlug, band } of await findEntriesLike(tx, secrets, person)) {
      const before = sure.get(objectId)
      if (band !== 'possible' && (!before || isStronger(band, before.band)))
        sure.set(objectId, { holder: authoritySlug, band })
    }
  return sure
}

/** The record alone, with what was asked beside it, and as asked: what is false in one of them must not hide what another finds. */
function descriptionsOf(terms: PersonDescription, applicant: PersonDescription): PersonDescription[] {
  const whole: PersonDescription = {
    ...applicant,
    names: [
      ...applicant.names,
      ...terms.names.map((name) => ({ ...name, type: name.type === 'full' ? ('alias' as const) : name.type })),
    ],
    addresses: [...applicant.addresses, ...terms.addresses],
    niNumber: applicant.niNumber ?? terms.niNumber,
    drivingLicences: [...applicant.drivingLicences, ...terms.drivingLicences],
  }
  return [applicant, whole, terms]
}

const ENDED: readonly RequestState[] = ['provided', 'refused', 'overdue']

/** Of each confirmed entry of another authority the information was asked for, and came or is overdue on the day of the decision. */
async function informationMissing(tx: Tx, confirmed: Candidates, on: CivilDate): Promise<AnyRefusal | undefined> {
  const references = confirmed.flatMap(([, { candidates }]) => candidates.map(({ reference }) => reference))
  if (references.length === 0) return undefined
  const states = await requestStatesOf(tx, references, on)
  const statesOf = ([, { candidates }]: Candidates[number]) =>
    candidates.flatMap(({ reference }) => states.get(reference) ?? [])
  const unasked = confirmed.filter((candidate) => statesOf(candidate).length === 0)
  if (unasked.length > 0)
    return refusal(
      'information-not-requested',
      `Ask for the information behind ${listed(unasked)}: POST /v1/information-requests.`,
    )
  const open = confirmed.filter((candidate) => !statesOf(candidate).some((state) => ENDED.includes(state)))
  return open.length === 0
    ? undefined
    : refusal(
        'information-outstanding',
        `The information behind ${listed(open)} is neither there nor overdue on ${on}.`,
      )
}

/** What is wrong with the search that a decision names. */
export const refusal = (code: ProblemCode, detail: string): AnyRefusal => ({ code, detail, pointer: '/searchId' })

/** By holder and the latest reference: the officer has both from the search. */
const listed = (candidates: Candidates): string =>
  candidates
    .slice(0, 5)
    .map(([, { holderSlug, candidates: found }]) => `the candidate of ${holderSlug} (${found.at(-1)?.reference ?? ''})`)
    .join(', ')
