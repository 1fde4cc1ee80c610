import { refuse } from '../../domain/refusal.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { finishDuty } from '../duties/index.js'
import { requireSearch } from '../entry-searches/index.js'
import { insertLicence, loadHistory, type RecordedHistory } from '../licences/index.js'
import type { Application, DetermineApplication } from './application.schema.js'
import { findApplication, lockApplication } from './application.store.js'
import type { Proposal } from '../proposals/index.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import { judge, openHistory, recordOrPropose } from './put-on-record.action.js'
import type { RecordedDecision } from './recorded.js'

/** A grant makes the licence; a renewal adds a period to it; a refusal to renew is a fact of the old licence too; a refused new application has none. */
export async function determineApplication(
  tx: Tx,
  act: Acting,
  applicationId: string,
  { number, searchId, ...input }: DetermineApplication,
): Promise<Outcome<RecordedDecision | Proposal>> {
  await lockApplication(tx, applicationId)
  const application = await findApplication(tx, applicationId, act.caller.authoritySlug)
  if (!application) return NOT_FOUND
  const refused = fits(application, { number, searchId, ...input })
  if (refused) return refused
  const history =
    input.type === 'grant' && number !== undefined
      ? await newLicence(tx, act, application, number)
      : await historyOf(tx, application)
  if (!history) return NOT_FOUND
  const judged = judge(history, input, todayOf(act), { applicationReceivedOn: application.receivedOn })
  const outcome = await recordOrPropose(tx, act, judged, { history, input, applicationId })
  if (!outcome.ok) return outcome
  await finishDuty(tx, act, { kind: 'search-entries', objectId: applicationId })
  if (!givesLicence(input)) return outcome
  // After the entries have followed: the register is shared from there on, so that whatever was entered before this grant is seen.
  const { decidedOn } = input
  const missing = await requireSearch(tx, act, { applicationId, decisionId: outcome.object.id, decidedOn, searchId })
  return missing ? { ok: false, refusal: missing } : outcome
}

const givesLicence = ({ type }: Pick<DetermineApplication, 'type'>): boolean => type === 'grant' || type === 'renew'

function fits(application: Application, { type, number, searchId, correction }: DetermineApplication) {
  const forType = type === 'grant' || type === 'refuse-application' ? 'new' : 'renewal'
  if (application.type !== forType) {
    const detail = `The application is of type ${application.type}; ${type} determines one of type ${forType}.`
    return { ok: false, refusal: { code: 'application-not-for-this-decision', detail, pointer: '/type' } } as const
  }
  if (correction && type !== 'refuse-application') {
    return refuse(
      'field-not-for-this-decision',
      'What has a licence is corrected on it: POST /v1/licences/{id}/decisions.',
      '/correction',
    )
  }
  if (!correction && application.state !== 'open') {
    const detail = 'An application is determined once; put a mistake right by a correction.'
    return { ok: false, refusal: { code: 'application-already-determined', detail } } as const
  }
  if (type === 'grant' && number === undefined)
    return refuse('field-missing', 'A grant gives the licence its number.', '/number')
  if (type !== 'grant' && number !== undefined)
    return refuse('field-not-for-this-decision', 'Only a grant gives a number.', '/number')
  if (!givesLicence({ type }) && searchId !== undefined) {
    const detail = 'Only a grant or renewal of a driver’s licence rests on a search.'
    return { ok: false, refusal: { code: 'search-not-for-this-decision', detail, pointer: '/searchId' } } as const
  }
  return undefined
}

async function newLicence(tx: Tx, { newId, now }: Acting, { authority, kind, subject }: Application, number: string) {
  const id = newId()
  await insertLicence(tx, { id, authoritySlug: authority, kind, number, subjectId: subject.id, createdAt: now })
  return loadHistory(tx, id)
}

function historyOf(tx: Tx, { id, authority, type, licenceId }: Application): Promise<RecordedHistory | undefined> {
  return openHistory(tx, { licenceId: type === 'renewal' ? licenceId : null, applicationId: id }, authority)
}
