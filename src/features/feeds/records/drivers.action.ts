import { isDeepStrictEqual } from 'node:util'
import { addDays, addYears, londonDate, type CivilDate } from '../../../domain/calendar.js'
import type { FedDriver } from '../../../domain/fed-record.js'
import { isSameName, normaliseName } from '../../../domain/identity.js'
import {
  findDriversById,
  findDriversByIdentifier,
  identifierIndexes,
  insertDrivers,
  MAX_ADDRESSES,
  MAX_NAMES,
  updateDriver,
  type Driver,
  type DriverChange,
  type Stored,
} from '../../subjects/index.js'
import { asOfficer } from './as-officer.js'
import type { Fields } from './holder.js'
import type { Described, HolderSort, Redescribed } from './holder-sort.js'

export const DRIVERS: HolderSort = {
  class: 'driver',
  identityOf: (holder) => identityOf(holder as FedDriver),
  identifiersOf: (secrets, holder) => identifierIndexes(secrets, holder as FedDriver).map(base64),
  async findIdentified(tx, authoritySlugs, identifiers) {
    if (identifiers.length === 0) return []
    const indexes = identifiers.map((identifier) => Buffer.from(identifier, 'base64'))
    const found = await findDriversByIdentifier(tx, authoritySlugs, indexes)
    return found.map(({ id, authoritySlug, indexes }) => ({ id, authoritySlug, identifiers: indexes.map(base64) }))
  },
  async load(tx, secrets, ids) {
    const found = await findDriversById(tx, secrets, ids)
    return new Map(found.map((driver) => [driver.body.id, describedAs(driver)]))
  },
  insert: (tx, writing, holders) => {
    const today = londonDate(writing.now.getTime())
    return insertDrivers(
      tx,
      writing,
      holders.map(({ id, authoritySlug, holder }) => {
        const { reference: _, address, ...driver } = holder as FedDriver
        const addresses = address ? [{ ...address, startsOn: today, endsOn: null }] : []
        return { ...driver, id, authoritySlug, addresses, email: null, phone: null }
      }),
    )
  },
  async update(tx, writing, record, change) {
    const outcome = await updateDriver(
      tx,
      { ...writing, clock: { now: () => writing.now } },
      record,
      change,
      asOfficer(record, writing),
    )
    if (!outcome.ok) throw new Error(`a record was not changed as shown: ${outcome.refusal.code}`)
  },
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const identityOf = ({ familyName, dateOfBirth }: Pick<Driver, 'familyName' | 'dateOfBirth'>): string =>
  `${dateOfBirth} ${normaliseName(familyName)}`

const describedAs = ({ version, body }: Stored<Driver>): Described => ({
  version,
  identity: identityOf(body),
  redescribed: (holder, today) => redescribed(body, holder as FedDriver, today),
  restored: (fields, today) => restored(body, fields, today),
})

function redescribed(before: Driver, after: FedDriver, today: CivilDate): Redescribed | null {
  const fields: Record<string, { was: unknown; willBe: unknown }> = {}
  const change: DriverChange = {}
  const isRenamed =
    normaliseName(before.familyName) !== normaliseName(after.familyName) ||
    normaliseName(before.givenNames) !== normaliseName(after.givenNames)
  if (isRenamed) {
    Object.assign(change, { familyName: after.familyName, givenNames: after.givenNames })
    fields.familyName = { was: before.familyName, willBe: after.familyName }
    fields.givenNames = { was: before.givenNames, willBe: after.givenNames }
  }
  if (before.dateOfBirth !== after.dateOfBirth) {
    change.dateOfBirth = after.dateOfBirth
    fields.dateOfBirth = { was: before.dateOfBirth, willBe: after.dateOfBirth }
  }
  if (after.niNumber !== null && before.niNumber !== after.niNumber) {
    change.niNumber = after.niNumber
    fields.niNumber = { was: before.niNumber, willBe: after.niNumber }
  }
  const { drivingLicence } = after
  const isSameLicence =
    before.drivingLicence?.number === drivingLicence?.number && before.drivingLicence?.issuer === drivingLicence?.issuer
  if (drivingLicence && !isSameLicence) {
    change.drivingLicence = drivingLicence
    fields.drivingLicence = { was: before.drivingLicence, willBe: drivingLicence }
  }
  const latest = before.addresses.at(-1)
  if (after.address && !(latest && isSamePlace(latest, after.address))) {
    change.newAddress = movedTo(before, after.address, today)
    fields.address = { was: latest ? placeOf(latest) : null, willBe: after.address }
  }
  if (Object.keys(fields).length === 0) return null
  const isFull =
    (isRenamed && before.otherNames.length >= MAX_NAMES) ||
    (change.newAddress !== undefined && before.addresses.length >= MAX_ADDRESSES)
  if (isFull) return { change, fields, refusal: 'list-full' }
  if (addYears(after.dateOfBirth, 16) > today) return { change, fields, refusal: 'driver-too-young' }
  return { change, fields }
}

/** No two addresses of a driver begin on one day. */
function movedTo({ addresses }: Driver, place: Place, today: CivilDate) {
  const latest = addresses.at(-1)
  const startsOn = latest && latest.startsOn >= today ? addDays(latest.startsOn, 1) : today
  return { ...place, startsOn, endsOn: null }
}

/** Of an identifier that there was none before: the file's stays, since nothing is taken from what a driver is found by. */
function restored(now: Driver, fields: Fields, today: CivilDate): DriverChange | null {
  const isStill = (value: unknown, name: string) => {
    const field = fields[name]
    return field !== undefined && field.was !== null && isDeepStrictEqual(field.willBe, value)
  }
  const was = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.was]),
  ) as Partial<Driver> & {
    address?: Place
  }
  const latest = now.addresses.at(-1)
  const { familyName, givenNames, dateOfBirth, niNumber, drivingLicence, address } = was
  const isRenamed = isStill(now.familyName, 'familyName') && isStill(now.givenNames, 'givenNames')
  const change: DriverChange = {
    ...(isRenamed && familyName !== undefined && givenNames !== undefined ? { familyName, givenNames } : {}),
    ...(isStill(now.dateOfBirth, 'dateOfBirth') && dateOfBirth !== undefined ? { dateOfBirth } : {}),
    ...(isStill(now.niNumber, 'niNumber') && niNumber ? { niNumber } : {}),
    ...(isStill(now.drivingLicence, 'drivingLicence') && drivingLicence ? { drivingLicence } : {}),
    ...(latest && isStill(placeOf(latest), 'address') && address ? { newAddress: movedTo(now, address, today) } : {}),
  }
  return Object.keys(change).length === 0 ? null : change
}

interface Place {
  line1: string
  line2: string | null
  town: string
  postcode: string
}

export const placeOf = ({ line1, line2, town, postcode }: Place): Place => ({ line1, line2, town, postcode })

export const isSamePlace = (a: Place, b: Place): boolean =>
  isSameName(a.line1, b.line1) &&
  isSameName(a.line2 ?? '', b.line2 ?? '') &&
  isSameName(a.town, b.town) &&
  isSameName(a.postcode, b.postcode)
