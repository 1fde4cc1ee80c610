import type { CivilDate } from '../../domain/calendar.js'
import type { PersonDescription } from '../../domain/person.js'
import type { RequestState } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal, ProblemCode } from '../../platform/outcome.js'
import { lockRegister } from '../entries/index.js'
import { requestStatesOf } from '../information-requests/index.js'
import { findEntriesLike } from '../matching/index.js'
import { liveVersions, shownUnder, type Shown } from './candidate.store.js'
import type { SearchMade } from './legal-step.store.js'

export interface Applied {
  search: SearchMade
  /** As it was searched, and as the authority's record is now. */
  terms: PersonDescription
  applicant: PersonDescription
  applicationId: string
  decidedOn: CivilDate
}

/**
 * What of the search is still open. It is made again here, with the register of entries held still: an entry committed before this grant is seen by
 * it, and one that commits later sees the licence and raises the alert.
 */
export async function missingOf(tx: Tx, act: Acting, applied: Applied): Promise<AnyRefusal | undefined> {
  const { search, applicationId, decidedOn } = applied
  const { authoritySlug } = act.caller
  await lockRegister(tx, 'share')
  const shown = await shownUnder(tx, { authoritySlug, applicationId })
  const sureNow = await sureEntries(tx, act, applied)
  const versions = await liveVersions(tx, [...new Set([...sureNow.keys(), ...shown.keys()])])

  const unseen = [...sureNow].filter(([entryId, holder]) => {
    const last = shown.get(entryId)
    // Its own entries may change with this very decision.
    return !last || (holder !== authoritySlug && last.version < (versions.get(entryId) ?? 0))
  })
  if (unseen.length > 0)
    return refusal(
      'entry-made-since-search',
      `${unseen.length === 1 ? 'One entry' : `${unseen.length} entries`} of a like person, made or changed since, ${unseen.length === 1 ? 'was' : 'were'} in no search for this application. Search again, with all that your record says of the applicant.`,
    )
  const live = [...shown].filter(([entryId]) => versions.has(entryId))
  const unreviewed = live.filter(
    ([entryId, { review, candidates }]) =>
      review === null &&
      (sureNow.has(entryId) || candidates.some(({ searchId, band }) => searchId === search.id && band !== 'possible')),
  )
  if (unreviewed.length > 0) return refusal('candidates-not-reviewed', `Confirm or reject ${listed(unreviewed)}.`)
  return informationMissing(
    tx,
    live.filter(([, { review, holderSlug }]) => review?.verdict === 'confirmed' && holderSlug !== authoritySlug),
    decidedOn,
  )
}

type Candidates = [entryId: string, shown: Shown][]

/** Exact and strong ones by all that is known of the applicant; each with its holder. */
async function sureEntries(tx: Tx, { secrets }: Acting, { terms, applicant }: Applied): Promise<Map<string, string>> {
  const sure = new Map<string, string>()
  for (const person of descriptionsOf(terms, applicant))
    for (const { objectId, authoritySlug, band } of await findEntriesLike(tx, secrets, person))
      if (band !== 'possible') sure.set(objectId, authoritySlug)
  return sure
}

/** The record with what was asked beside it; and as asked, where the two contradict each other. */
function descriptionsOf(terms: PersonDescription, applicant: PersonDescription): PersonDescription[] {
  const whole: PersonDescription = {
    names: [
      ...applicant.names,
      ...terms.names.map((name) => ({ ...name, type: name.type === 'full' ? ('alias' as const) : name.type })),
    ],
    dateOfBirth: applicant.dateOfBirth,
    addresses: [...applicant.addresses, ...terms.addresses],
    niNumber: applicant.niNumber ?? terms.niNumber,
    drivingLicences: [...applicant.drivingLicences, ...terms.drivingLicences],
  }
  const isContradicted =
    terms.dateOfBirth !== whole.dateOfBirth || (terms.niNumber !== null && terms.niNumber !== whole.niNumber)
  return isContradicted ? [whole, terms] : [whole]
}

const ENDED: readonly RequestState[] = ['provided', 'refused', 'overdue']

/** Of each confirmed entry of another authority the information was asked for, and came or is overdue on the day of the decision. */
async function informationMissing(
  tx: Tx,
  confirmed: Candidates,
  decidedOn: CivilDate,
): Promise<AnyRefusal | undefined> {
  const references = confirmed.flatMap(([, { candidates }]) => candidates.map(({ reference }) => reference))
  if (references.length === 0) return undefined
  const states = await requestStatesOf(tx, references, decidedOn)
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
        `The information behind ${listed(open)} is neither there nor overdue on ${decidedOn}.`,
      )
}

const refusal = (code: ProblemCode, detail: string): AnyRefusal => ({ code, detail, pointer: '/searchId' })

/** By holder and the latest reference: the officer has both from the search. */
const listed = (candidates: Candidates): string =>
  candidates
    .slice(0, 5)
    .map(([, { holderSlug, candidates: found }]) => `the candidate of ${holderSlug} (${found.at(-1)?.reference ?? ''})`)
    .join(', ')
