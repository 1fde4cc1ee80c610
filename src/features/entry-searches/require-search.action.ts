import { addDays, londonDate, type CivilDate } from '../../domain/calendar.js'
import type { PersonDescription } from '../../domain/person.js'
import type { ApplicationType, SearchPurpose } from '../../domain/words.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { comparePersons, describeDriver } from '../matching/index.js'
import { findStandardsOn } from '../standards/index.js'
import { missingOf, refusal } from './missing.action.js'
import { findSearchMade, findStep, insertDecisionSearch, type SearchMade, type Step } from './legal-step.store.js'
import { openTerms } from './terms.js'

export interface Resting {
  applicationId: string
  /** Null: it is only proposed, and judged so that the officer is told at once. */
  decisionId: string | null
  /** Of the grant or renewal; of a correction, which gives time on the day it is recorded, that day. */
  decidedOn: CivilDate
  searchId: string | undefined
}

/**
 * The search that a grant or renewal of a driver's licence rests on (2022 Act s.3(1)), or a correction that makes it last longer: of this application
 * and applicant, in time, with nothing left open. Runs after the decision is on record, in its transaction: what the decision itself does to the
 * entries is then seen.
 *
 * What was decided before the authority joined was searched for elsewhere, and needs none if it is recorded within `BACK_CAPTURE_DAYS` of joining. A
 * file found later does: nobody can search in the past, so the search is judged as if the decision were of the day on which it is recorded.
 * @returns what is missing; then nothing of the decision is kept.
 */
export async function requireSearch(tx: Tx, act: Acting, resting: Resting): Promise<AnyRefusal | undefined> {
  const { applicationId, decisionId, decidedOn, searchId } = resting
  const { authoritySlug } = act.caller
  const step = await findStep(tx, applicationId)
  const { driverId } = step.application
  if (driverId === null)
    return searchId === undefined
      ? undefined
      : refusal('search-not-for-this-decision', 'Only a grant or renewal of a driver’s licence rests on a search.')
  const today = todayOf(act)
  const isOld = step.joinedOn !== null && decidedOn < step.joinedOn
  const isLate = step.joinedOn !== null && addDays(step.joinedOn, BACK_CAPTURE_DAYS) < today
  // Other nations may search.
  if (searchId === undefined) return step.nation === 'england' && (!isOld || isLate) ? MISSING : undefined
  const on = isOld && isLate ? today : decidedOn
  const search = await findSearchMade(tx, searchId, authoritySlug)
  if (!search) return refusal('search-not-found', 'Your authority made no such search.')
  const { searchValidityDays } = await findStandardsOn(tx, authoritySlug, on)
  const untimely = untimelyOf(step, search, on, searchValidityDays)
  if (untimely) return untimely
  if (search.applicationId !== applicationId || search.purpose !== PURPOSE_OF[step.application.type])
    return refusal(
      'search-for-another',
      `Search with purpose ${PURPOSE_OF[step.application.type]} and applicationReference ${applicationId}.`,
    )
  if (search.termsEncrypted === null) return refusal('search-too-old', 'What was searched is deleted: search again.')
  const terms = openTerms(act.secrets, search.termsEncrypted)
  const applicant = await describeDriver(tx, act.secrets, driverId)
  if (!(await isOf(tx, act, terms, applicant)))
    return refusal('search-for-another', 'What was searched is not the applicant as you have recorded him or her.')
  if (search.outcome === 'too-many')
    return refusal('search-inconclusive', 'Too many were found to tell: search again with one identifier more.')
  const missing = await missingOf(tx, act, { terms, applicant, applicationId, on })
  if (missing) return missing
  if (decisionId !== null) await insertDecisionSearch(tx, { decisionId, authoritySlug, searchId })
  return undefined
}

/** In which an authority that joins brings its old files in. */
const BACK_CAPTURE_DAYS = 90

const PURPOSE_OF: Record<ApplicationType, SearchPurpose> = { new: 'new-application', renewal: 'renewal' }

const MISSING = refusal(
  'search-missing',
  'Before it grants or renews a driver’s licence the authority searches the entries (2022 Act s.3(1)): POST /v1/entry-searches, then name its id.',
)

function untimelyOf(
  { application }: Step,
  { askedAt }: SearchMade,
  decidedOn: CivilDate,
  searchValidityDays: number,
): AnyRefusal | undefined {
  const askedOn = londonDate(askedAt.getTime())
  if (askedOn < application.receivedOn)
    return refusal('search-before-application', `The application came on ${application.receivedOn}: search again.`)
  if (askedOn > decidedOn)
    return refusal('search-after-decision', `The search was made on ${askedOn}, the decision taken on ${decidedOn}.`)
  if (addDays(askedOn, searchValidityDays) < decidedOn)
    return refusal(
      'search-too-old',
      `The search of ${askedOn} was good for ${searchValidityDays} days, to ${addDays(askedOn, searchValidityDays)}: search again.`,
    )
  return undefined
}

/** A name that many bear and the first of January can be too little for a band: searched exactly as recorded is enough. */
async function isOf(tx: Tx, { secrets }: Acting, terms: PersonDescription, applicant: PersonDescription) {
  const { band, fields } = await comparePersons(tx, secrets, terms, applicant)
  const isExactly = (name: string, levels: readonly string[]) =>
    fields.some(({ field, level }) => field === name && levels.includes(level))
  return (
    band === 'exact' ||
    band === 'strong' ||
    (isExactly('family-name', ['exact']) &&
      isExactly('given-names', ['exact']) &&
      isExactly('date-of-birth', ['exact', 'first-of-january']))
  )
}
