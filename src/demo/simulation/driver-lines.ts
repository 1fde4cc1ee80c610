import { stringify } from 'csv-stringify/sync'
import { addDays, addYears, type CivilDate } from '../../domain/calendar.js'
import { LEGAL_BASIS_CODES, supports } from '../../domain/legal-basis.js'
import { RELEVANT_INFORMATION, type Jurisdiction, type LicenceKind } from '../../domain/words.js'
import { shareOf } from './apportion.js'
import { personNamed } from './names.js'
import { oneOf, type Below } from './random.js'

const AT_ONCE = 200
const COLUMNS = (
  'row authority reference number kind familyName givenNames dateOfBirth addressLine1 town postcode startsOn endsOn type decidedOn notifiedOn ' +
  'suspensionEndsOn isImmediate legalBasis grounds relevantInformation decidedByCapacity decidedByName'
).split(' ')
type Row = Record<string, string>

export interface Employer {
  slug: string
  name: string
  jurisdiction: Jurisdiction
}

/**
 * The file of an authority's drivers and what it decided about them, in parts: `history` decisions in all, each driver with at least the grant of a
 * licence that is in force; where there is more to tell, with the grants before it, and with every twenty-fifth suspended or revoked.
 */
export function* driverLines(
  authority: Employer,
  drivers: number,
  history: number,
  today: CivilDate,
  below: Below,
): Generator<string> {
  yield stringify([COLUMNS])
  for (let from = 0; from < drivers; from += AT_ONCE) {
    const rows: Row[] = []
    for (let n = from; n < Math.min(from + AT_ONCE, drivers); n++)
      rows.push(...driverRows(authority, n, shareOf(history, drivers, n), today, below))
    yield stringify(rows, { columns: COLUMNS })
  }
}

const badgeOf = (n: number): string => `SD${n + 1}`

function driverRows(authority: Employer, n: number, decisions: number, today: CivilDate, below: Below): Row[] {
  const kind: LicenceKind = below(4) === 0 ? 'hackney-carriage-driver' : 'private-hire-driver'
  const driver: Row = {
    authority: authority.name,
    reference: `D-${n + 1}`,
    number: badgeOf(n),
    kind,
    ...personNamed(below),
    addressLine1: `${1 + below(200)} Invented Street`,
    town: authority.name,
    postcode: `ZA${1 + below(99)} ${below(10)}${oneOf(['AA', 'BD', 'LS', 'TH'], below)}`,
  }
  const isTroubled = decisions > 1 && below(25) === 0
  const startsOn = addDays(today, -below(3 * 365))
  const rows: Row[] = []
  for (let from = startsOn, left = decisions - (isTroubled ? 1 : 0); left > 0; left--) {
    rows.unshift({ ...driver, row: 'licence', startsOn: from, endsOn: addDays(addYears(from, 3), -1) })
    from = addYears(from, -3)
  }
  if (isTroubled) rows.push({ ...driver, ...decisionAgainst(authority.jurisdiction, kind, startsOn, below) })
  return rows
}

function decisionAgainst(jurisdiction: Jurisdiction, kind: LicenceKind, startsOn: CivilDate, below: Below): Row {
  const type = below(4) === 0 ? 'revoke' : 'suspend'
  const legalBasis = LEGAL_BASIS_CODES.find((code) => supports(code, jurisdiction, kind, type))
  return {
    row: 'decision',
    type,
    decidedOn: startsOn,
    notifiedOn: startsOn,
    isImmediate: 'true',
    ...(legalBasis ? { legalBasis } : {}),
    ...(type === 'suspend' ? { suspensionEndsOn: addDays(startsOn, 27) } : {}),
    grounds: 'not-fit-and-proper',
    ...(below(2) === 0 ? { relevantInformation: oneOf(RELEVANT_INFORMATION, below) } : {}),
    decidedByCapacity: 'sub-committee',
    decidedByName: 'Licensing Sub-Committee',
  }
}
