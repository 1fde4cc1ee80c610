import { addDays, londonDate, type CivilDate } from '../../domain/calendar.js'
import type { PersonDescription } from '../../domain/person.js'
import type { ApplicationType, SearchPurpose } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal, ProblemCode } from '../../platform/outcome.js'
import { comparePersons, describeDriver } from '../matching/index.js'
import { missingOf } from './missing.action.js'
import { findSearchMade, findStep, insertDecisionSearch, type SearchMade, type Step } from './legal-step.store.js'
import { openTerms } from './terms.js'

/**
 * The search that a grant or renewal of a driver's licence rests on (2022 Act s.3(1)): of this application and applicant, in time, with nothing left
 * open. Runs after the decision is on record, in its transaction: what the decision itself does to the entries is then seen.
 * @returns what is missing; then nothing of the decision is kept.
 */
export async function requireSearch(
  tx: Tx,
  act: Acting,
  about: { applicationId: string; decisionId: string; decidedOn: CivilDate; searchId: string | undefined },
): Promise<AnyRefusal | undefined> {
  const { applicationId, decisionId, decidedOn, searchId } = about
  const { authoritySlug } = act.caller
  const step = await findStep(tx, applicationId)
  const { driverId } = step.application
  if (driverId === null)
    return searchId === undefined
      ? undefined
      : refusal('search-not-for-this-decision', 'Only a grant or renewal of a driver’s licence rests on a search.')
  if (searchId === undefined) return isRequired(step, decidedOn) ? MISSING : undefined
  const search = await findSearchMade(tx, searchId, authoritySlug)
  if (!search) return refusal('search-not-found', 'Your authority made no such search.')
  const untimely = untimelyOf(step, search, decidedOn)
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
  const missing = await missingOf(tx, act, { search, terms, applicant, applicationId, decidedOn })
  if (missing) return missing
  await insertDecisionSearch(tx, { decisionId, authoritySlug, searchId })
  return undefined
}

const PURPOSE_OF: Record<ApplicationType, SearchPurpose> = { new: 'new-application', renewal: 'renewal' }

const refusal = (code: ProblemCode, detail: string): AnyRefusal => ({ code, detail, pointer: '/searchId' })
const MISSING = refusal(
  'search-missing',
  'Before it grants or renews a driver’s licence the authority searches the entries (2022 Act s.3(1)): POST /v1/entry-searches, then name its id.',
)

/** Other nations may search. What an authority decided before it joined, it searched for elsewhere. */
const isRequired = ({ nation, joinedOn }: Step, decidedOn: CivilDate): boolean =>
  nation === 'england' && (joinedOn === null || decidedOn >= joinedOn)

function untimelyOf(
  { application, searchValidityDays }: Step,
  { askedAt }: SearchMade,
  decidedOn: CivilDate,
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
