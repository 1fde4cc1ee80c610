import { addDays, type CivilDate } from './calendar.js'
import { compact } from './identity.js'
import { refuse, type Refused } from './refusal.js'
import { standardsOn, type CctvRule, type Standards } from './standards.js'

/** A version before it is recorded. */
export type NewVersion = Omit<Standards, 'seq'>

/** Why a version may not be recorded today, after these; undefined: it may. */
export function refusalOfVersion(
  versions: readonly Standards[],
  version: NewVersion,
  today: CivilDate,
): Refused | undefined {
  const [contradiction] = contradictionsIn(version)
  if (contradiction) return refuse('standards-contradict', contradiction.detail, contradiction.pointer)
  return version.effectiveFrom < today ? refusalOfPast(versions, version, today) : undefined
}

const PARTS = ['cctv', 'driverCriteria'] as const
const FIELDS = [...PARTS, 'freshnessLimitHours', 'searchValidityDays'] as const

/** Policy that was there before the registry may be written down, as long as nothing is changed of what was stated for those days. */
function refusalOfPast(versions: readonly Standards[], version: NewVersion, today: CivilDate): Refused | undefined {
  const { effectiveFrom } = version
  const neverStated = PARTS.filter((part) => versions.every((earlier) => earlier[part] === null))
  if (neverStated.every((part) => version[part] === null))
    return refuse(
      'standards-in-the-past',
      `New standards take effect today, ${today}, or later: only what states cameras or drivers for the first time may begin before.`,
      '/effectiveFrom',
    )
  // A part that was stated once, and on a day is not, was left out on purpose.
  const kept = FIELDS.filter((field) => !neverStated.some((part) => part === field))
  const changes = [effectiveFrom, ...versions.map((earlier) => earlier.effectiveFrom)]
  for (const day of changes.filter((day) => effectiveFrom <= day && day < today)) {
    const stated = standardsOn(versions, day) ?? { ...version, cctv: null, driverCriteria: null }
    const rewritten = kept.find((field) => canonical(stated[field]) !== canonical(version[field]))
    if (rewritten)
      return refuse(
        'standards-in-the-past',
        `On ${day} the standards said otherwise: a version that begins in the past keeps what was stated for its days.`,
        `/${rewritten}`,
      )
  }
  return undefined
}

/** The same for the same content: a version that was stored has its keys in another order. */
const canonical = (content: unknown): string =>
  JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

interface Contradiction {
  pointer: string
  detail: string
}

function contradictionsIn({ cctv, driverCriteria }: NewVersion): Contradiction[] {
  const accepted = driverCriteria?.qualification?.accepted
  return [
    ...(cctv?.isRequired ? contradictionsInRule(cctv) : []),
    ...(accepted ? repeated('/driverCriteria/qualification/accepted', accepted) : []),
    ...(accepted?.length === 0
      ? [{ pointer: '/driverCriteria/qualification/accepted', detail: 'Name what counts: nobody could meet it.' }]
      : []),
  ]
}

function contradictionsInRule(rule: CctvRule): Contradiction[] {
  const { audio, appliesTo, requiredFrom, transitionUntil } = rule
  const isOnTrigger = audio.rule === 'on-trigger'
  const checks: [isWrong: boolean, pointer: string, detail: string][] = [
    [
      transitionUntil < addDays(requiredFrom, -1),
      '/cctv/transitionUntil',
      'A transition ends on the day before `requiredFrom` (there is none) or later.',
    ],
    [appliesTo.length === 0, '/cctv/appliesTo', 'A rule that applies to no vehicle asks for nothing.'],
    [isOnTrigger && audio.triggers.length === 0, '/cctv/audio/triggers', 'Name what switches the sound on.'],
    [!isOnTrigger && audio.triggers.length > 0, '/cctv/audio/triggers', 'Only sound `on-trigger` has triggers.'],
  ]
  return [
    ...checks.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : [])),
    ...repeated('/cctv/appliesTo', appliesTo),
    ...repeated('/cctv/audio/triggers', audio.triggers),
    ...repeated(
      '/cctv/approvedSystems',
      rule.approvedSystems.map(({ make, model }) => JSON.stringify([compact(make), compact(model)])),
    ),
    ...repeated('/cctv/approvedInstallers', rule.approvedInstallers),
    ...repeated('/cctv/exemptionGrounds', rule.exemptionGrounds),
  ]
}

const repeated = (list: string, texts: readonly string[]): Contradiction[] => {
  const keys = texts.map(compact)
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [{ pointer: `${list}/${index}`, detail: 'It is in the list twice.' }] : [],
  )
}
