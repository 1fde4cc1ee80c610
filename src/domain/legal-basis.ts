import type { DecisionType, Jurisdiction, LicenceKind } from './words.js'

/** How sure we are of a rule: read in the statute or an official page, taken from a secondary source, or general knowledge. */
export type Confidence = 'verified' | 'secondary' | 'general-knowledge'

/** A power that a decision may rest on. Section numbers live here and in `effect-rules.ts`, never in the logic. */
export interface LegalBasis {
  citation: string
  jurisdictions: readonly Jurisdiction[]
  kinds: readonly LicenceKind[]
  types: readonly DecisionType[]
  confidence: Confidence
  /** The power acts on the spot, whatever the notice says. */
  isAlwaysImmediate?: true
  /** A suspension not lifted in so many months is deemed a revocation. */
  deemedRevokedAfterMonths?: number
}

const HC_DRIVER = ['hackney-carriage-driver'] as const
const PH_DRIVER = ['private-hire-driver'] as const
const DRIVERS = ['hackney-carriage-driver', 'private-hire-driver'] as const
const HC_VEHICLE = ['hackney-carriage-vehicle'] as const
const PH_VEHICLE = ['private-hire-vehicle'] as const
const VEHICLES = ['hackney-carriage-vehicle', 'private-hire-vehicle'] as const
const OPERATOR = ['private-hire-operator'] as const
const HACKNEY = ['hackney-carriage-driver', 'hackney-carriage-vehicle'] as const
const PRIVATE_HIRE = ['private-hire-driver', 'private-hire-vehicle', 'private-hire-operator'] as const
const EVERY_KIND = [...DRIVERS, ...VEHICLES, ...OPERATOR] as const

const GIVE = ['grant', 'renew', 'refuse-application'] as const
const GIVE_AND_VARY = [...GIVE, 'vary-conditions'] as const
const VARY = ['vary-conditions'] as const
const TAKE = ['suspend', 'lift-suspension', 'revoke', 'refuse-renewal'] as const
const SUSPEND = ['suspend', 'lift-suspension'] as const
const ALL_STATUTORY = [...GIVE_AND_VARY, ...TAKE] as const

const EW = ['england-and-wales'] as const
const LONDON = ['london'] as const
const PLYMOUTH = ['plymouth'] as const
const SCOTLAND = ['scotland'] as const
const NI = ['northern-ireland'] as const
/** Bodies of law that hold English authorities. That an authority of `england-and-wales` is not Welsh is for its own record to say. */
const WITH_ENGLISH_AUTHORITIES = [...EW, ...LONDON, ...PLYMOUTH] as const
const EVERYWHERE = [...WITH_ENGLISH_AUTHORITIES, ...SCOTLAND, ...NI] as const

