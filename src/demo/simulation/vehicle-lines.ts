import { stringify } from 'csv-stringify/sync'
import { addDays, type CivilDate } from '../../domain/calendar.js'
import type { Below } from './random.js'

const AT_ONCE = 500
const LETTERS = 'ABCDEFGHJKLMNOPRSTUVWXYZ'
const MARKS = LETTERS.length ** 4 * 100
/** Shares no factor with the number of marks: no two vehicles have the same. */
const STRIDE = 7_654_321

/**
 * The file that an authority sends to the national register, in parts.
 * @param first the number of its first vehicle among all vehicles.
 */
export function* vehicleLines(
  authority: { name: string },
  count: number,
  first: number,
  today: CivilDate,
  below: Below,
): Generator<string> {
  for (let from = 0; from < count; from += AT_ONCE)
    yield stringify(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => {
        const n = from + index
        const isHackney = below(4) === 0
        const startsOn = addDays(today, -below(364))
        const access = ['', 'true', 'false', 'false'][below(4)]
        return [
          markOf(first + n),
          startsOn,
          addDays(startsOn, 364),
          isHackney ? 'taxi' : 'PHV',
          authority.name,
          plateOf(n),
          access,
        ]
      }),
    )
}

const plateOf = (n: number): string => `SV${n + 1}`

/** Z begins no mark that was ever issued in Great Britain in this form. */
function markOf(n: number): string {
  let rest = (n * STRIDE) % MARKS
  const take = (of: number) => {
    const taken = rest % of
    rest = Math.floor(rest / of)
    return taken
  }
  const letter = () => LETTERS[take(LETTERS.length)]
  const digits = String(take(100)).padStart(2, '0')
  return `Z${letter()}${digits}${letter()}${letter()}${letter()}`
}
