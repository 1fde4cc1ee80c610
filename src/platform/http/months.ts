import { addMonths, type CivilDate } from '../../domain/calendar.js'
import { RefusedRequest } from './problem.js'

export const firstOfMonth = (day: CivilDate): CivilDate => `${day.slice(0, 7)}-01`

/** First days of the months that a query names; left out: this month, in London, is the last of twelve. @throws RefusedRequest as `monthsFrom`. */
export function monthsAsked(
  query: { from?: string | undefined; to?: string | undefined },
  today: CivilDate,
  most: number,
): CivilDate[] {
  const last = query.to === undefined ? firstOfMonth(today) : `${query.to}-01`
  return monthsFrom(query.from === undefined ? addMonths(last, -11) : `${query.from}-01`, last, most)
}

/** First days of the months from one to another, none before 1900. @throws RefusedRequest for none and for more than `most`. */
function monthsFrom(first: CivilDate, last: CivilDate, most: number): CivilDate[] {
  const months = Array.from({ length: most + 1 }, (_, n) => addMonths(first, n)).filter((month) => month <= last)
  if (months.length >= 1 && months.length <= most && first >= '1900') return months
  const detail = `From the first month to the last are 1 to ${most} months.`
  throw new RefusedRequest({ code: 'invalid-request', detail, pointer: '/from' })
}
