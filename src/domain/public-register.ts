import { addYears, londonDate, type CivilDate, type Instant } from './calendar.js'
import { TERM_RULES } from './effect-rules.js'
import type { Confidence } from './legal-basis.js'
import { standingAt, type StandingStep } from './standing.js'
import { CLASS_OF_KIND, type Jurisdiction, type LicenceKind } from './words.js'

/** What a register may list of a licence beside its number, the day of its grant and its period. */
export const REGISTER_PARTICULARS = ['name', 'registration-mark', 'operating-centres'] as const
export type RegisterParticular = (typeof REGISTER_PARTICULARS)[number]

/**
 * The law that is read as opening licences of one kind to inspection by anybody. How sure that is, says docs/divergences.md of each, as it stands here:
 * nowhere is more than the number, the period and these particulars shown.
 */
export interface RegisterRule {
  alsoLists: readonly RegisterParticular[]
  citation: string
  confidence: Confidence
}

const TPCA = 'Town Police Clauses Act 1847'

/** "Such book" of s.42 holds the licences of vehicles. Of proprietors, whom it names too, the registry holds nothing. */
const HACKNEY_VEHICLE = rule(`${TPCA} s.42`, [], 'secondary')
const LONDON = 'Private Hire Vehicles (London) Act 1998 s.23'
const SCOTTISH = rule('Civic Government (Scotland) Act 1982 Sch.1 para.14', [], 'secondary')
/** Of a driver the number only: s.33 as the draft Taxis (Northern Ireland) Order 2007 had it in art.35. */
const NI = 'Taxis Act (Northern Ireland) 2008 s.33'
const NI_DRIVER = rule(NI, [], 'secondary')
const NI_VEHICLE = rule(NI, ['registration-mark'], 'secondary')

/** Null: no law known to list licences of this kind for everybody; so they are not shown. */
export const PUBLIC_REGISTERS: Record<Jurisdiction, Record<LicenceKind, RegisterRule | null>> = {
  'england-and-wales': {
    // s.46 says of drivers that their licences are registered, not who may look: so the number alone, though councils open the book of s.42 for names too.
    'hackney-carriage-driver': rule(`${TPCA} ss.42, 46`, [], 'general-knowledge'),
    'private-hire-driver': rule('Local Government (Miscellaneous Provisions) Act 1976 s.51(3)', ['name'], 'secondary'),
    'hackney-carriage-vehicle': HACKNEY_VEHICLE,
    'private-hire-vehicle': null,
    'private-hire-operator': null,
  },
  london: {
    'hackney-carriage-driver': null,
    'private-hire-driver': rule(LONDON, ['name'], 'general-knowledge'),
    'hackney-carriage-vehicle': null,
    'private-hire-vehicle': rule(LONDON, ['registration-mark'], 'general-knowledge'),
    'private-hire-operator': rule(LONDON, ['name', 'operating-centres'], 'general-knowledge'),
  },
  plymouth: {
    'hackney-carriage-driver': null,
    'private-hire-driver': null,
    'hackney-carriage-vehicle': HACKNEY_VEHICLE,
    'private-hire-vehicle': null,
    'private-hire-operator': null,
  },
  // "The kind and terms" of each licence; that names are listed is not confirmed in a source.
  scotland: {
    'hackney-carriage-driver': SCOTTISH,
    'private-hire-driver': SCOTTISH,
    'hackney-carriage-vehicle': SCOTTISH,
    'private-hire-vehicle': SCOTTISH,
    'private-hire-operator': SCOTTISH,
  },
  'northern-ireland': {
    'hackney-carriage-driver': NI_DRIVER,
    'private-hire-driver': NI_DRIVER,
    'hackney-carriage-vehicle': NI_VEHICLE,
    'private-hire-vehicle': NI_VEHICLE,
    'private-hire-operator': rule(NI, ['name', 'operating-centres'], 'secondary'),
  },
}

/** A period of a licence, both days included, with the day on which it was granted; null: a feed states the period, and not that day. */
export interface RegisteredPeriod {
  grantedOn: CivilDate | null
  startsOn: CivilDate
  endsOn: CivilDate
}

/**
 * The period under which a licence stands in the register: the one in force or, for as long as a licence of its class may last, the last that ran out. One that is
 * suspended, revoked or surrendered, or that nobody can be sure of, is not shown: what is missing says nothing of why.
 */
export function registeredPeriod(
  licence: { kind: LicenceKind; standing: readonly StandingStep[]; periods: readonly RegisteredPeriod[] },
  jurisdiction: Jurisdiction,
  now: Instant,
): RegisteredPeriod | undefined {
  const today = londonDate(now)
  const { verdict, situation } = standingAt(licence.standing, now)
  if (verdict === 'yes') return licence.periods.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  if (situation !== 'expired') return undefined
  const years = TERM_RULES[jurisdiction].longestYears[CLASS_OF_KIND[licence.kind]]
  return licence.periods
    .filter(({ endsOn }) => endsOn < today && today <= addYears(endsOn, years))
    .reduce<RegisteredPeriod | undefined>((last, p) => (last && last.endsOn > p.endsOn ? last : p), undefined)
}

function rule(citation: string, alsoLists: readonly RegisterParticular[], confidence: Confidence): RegisterRule {
  return { citation, alsoLists, confidence }
}
