import type { NtrFields } from '../../src/domain/ntr-row.js'

/** The rules of the national vehicle register's contract for one row, written a second time and in another way: whoever changes one must change both. */

/** A letter, 9 a digit. */
const repeated = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => letter.repeat(from + index))
const joined = (...parts: string[][]): string[] =>
  parts.reduce((all, part) => all.flatMap((begun) => part.map((next) => begun + next)))
const STYLES = [
  joined(['AAA'], repeated('9', 1, 4)),
  joined(['A'], repeated('9', 1, 3), ['AAA']),
  joined(['AAA'], repeated('9', 1, 3), ['A']),
  ['AA99AAA'],
  joined(repeated('A', 1, 3), repeated('9', 1, 3)),
  joined(repeated('A', 1, 2), repeated('9', 1, 4)),
].flat()
const DIGITS_FIRST = joined(repeated('9', 1, 4), repeated('A', 1, 3))

export function isVrm(vrm: string): boolean {
  const style = Array.from(vrm)
    .map((c) => (c >= 'A' && c <= 'Z' ? 'A' : c >= '0' && c <= '9' ? '9' : '?'))
    .join('')
  return STYLES.includes(style) || (DIGITS_FIRST.includes(style) && !vrm.startsWith('0'))
}

function dateOf(text: string, isCsv: boolean): string | undefined {
  const [a, b, c, ...rest] = text.includes('/') && isCsv ? text.split('/').reverse() : text.split('-')
  if (a?.length !== 4 || b?.length !== 2 || c?.length !== 2 || rest.length > 0) return undefined
  if (!Array.from(a + b + c).every((digit) => digit >= '0' && digit <= '9')) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(a), Number(b) - 1, Number(c))
  return date.getUTCMonth() === Number(b) - 1 && date.getUTCDate() === Number(c) ? `${a}-${b}-${c}` : undefined
}

const PUNCTUATION = ` &,'"-().*/%!+:;=?@[]^{}~_`
const isPlain = (text: string) => Array.from(text).every((c) => /[a-zA-Z0-9]/.test(c) || PUNCTUATION.includes(c))
const yearsFrom = (today: string, years: number) => String(Number(today.slice(0, 4)) + years) + today.slice(4)
const format = (which: string) =>
  `Invalid ${which} date format. Date format must be either ISO (YYYY-MM-DD) or DD/MM/YYYY`

/** Details of all faults, in order. */
export function faultsOf(
  fields: NtrFields,
  context: { names: Record<string, string>; own: string[]; today: string; isCsv: boolean },
): string[] {
  const vrm = fields.vrm.split(/\s/).join('')
  const start = dateOf(fields.start, context.isCsv)
  const end = dateOf(fields.end, context.isCsv)
  const type = fields.description.trim()
  const name = fields.authorityName.trim()
  const plate = fields.plate.trim()
  const slug = Object.hasOwn(context.names, name) ? context.names[name] : undefined
  const table: [boolean, string][] = [
    [vrm === '', 'Missing VRM value'],
    [vrm.length > 7, 'Too long VRM. VRM should should have from 1-7 characters'],
    [vrm !== '' && vrm.length <= 7 && !(isPlain(vrm) && isVrm(vrm.toUpperCase())), 'Invalid format of VRM'],
    [fields.start === '', 'Missing start date'],
    [fields.end === '', 'Missing end date'],
    [fields.start !== '' && !start, format('start')],
    [fields.end !== '' && !end, format('end')],
    [!!start && !!end && start > end, 'Start date must be before end date'],
    [!!start && start < yearsFrom(context.today, -20), 'Start date cannot be more than 20 years in the past'],
    [!!end && end > yearsFrom(context.today, 20), 'End date cannot be more than 20 years in the future'],
    [type === '', 'Missing taxi/PHV value'],
    [type.length >= 100, 'Taxi/PHV value must be less than 100 characters'],
    [
      type !== '' &&
        type.length < 100 &&
        !/^(taxi|hcv|hackney( carriage( vehicle)?)?|phv|private hire( vehicle)?)$/i.test(type),
      'Invalid taxi/PHV value. Can only be taxi, HCV or PHV',
    ],
    [name === '', 'Missing licensing authority name'],
    [name !== '' && slug === undefined, 'Invalid licensing authority name'],
    [plate === '', 'Missing license plate number'],
    [plate.length > 15 || !isPlain(plate), 'Invalid format of license plate number'],
    [
      !['', 'true', 'false'].includes(fields.wheelchair.toLowerCase()),
      'Invalid wheelchair accessible value. Can only be True or False',
    ],
    [slug !== undefined && !context.own.includes(slug), `You are not authorised to submit data for ${name}`],
  ]
  return table.flatMap(([applies, detail]) => (applies ? [detail] : []))
}
