import type { CctvContent, CctvFact, NewCctvFact } from '../../src/domain/cctv-facts.js'
import type { CctvRule, CctvStandard, Standards } from '../../src/domain/standards.js'
import {
  CCTV_CHECK_ITEMS,
  type CctvCheckItem,
  type CctvCheckResult,
  type CctvFactType,
} from '../../src/domain/words.js'

type Corrected = { corrects: string; effect: 'replace' | 'annul' }

function fact<T extends CctvFactType>(
  type: T,
  on: string,
  content: CctvContent[T],
  { corrects, effect }: Partial<Corrected> = {},
): NewCctvFact {
  const correction = corrects === undefined ? null : { factId: corrects, effect }
  return { type, on, content, correction } as NewCctvFact
}

const SYSTEM: CctvContent['installation'] = {
  make: 'VerifEye',
  model: 'Mk 7',
  serial: 'VE-1',
  installer: 'Don Valley Autos',
  camerasIn: 2,
  camerasOut: 1,
  isAudioCapable: true,
  hasSignage: true,
}

export const fitted = (on: string, rest: Partial<CctvContent['installation']> = {}, corrected?: Corrected) =>
  fact('installation', on, { ...SYSTEM, ...rest }, corrected)
export const removed = (on: string, corrected?: Corrected) => fact('removal', on, {}, corrected)
export const reported = (on: string, corrected?: Corrected) => fact('fault', on, {}, corrected)
export const repaired = (on: string, faultId = 'fault', corrected?: Corrected) =>
  fact('repair', on, { faultId }, corrected)
export const conditioned = (on: string, until: string | null = null, corrected?: Corrected) =>
  fact('condition', on, { decisionId: 'decision', until }, corrected)
export const exempted = (on: string, until: string, corrected?: Corrected) =>
  fact('exemption', on, { ground: 'executive-hire', until, decidedBy: 'licensing board' }, corrected)
export const exemptionEnded = (on: string, exemptionId = 'exemption', corrected?: Corrected) =>
  fact('exemption-end', on, { exemptionId }, corrected)
export const asked = (on: string, corrected?: Corrected) =>
  fact('footage-request', on, { legalBasis: 'crime-or-taxation' }, corrected)
export const decided = (
  on: string,
  decision: CctvContent['footage-decision']['decision'] = 'granted',
  corrected?: Corrected,
) => fact('footage-decision', on, { requestId: 'footage-request', decision }, corrected)
export const handedOver = (on: string, corrected?: Corrected) =>
  fact('footage-handover', on, { requestId: 'footage-request' }, corrected)

export function inspected(
  on: string,
  results: Partial<Record<CctvCheckItem, CctvCheckResult>> = {},
  corrected?: Corrected,
): NewCctvFact {
  const passed = Object.fromEntries(CCTV_CHECK_ITEMS.map((item) => [item, 'pass'])) as Record<CctvCheckItem, 'pass'>
  return fact('inspection', on, { by: 'Test centre', results: { ...passed, ...results } }, corrected)
}

/** As if recorded in this order; the ids are `fault`, `fault-2`, `fault-3` … by type. */
export function recorded(...facts: NewCctvFact[]): CctvFact[] {
  const counts = new Map<string, number>()
  return facts.map((one, index) => {
    const count = (counts.get(one.type) ?? 0) + 1
    counts.set(one.type, count)
    return { ...one, id: count === 1 ? one.type : `${one.type}-${count}`, seq: index + 1 }
  })
}

/** Rotherham's of 6 July 2015, but for the lists: required by 6 July 2016 of every vehicle. */
export function rule(rest: Partial<CctvRule> = {}): CctvRule {
  return {
    isRequired: true,
    requiredFrom: '2015-07-06',
    transitionUntil: '2016-07-05',
    appliesTo: ['hackney-carriage-vehicle', 'private-hire-vehicle'],
    video: 'whenever-used-as-a-taxi',
    audio: { rule: 'on-trigger', triggers: ['unaccompanied-child', 'vulnerable-adult', 'dispute'] },
    inspectionIntervalMonths: 12,
    faultRepairDays: 14,
    approvedSystems: [],
    approvedInstallers: [],
    exemptionGrounds: ['executive-hire'],
    ...rest,
  }
}

/** `versions(['2015-07-06', rule()], ['2026-01-01', null])`, in order of recording. */
export function versions(...stated: [effectiveFrom: string, cctv: CctvStandard][]): Standards[] {
  return stated.map(([effectiveFrom, cctv], index) => ({
    seq: index + 1,
    effectiveFrom,
    freshnessLimitHours: 168,
    searchValidityDays: 28,
    cctv,
    driverCriteria: null,
  }))
}
