import type { AlertCause, SearchPurpose } from '../../domain/words.js'

const PURPOSE: SearchPurpose = 'review-of-licence'

const ADVICE: Record<AlertCause, string> = {
  licence:
    `There is an entry to consider. To learn the reasons, search the entries for ${PURPOSE} (POST /v1/entry-searches), confirm the candidate and ask for ` +
    'the information behind it (POST /v1/information-requests). An entry is never by itself a ground to suspend, revoke or refuse.',
  entry:
    'The authority that issued the licence is told that there is an entry of yours, and not why. If it asks for the information behind it, answer within ' +
    '20 working days (2022 Act s.3(2)(b)).',
}

const NOT_CURRENT = 'The entry was removed, or the licence is no longer in force. '

/** What the officer of one side may do about an alert. */
export const adviceFor = (side: AlertCause, isCurrent: boolean): string => (isCurrent ? '' : NOT_CURRENT) + ADVICE[side]
