import { canonical } from './name-variants.js'

/** How common names are in the register: by canonical spelling, the share of records that bear it. */
export interface NameStatistics {
  records: number
  given: Record<string, number>
  family: Record<string, number>
}

export type NameKind = 'given' | 'family'

/** How many records the guess below weighs against the register's own count. */
const GUESS_WEIGHT = 2000

/** Of a name nobody has counted: about what the middling surname has in Great Britain. */
const UNCOUNTED = 0.0002

/**
 * Bearers in ten thousand drivers of the United Kingdom: rounded judgement, for names so common that an empty register would take
 * them for rare ones. The register's own counts outweigh them from a few thousand records.
 */
const GUESSES: Record<NameKind, ReadonlyMap<string, number>> = {
  given: perTenThousand({
    1000: 'muhammad',
    250: 'jon',
    200: 'ahmed ali david',
    150: 'paul michael stephen james',
    120: 'andrew mark robert',
    90: 'peter william ian alan richard christopher hussain hassan syed',
    50: 'imran khalid tariq usman ibrahim abdulrahman abdullah singh sarah thomas daniel kevin',
    30: 'umar yusuf kaur iqbal anthony gary nicholas matthew brian philip',
  }),
  family: perTenThousand({
    300: 'khan hussain',
    250: 'ahmed ali',
    150: 'singh muhammad',
    110: 'smith mahmud',
    80: 'jones malik iqbal miah rahman shah',
    60: 'williams taylor brown patel akhtar davis',
    40: 'wilson shaikh uddin choudhury hassan islam butt begum evans thomas',
    25: 'kaur ibrahim johnson roberts walker wright robinson thompson white hughes edwards green hall wood harris clark',
  }),
}

function perTenThousand(names: Record<number, string>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(names).flatMap(([bearers, list]) =>
      list.split(' ').map((name): [string, number] => [canonical(name), Number(bearers) / 10_000]),
    ),
  )
}

/** How likely a stranger bears this name: the register's count, drawn towards the guess while the register is small. */
export function shareOf(kind: NameKind, part: string, statistics: NameStatistics): number {
  const name = canonical(part)
  // A name may be `constructor`.
  const counted = Object.hasOwn(statistics[kind], name) ? (statistics[kind][name] ?? 0) : 0
  const guess = GUESSES[kind].get(name) ?? UNCOUNTED
  return (counted * statistics.records + guess * GUESS_WEIGHT) / (statistics.records + GUESS_WEIGHT)
}