export const LEGAL_BASES = {
  // England and Wales outside London and Plymouth
  'tpca-1847-s46': basis('Town Police Clauses Act 1847 s.46', EW, HC_DRIVER, GIVE, 'verified'),
  'lgmpa-1976-s59': basis(lgmpa('59'), EW, HC_DRIVER, GIVE, 'verified'),
  'lgmpa-1976-s51': basis(lgmpa('51'), EW, PH_DRIVER, GIVE_AND_VARY, 'verified'),
  'lgmpa-1976-s53-1': basis(lgmpa('53(1)'), EW, DRIVERS, ['grant', 'renew'], 'verified'),
  'tpca-1847-s68': basis('Town Police Clauses Act 1847 s.68 (byelaws)', EW, HACKNEY, VARY, 'general-knowledge'),
  'tpca-1847-s37': basis('Town Police Clauses Act 1847 s.37', EW, HC_VEHICLE, GIVE, 'verified'),
  'lgmpa-1976-s47': basis(lgmpa('47'), EW, HC_VEHICLE, GIVE_AND_VARY, 'verified'),
  'lgmpa-1976-s48': basis(lgmpa('48'), EW, PH_VEHICLE, GIVE_AND_VARY, 'verified'),
  'lgmpa-1976-s55': basis(lgmpa('55'), EW, OPERATOR, GIVE_AND_VARY, 'verified'),
  'lgmpa-1976-s60': basis(lgmpa('60'), EW, VEHICLES, TAKE, 'verified'),
  'lgmpa-1976-s61-1': basis(lgmpa('61(1)'), EW, DRIVERS, TAKE, 'verified'),
  'lgmpa-1976-s62': basis(lgmpa('62'), EW, OPERATOR, TAKE, 'verified'),
  'lgmpa-1976-s68': {
    ...basis(lgmpa('68'), EW, VEHICLES, SUSPEND, 'verified'),
    isAlwaysImmediate: true,
    deemedRevokedAfterMonths: 2,
  },

  // London
  'mpca-1869-s6': basis('Metropolitan Public Carriage Act 1869 s.6', LONDON, HC_VEHICLE, ALL_STATUTORY, 'secondary'),
  'mpca-1869-s8': basis('Metropolitan Public Carriage Act 1869 s.8', LONDON, HC_DRIVER, ALL_STATUTORY, 'secondary'),
  'london-cab-order-1934': basis('London Cab Order 1934', LONDON, HACKNEY, ALL_STATUTORY, 'general-knowledge'),
  'phvla-1998-s3': basis(phvla('3'), LONDON, OPERATOR, [...GIVE_AND_VARY, 'refuse-renewal'], 'secondary'),
  'phvla-1998-s7': basis(phvla('7'), LONDON, PH_VEHICLE, [...GIVE_AND_VARY, 'refuse-renewal'], 'secondary'),
  'phvla-1998-s9': basis(phvla('9'), LONDON, PH_VEHICLE, SUSPEND, 'general-knowledge'),
  'phvla-1998-s13': basis(phvla('13'), LONDON, PH_DRIVER, [...GIVE_AND_VARY, 'refuse-renewal'], 'secondary'),
  'phvla-1998-s16': basis(phvla('16'), LONDON, PRIVATE_HIRE, ['suspend', 'lift-suspension', 'revoke'], 'secondary'),
  'phvla-1998-s17': basis(phvla('17'), LONDON, PRIVATE_HIRE, ['suspend', 'lift-suspension', 'revoke'], 'verified'),

  // Plymouth has its own Act; its sections are not confirmed in a source, so they are not cited.
  'plymouth-1975-grant': basis(
    'Plymouth City Council Act 1975 (licensing)',
    PLYMOUTH,
    EVERY_KIND,
    GIVE_AND_VARY,
    'general-knowledge',
  ),
  'plymouth-1975-suspend-revoke': basis(
    'Plymouth City Council Act 1975 (suspension, revocation and refusal to renew)',
    PLYMOUTH,
    EVERY_KIND,
    TAKE,
    'general-knowledge',
  ),
  'plymouth-1975-unfit-vehicle': {
    ...basis(
      'Plymouth City Council Act 1975 (vehicles found unfit on inspection)',
      PLYMOUTH,
      VEHICLES,
      SUSPEND,
      'general-knowledge',
    ),
    isAlwaysImmediate: true,
    deemedRevokedAfterMonths: 2,
  },

  // Scotland
  'cgsa-1982-s10': basis(
    'Civic Government (Scotland) Act 1982 s.10',
    SCOTLAND,
    VEHICLES,
    GIVE_AND_VARY,
    'general-knowledge',
  ),
  'cgsa-1982-s13': basis(
    'Civic Government (Scotland) Act 1982 s.13',
    SCOTLAND,
    DRIVERS,
    GIVE_AND_VARY,
    'general-knowledge',
  ),
  'cgsa-1982-booking-offices-2009': basis(
    'Civic Government (Scotland) Act 1982 (Licensing of Booking Offices) Order 2009',
    SCOTLAND,
    OPERATOR,
    GIVE_AND_VARY,
    'general-knowledge',
  ),
  'cgsa-1982-sch1': basis(
    'Civic Government (Scotland) Act 1982 Sch.1',
    SCOTLAND,
    EVERY_KIND,
    ALL_STATUTORY,
    'general-knowledge',
  ),

  // Northern Ireland
  'taxis-ni-2008-operators': basis(taxisNi("operators' licences"), NI, OPERATOR, ALL_STATUTORY, 'general-knowledge'),
  'taxis-ni-2008-taxis': basis(taxisNi('taxi licences'), NI, VEHICLES, ALL_STATUTORY, 'general-knowledge'),
  'taxis-ni-2008-drivers': basis(taxisNi("taxi drivers' licences"), NI, DRIVERS, ALL_STATUTORY, 'general-knowledge'),

  // Wherever there are English authorities
  'edcea-2026-temporary-suspension': basis(
    'English Devolution and Community Empowerment Act 2026 (temporary suspension by another authority)',
    WITH_ENGLISH_AUTHORITIES,
    EVERY_KIND,
    ['temporary-suspension-by-other-authority', 'lift-suspension'],
    'secondary',
  ),

  // No statute speaks of these
  'holder-surrender': basis(
    'Surrender by the licence holder',
    EVERYWHERE,
    EVERY_KIND,
    ['surrender'],
    'general-knowledge',
  ),
  'licensing-policy': basis(
    "The authority's licensing policy",
    EVERYWHERE,
    EVERY_KIND,
    ['warning'],
    'general-knowledge',
  ),
} as const satisfies Record<string, LegalBasis>

export type LegalBasisCode = keyof typeof LEGAL_BASES

export const LEGAL_BASIS_CODES = Object.keys(LEGAL_BASES) as LegalBasisCode[]

/** Codes come from records that may be older than this list: an unknown one is undefined, not an error. */
export function legalBasis(code: string): LegalBasis | undefined {
  return Object.hasOwn(LEGAL_BASES, code) ? LEGAL_BASES[code as LegalBasisCode] : undefined
}

export function citationOf(code: string): string {
  return legalBasis(code)?.citation ?? code
}

/** Whether the law gives this power over this kind of licence, in this jurisdiction, for this type of decision. */
export function supports(code: string, jurisdiction: Jurisdiction, kind: LicenceKind, type: DecisionType): boolean {
  const power = legalBasis(code)
  if (!power) return false
  return power.jurisdictions.includes(jurisdiction) && power.kinds.includes(kind) && power.types.includes(type)
}

/** The power that such a decision rests on unless something else is said: the first of the list. Undefined: the law there knows none. */
export function ordinaryPower(jurisdiction: Jurisdiction, kind: LicenceKind, type: DecisionType): string | undefined {
  return LEGAL_BASIS_CODES.find((code) => supports(code, jurisdiction, kind, type))
}

function basis(
  citation: string,
  jurisdictions: readonly Jurisdiction[],
  kinds: readonly LicenceKind[],
  types: readonly DecisionType[],
  confidence: Confidence,
): LegalBasis {
  return { citation, jurisdictions, kinds, types, confidence }
}

function lgmpa(section: string): string {
  return `Local Government (Miscellaneous Provisions) Act 1976 s.${section}`
}

function phvla(section: string): string {
  return `Private Hire Vehicles (London) Act 1998 s.${section}`
}

function taxisNi(part: string): string {
  return `Taxis Act (Northern Ireland) 2008 (${part})`
}
