import type { CctvRule, DriverCriteria, Standards, UNSTATED } from './standards.js'
import { CCTV_AUDIO_TRIGGERS, CCTV_EXEMPTION_GROUNDS, VEHICLE_KINDS } from './words.js'

/** What a version says, whenever it does. */
type Content = Pick<Standards, keyof typeof UNSTATED>

interface Point {
  /** Where it stands in a version: `cctv.requiredFrom`. */
  point: string
  label: string
  /** In words; equal words mean that the same is asked. Null: not stated. */
  valueIn: (content: Content) => string | null
}

const NOT_ASKED = 'not asked'

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
const spoken = (word: string) => word.replaceAll('-', ' ')
/** In the order of the list of words, whatever order they were sent in. */
const chosen = <W extends string>(words: readonly W[], from: readonly W[]) =>
  from.filter((word) => words.includes(word)).map(spoken)
const listed = (texts: readonly string[], ifNone: string) => (texts.length > 0 ? texts.join('; ') : ifNone)

const ofCameras =
  (valueOf: (rule: CctvRule) => string): Point['valueIn'] =>
  ({ cctv }) =>
    cctv && (cctv.isRequired ? valueOf(cctv) : NOT_ASKED)

const ofDrivers =
  (valueOf: (criteria: DriverCriteria) => string | undefined): Point['valueIn'] =>
  ({ driverCriteria }) =>
    driverCriteria && (valueOf(driverCriteria) ?? NOT_ASKED)

/** Everything that a version states, point by point. */
export const STANDARDS_POINTS: readonly Point[] = [
  { point: 'cctv.isRequired', label: 'Camera in the vehicle', valueIn: ofCameras(() => 'required') },
  { point: 'cctv.requiredFrom', label: 'Camera required from', valueIn: ofCameras((rule) => rule.requiredFrom) },
  {
    point: 'cctv.transitionUntil',
    label: 'Last day to have it fitted',
    valueIn: ofCameras((rule) => (rule.transitionUntil < rule.requiredFrom ? 'no transition' : rule.transitionUntil)),
  },
  {
    point: 'cctv.appliesTo',
    label: 'Which vehicles',
    valueIn: ofCameras((rule) => listed(chosen(rule.appliesTo, VEHICLE_KINDS), 'none')),
  },
  { point: 'cctv.video', label: 'Picture recorded', valueIn: ofCameras((rule) => spoken(rule.video)) },
  { point: 'cctv.audio.rule', label: 'Sound recorded', valueIn: ofCameras((rule) => spoken(rule.audio.rule)) },
  {
    point: 'cctv.audio.triggers',
    label: 'What switches the sound on',
    valueIn: ofCameras((rule) => listed(chosen(rule.audio.triggers, CCTV_AUDIO_TRIGGERS), 'nothing')),
  },
  {
    point: 'cctv.inspectionIntervalMonths',
    label: 'Camera inspected',
    valueIn: ofCameras((rule) => `every ${counted(rule.inspectionIntervalMonths, 'month')}`),
  },
  {
    point: 'cctv.faultRepairDays',
    label: 'Fault repaired within',
    valueIn: ofCameras((rule) => counted(rule.faultRepairDays, 'day')),
  },
  {
    point: 'cctv.approvedSystems',
    label: 'Approved systems',
    valueIn: ofCameras((rule) =>
      listed(rule.approvedSystems.map(({ make, model }) => `${make} ${model}`).sort(), 'any'),
    ),
  },
  {
    point: 'cctv.approvedInstallers',
    label: 'Approved installers',
    valueIn: ofCameras((rule) => listed([...rule.approvedInstallers].sort(), 'any')),
  },
  {
    point: 'cctv.exemptionGrounds',
    label: 'Grounds of exemption',
    valueIn: ofCameras((rule) => listed(chosen(rule.exemptionGrounds, CCTV_EXEMPTION_GROUNDS), 'none')),
  },
  {
    point: 'driverCriteria.backgroundCheck',
    label: 'Background check of the driver',
    valueIn: ofDrivers(({ backgroundCheck: asked }) =>
      asked ? `every ${counted(asked.everyMonths, 'month')}` : undefined,
    ),
  },
  {
    point: 'driverCriteria.safeguardingTraining',
    label: 'Safeguarding training',
    valueIn: ofDrivers(({ safeguardingTraining: asked }) => {
      if (!asked) return undefined
      return asked.everyMonths === null ? 'once' : `every ${counted(asked.everyMonths, 'month')}`
    }),
  },
  {
    point: 'driverCriteria.qualification',
    label: 'Qualification, one of',
    valueIn: ofDrivers(({ qualification: asked }) => (asked ? listed([...asked.accepted].sort(), 'none') : undefined)),
  },
  {
    point: 'driverCriteria.camera',
    label: 'Camera in every vehicle driven',
    valueIn: ofDrivers(({ camera }) => (camera ? 'required' : undefined)),
  },
  {
    point: 'freshnessLimitHours',
    label: 'Data of other systems counts for',
    valueIn: ({ freshnessLimitHours }) => counted(freshnessLimitHours, 'hour'),
  },
  {
    point: 'searchValidityDays',
    label: 'Search of the entries counts for',
    valueIn: ({ searchValidityDays }) => counted(searchValidityDays, 'day'),
  },
]

/** What authorities ask, side by side in the order given; undefined: no version has begun. */
export function sideBySide(asked: readonly { authority: string; standards: Content | undefined }[]) {
  return STANDARDS_POINTS.map(({ point, label, valueIn }) => {
    const values = asked.map(({ authority, standards }) => ({
      authority,
      value: standards ? valueIn(standards) : null,
    }))
    return { point, label, values, differs: new Set(values.map(({ value }) => value)).size > 1 }
  })
}
