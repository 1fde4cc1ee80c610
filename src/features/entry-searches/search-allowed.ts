import { todayOf, type Acting } from '../../platform/acting.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import type { EntrySearchQuestion } from './entry-search.schema.js'

/** By a name and a date of birth alone an entry of another person of that name would be found: one more thing is needed, or an officer who answers for it. */
export function whyNotSearched(act: Acting, { person, seniorReason }: EntrySearchQuestion): AnyRefusal | undefined {
  if (person.dateOfBirth > todayOf(act))
    return { code: 'date-in-future', detail: 'Nobody is born yet on that day.', pointer: '/person/dateOfBirth' }
  const hasIdentifier =
    person.niNumber !== null || person.drivingLicences.length > 0 || (person.addresses[0]?.postcode ?? null) !== null
  if (seniorReason === undefined)
    return hasIdentifier
      ? undefined
      : {
          code: 'identifier-missing',
          detail:
            'Add the National Insurance number, a driving licence number or the postcode of the present address; a senior officer may give a reason instead.',
          pointer: '/person',
        }
  if (act.caller.role !== 'senior-officer')
    return { code: 'forbidden', detail: 'Only a senior officer may give a reason.', pointer: '/seniorReason' }
  return hasIdentifier
    ? { code: 'invalid-request', detail: 'With an identifier no reason is needed.', pointer: '/seniorReason' }
    : undefined
}
