import { addYears, type CivilDate } from './calendar.js'
import { normaliseVrm } from './identity.js'
import { ntrDate } from './ntr-date.js'
import { notAuthorisedFor, NTR, TYPE_UNKNOWN, type NtrFault } from './ntr-message.js'
import type { LicenceKind } from './words.js'

/** A row as sent; what is not there is empty. */
export interface NtrFields {
  vrm: string
  start: string
  end: string
  description: string
  authorityName: string
  plate: string
  wheelchair: string
}

/** What a row states, well formed. */
export interface NtrLicence {
  authoritySlug: string
  kind: LicenceKind
  /** As sent, but for space around it. */
  number: string
  vrm: string
  startsOn: CivilDate
  endsOn: CivilDate
  /** The word for the kind, as sent. */
  description: string
  /** Null: not said. */
  isWheelchairAccessible: boolean | null
}

export type CheckedNtrRow = { ok: true; licence: NtrLicence } | { ok: false; vrm: string | null; faults: NtrFault[] }

/** How a row is understood. */
export interface NtrReading {
  /** Of the authority of exactly this name. */
  slugOf(name: string): string | undefined
  maySpeakFor(slug: string): boolean
  today: CivilDate
}

const MOST = { vrm: 7, type: 99, name: 50, plate: 15, shownVrm: 20, years: 20 } as const

const KINDS: ReadonlyMap<string, LicenceKind> = new Map([
  ['taxi', 'hackney-carriage-vehicle'],
  ['hcv', 'hackney-carriage-vehicle'],
  ['hackney', 'hackney-carriage-vehicle'],
  ['hackney carriage', 'hackney-carriage-vehicle'],
  ['hackney carriage vehicle', 'hackney-carriage-vehicle'],
  ['phv', 'private-hire-vehicle'],
  ['private hire', 'private-hire-vehicle'],
  ['private hire vehicle', 'private-hire-vehicle'],
])

/** Whether text is of the characters that the register takes, and not empty. No control character, nothing beyond ASCII. */
export const isNtrText = (text: string): boolean => /^[\w &,'"\-().*/%!+:;=?@[\]^{}~]+$/.test(text)

/**
 * Checks rows of one file. All faults of a row are told, in the order of `NTR`; a row with a fault states nothing.
 * Space around the word for the kind, the authority's name and the plate is not part of them; around a date or a truth value it is a fault, as in the register.
 * @param isBritish whether DD/MM/YYYY is a date too: in CSV, not in JSON.
 */
export function ntrRowCheck(reading: NtrReading, isBritish: boolean): (fields: NtrFields) => CheckedNtrRow {
  const earliest = addYears(reading.today, -MOST.years)
  const latest = addYears(reading.today, MOST.years)
  return (fields) => {
    const faults: NtrFault[] = []
    const vrm = vrmOf(fields.vrm, faults)
    const [startsOn, endsOn] = datesOf(fields, isBritish, faults)
    if (startsOn !== null && endsOn !== null && endsOn < startsOn) faults.push(NTR.endBeforeStart)
    if (startsOn !== null && startsOn < earliest) faults.push(NTR.startTooEarly)
    if (endsOn !== null && endsOn > latest) faults.push(NTR.endTooLate)
    const description = fields.description.trim()
    const kind = kindOf(description, faults)
    const name = fields.authorityName.trim()
    const authoritySlug = slugOf(name, reading, faults)
    const number = plateOf(fields.plate, faults)
    const isWheelchairAccessible = truthOf(fields.wheelchair, faults)
    if (authoritySlug !== null && !reading.maySpeakFor(authoritySlug)) faults.push(notAuthorisedFor(name))
    // Whoever is null has pushed a fault; the compiler cannot know.
    if (faults.length > 0 || !vrm || !startsOn || !endsOn || !kind || !authoritySlug || !number)
      return { ok: false, vrm: vrm ?? shownVrm(fields.vrm), faults }
    const licence = { authoritySlug, kind, number, vrm, startsOn, endsOn, description, isWheelchairAccessible }
    return { ok: true, licence }
  }
}

function vrmOf(text: string, faults: NtrFault[]): string | null {
  const sent = withoutSpace(text)
  // Upper-casing makes ASCII of some letters that are not: what was sent must be.
  const vrm = isNtrText(sent) ? normaliseVrm(sent) : null
  if (sent === '') faults.push(NTR.vrmMissing)
  else if (sent.length > MOST.vrm) faults.push(NTR.vrmTooLong)
  else if (vrm === null) faults.push(NTR.vrmInvalid)
  return vrm
}

const withoutSpace = (text: string) => text.replace(/\s/g, '')

/** What is no mark may be anything, and errors are kept: repeated only where it is short and plain. */
function shownVrm(text: string): string | null {
  const shown = withoutSpace(text)
  return shown.length <= MOST.shownVrm && isNtrText(shown) ? shown.toUpperCase() : null
}

function datesOf({ start, end }: NtrFields, isBritish: boolean, faults: NtrFault[]) {
  const startsOn = ntrDate(start, isBritish)
  const endsOn = ntrDate(end, isBritish)
  if (start === '') faults.push(NTR.startMissing)
  if (end === '') faults.push(NTR.endMissing)
  if (start !== '' && startsOn === null) faults.push(NTR.startInvalid)
  if (end !== '' && endsOn === null) faults.push(NTR.endInvalid)
  return [startsOn, endsOn] as const
}

function kindOf(description: string, faults: NtrFault[]): LicenceKind | undefined {
  const kind = KINDS.get(description.toLowerCase())
  if (description === '') faults.push(NTR.typeMissing)
  else if (description.length > MOST.type) faults.push(NTR.typeTooLong)
  else if (kind === undefined) faults.push(TYPE_UNKNOWN)
  return kind
}

function slugOf(name: string, reading: NtrReading, faults: NtrFault[]): string | null {
  const slug = name.length > MOST.name ? undefined : reading.slugOf(name)
  if (name === '') faults.push(NTR.authorityMissing)
  else if (slug === undefined) faults.push(NTR.authorityInvalid)
  return slug ?? null
}

function plateOf(text: string, faults: NtrFault[]): string | null {
  const plate = text.trim()
  if (plate === '') faults.push(NTR.plateMissing)
  // In JSON too: a plate is looked up, exported and read aloud.
  else if (plate.length > MOST.plate || !isNtrText(plate)) faults.push(NTR.plateInvalid)
  return plate
}

function truthOf(text: string, faults: NtrFault[]): boolean | null {
  if (text === '') return null
  const word = text.toLowerCase()
  if (word !== 'true' && word !== 'false') faults.push(NTR.wheelchairInvalid)
  return word === 'true'
}
