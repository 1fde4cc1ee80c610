import type { Confidence } from './legal-basis.js'
import type { DecisionType, Jurisdiction, LicenceClass } from './words.js'

/** When a suspension or revocation bites, and what an appeal does to it. */
export interface EffectRule {
  ordinary: {
    /** `beginning-with-notice-day`: `days` days, the notice day being the first. `after-appeal-period`: when the time for appealing is over. */
    counted: 'beginning-with-notice-day' | 'after-appeal-period'
    days: number
    citation: string
  }
  /** Null: the law knows no immediate effect here. A power that is immediate in itself (`isAlwaysImmediate`) needs no such clause. */
  immediate: { citation: string } | null
  /** `days` run from the notice: the notice day is not counted. */
  appeal: { days: number; holdsOff: boolean; citation: string }
  confidence: Confidence
}

/** What the law says of the time after expiry, and how long a licence may last. */
export interface TermRule {
  longestYears: Record<LicenceClass, number>
  citation: string
  /** Whether a licence outlives its period while a renewal applied for in time is undecided. */
  renewalPendingAfterExpiry: 'no' | 'unsettled'
  confidence: Confidence
}

const LGMPA = 'Local Government (Miscellaneous Provisions) Act 1976'
const PHVLA = 'Private Hire Vehicles (London) Act 1998'
const PLYMOUTH = 'Plymouth City Council Act 1975'
const CGSA = 'Civic Government (Scotland) Act 1982'
const TAXIS_NI = 'Taxis Act (Northern Ireland) 2008'

/** Two counts that differ by one day: s.61(2A) includes the day of the notice, the time for appealing runs from it. */
const EW_APPEAL = { days: 21, holdsOff: true, citation: `${LGMPA} s.77(2); Public Health Act 1936 s.300(2)` }
const EW_AFTER_APPEAL: EffectRule = {
  ordinary: { counted: 'after-appeal-period', days: 21, citation: `${LGMPA} s.77(2)` },
  immediate: null,
  appeal: EW_APPEAL,
  confidence: 'verified',
}
const LONDON_RULE: EffectRule = {
  ordinary: { counted: 'beginning-with-notice-day', days: 21, citation: `${PHVLA} s.17(1)` },
  immediate: { citation: `${PHVLA} s.17(2)` },
  appeal: { days: 21, holdsOff: true, citation: `${PHVLA} ss.25, 26` },
  confidence: 'secondary',
}
const PLYMOUTH_AFTER_APPEAL: EffectRule = {
  ordinary: { counted: 'after-appeal-period', days: 21, citation: PLYMOUTH },
  immediate: null,
  appeal: { days: 21, holdsOff: true, citation: PLYMOUTH },
  confidence: 'general-knowledge',
}
const SCOTTISH_RULE: EffectRule = {
  ordinary: { counted: 'after-appeal-period', days: 28, citation: `${CGSA} Sch.1 para.11` },
  immediate: { citation: `${CGSA} Sch.1 paras.11, 12` },
  appeal: { days: 28, holdsOff: true, citation: `${CGSA} Sch.1 para.18` },
  confidence: 'general-knowledge',
}
const NI_RULE: EffectRule = {
  ordinary: { counted: 'beginning-with-notice-day', days: 21, citation: TAXIS_NI },
  immediate: { citation: TAXIS_NI },
  appeal: { days: 21, holdsOff: true, citation: TAXIS_NI },
  confidence: 'general-knowledge',
}

export const EFFECT_RULES: Record<Jurisdiction, Record<LicenceClass, EffectRule>> = {
  'england-and-wales': {
    driver: {
      ordinary: { counted: 'beginning-with-notice-day', days: 21, citation: `${LGMPA} s.61(2A)` },
      immediate: { citation: `${LGMPA} s.61(2B)` },
      appeal: EW_APPEAL,
      confidence: 'verified',
    },
    vehicle: EW_AFTER_APPEAL,
    operator: EW_AFTER_APPEAL,
  },
  london: { driver: LONDON_RULE, vehicle: LONDON_RULE, operator: LONDON_RULE },
  plymouth: {
    driver: {
      ordinary: { counted: 'beginning-with-notice-day', days: 21, citation: PLYMOUTH },
      immediate: { citation: PLYMOUTH },
      appeal: PLYMOUTH_AFTER_APPEAL.appeal,
      confidence: 'general-knowledge',
    },
    vehicle: PLYMOUTH_AFTER_APPEAL,
    operator: PLYMOUTH_AFTER_APPEAL,
  },
  scotland: { driver: SCOTTISH_RULE, vehicle: SCOTTISH_RULE, operator: SCOTTISH_RULE },
  'northern-ireland': { driver: NI_RULE, vehicle: NI_RULE, operator: NI_RULE },
}

export const TERM_RULES: Record<Jurisdiction, TermRule> = {
  'england-and-wales': {
    longestYears: { driver: 3, vehicle: 1, operator: 5 },
    citation: `${LGMPA} ss.48(4)(c), 53(1), 55(2)`,
    renewalPendingAfterExpiry: 'no',
    confidence: 'verified',
  },
  london: {
    longestYears: { driver: 3, vehicle: 1, operator: 5 },
    citation: `${PHVLA} ss.3, 7, 13`,
    renewalPendingAfterExpiry: 'unsettled',
    confidence: 'secondary',
  },
  plymouth: {
    longestYears: { driver: 3, vehicle: 1, operator: 5 },
    citation: PLYMOUTH,
    renewalPendingAfterExpiry: 'no',
    confidence: 'general-knowledge',
  },
  scotland: {
    longestYears: { driver: 3, vehicle: 3, operator: 3 },
    citation: `${CGSA} Sch.1 para.8`,
    renewalPendingAfterExpiry: 'unsettled',
    confidence: 'general-knowledge',
  },
  'northern-ireland': {
    longestYears: { driver: 5, vehicle: 1, operator: 5 },
    citation: TAXIS_NI,
    renewalPendingAfterExpiry: 'no',
    confidence: 'general-knowledge',
  },
}

/** The Act's own limits are not confirmed in a source: these are a cautious reading of "a short time", to be replaced by the statute's figures. */
export const TEMPORARY_SUSPENSION: {
  longestDays: number
  /** What may wait longer can be left to the issuer, who has powers of its own. */
  longestDaysToEffect: number
  citation: string
  confidence: Confidence
} = {
  longestDays: 28,
  longestDaysToEffect: 7,
  citation: 'English Devolution and Community Empowerment Act 2026 (temporary suspension by another authority)',
  confidence: 'secondary',
}

/** What the holder may take to court. The rest is the holder's own act, or gives something back, or has no effect in law. */
export const APPEALABLE: readonly DecisionType[] = [
  'refuse-application',
  'refuse-renewal',
  'suspend',
  'revoke',
  'vary-conditions',
  'temporary-suspension-by-other-authority',
]
