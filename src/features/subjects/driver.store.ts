import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull, toDate, toDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { DRIVER_SECRETS, type Secrets } from '../../platform/secrets.js'
import type { CivilDate } from '../../domain/calendar.js'
import type { DrivingLicenceIssuer, NameType } from '../../domain/words.js'
import type { NewAddress } from './address.schema.js'
import type { Driver, DriverChange, DriverListed, NewDriver } from './driver.schema.js'
import { inOrder, type RecordKey, type RecordPage, type RecordVersion, type Stored } from './record.store.js'

export type DriverName = NewDriver['otherNames'][number]
type Facts = Pick<
  DriverChange,
  'familyName' | 'givenNames' | 'dateOfBirth' | 'niNumber' | 'drivingLicence' | 'email' | 'phone'
>

export async function findDrivers(tx: Tx, page: RecordPage): Promise<DriverListed[]> {
  const select = { id: true, familyName: true, givenNames: true, dateOfBirth: true }
  const rows = await tx.driver.findMany({ ...inOrder(page), select })
  return rows.map((row) => ({ ...row, dateOfBirth: fromDate(row.dateOfBirth) }))
}

export async function findDriver(tx: Tx, secrets: Secrets, key: RecordKey): Promise<Stored<Driver> | undefined> {
  const row = await tx.driver.findUnique({ where: { id: key.id, authoritySlug: key.authoritySlug }, include: WHOLE })
  return row ? stored(secrets, row) : undefined
}

/** Those that there are, in no order. */
export async function findDriversById(tx: Tx, secrets: Secrets, ids: readonly string[]): Promise<Stored<Driver>[]> {
  const rows = await tx.driver.findMany({ where: { id: { in: [...ids] } }, include: WHOLE })
  return rows.map((row) => stored(secrets, row))
}

const WHOLE = {
  otherNames: { orderBy: { id: 'asc' } },
  addresses: { orderBy: { startsOn: 'asc' } },
} as const satisfies Prisma.DriverInclude

function stored(secrets: Secrets, row: Prisma.DriverGetPayload<{ include: typeof WHOLE }>): Stored<Driver> {
  const { niNumberEncrypted, drivingLicenceIssuer, drivingLicenceNumberEncrypted } = row
  const body: Driver = {
    id: row.id,
    authority: row.authoritySlug,
    familyName: row.familyName,
    givenNames: row.givenNames,
    dateOfBirth: fromDate(row.dateOfBirth),
    // Types and issuers are held to the domain's words by CHECK constraints.
    otherNames: row.otherNames.map((name) => ({
      type: name.type as NameType,
      familyName: name.familyName,
      givenNames: name.givenNames,
      endsOn: fromDateOrNull(name.endsOn),
    })),
    addresses: row.addresses.map(({ line1, line2, town, postcode, startsOn, endsOn }) => {
      return { line1, line2, town, postcode, startsOn: fromDate(startsOn), endsOn: fromDateOrNull(endsOn) }
    }),
    niNumber: niNumberEncrypted && secrets.decrypt(DRIVER_SECRETS.niNumber, niNumberEncrypted),
    drivingLicence: drivingLicenceNumberEncrypted && {
      issuer: drivingLicenceIssuer as DrivingLicenceIssuer,
      number: secrets.decrypt(DRIVER_SECRETS.drivingLicence, drivingLicenceNumberEncrypted),
    },
    email: row.email,
    phone: row.phone,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
  return { version: row.version, body }
}

export async function insertDriver(
  tx: Tx,
  secrets: Secrets,
  { authoritySlug, id }: RecordKey,
  at: Date,
  driver: Omit<NewDriver, 'otherNames' | 'addresses'>,
): Promise<void> {
  const { niNumber, drivingLicence, dateOfBirth, familyName, givenNames, email, phone } = driver
  await tx.driver.create({
    data: {
      id,
      authoritySlug,
      familyName,
      givenNames,
      email,
      phone,
      createdAt: at,
      updatedAt: at,
      dateOfBirth: toDate(dateOfBirth),
      ...sealed(secrets, { niNumber, drivingLicence }),
    },
  })
}

/** False: the record is no longer at that version, and nothing was changed. */
export async function changeDriver(
  tx: Tx,
  secrets: Secrets,
  { authoritySlug, id, version }: RecordVersion,
  at: Date,
  { niNumber, drivingLicence, dateOfBirth, ...facts }: Facts,
): Promise<boolean> {
  const { count } = await tx.driver.updateMany({
    where: { id, authoritySlug, version },
    data: {
      ...facts,
      ...(dateOfBirth === undefined ? {} : { dateOfBirth: toDate(dateOfBirth) }),
      ...sealed(secrets, { niNumber: niNumber ?? null, drivingLicence: drivingLicence ?? null }),
      version: { increment: 1 },
      updatedAt: at,
    },
  })
  return count === 1
}

export async function addNames(tx: Tx, newId: () => string, driverId: string, names: DriverName[]): Promise<void> {
  await tx.driverName.createMany({
    data: names.map(({ endsOn, ...name }) => ({ ...name, id: newId(), driverId, endsOn: toDateOrNull(endsOn) })),
  })
}

export async function addAddresses(
  tx: Tx,
  newId: () => string,
  driverId: string,
  addresses: NewAddress[],
): Promise<void> {
  await tx.driverAddress.createMany({
    data: addresses.map(({ startsOn, endsOn, ...place }) => {
      return { ...place, id: newId(), driverId, startsOn: toDate(startsOn), endsOn: toDateOrNull(endsOn) }
    }),
  })
}

/** No two addresses of a driver begin on one day: `startsOn` names the address. */
export async function endAddress(tx: Tx, driverId: string, startsOn: CivilDate, endsOn: CivilDate): Promise<void> {
  await tx.driverAddress.updateMany({
    where: { driverId, startsOn: toDate(startsOn) },
    data: { endsOn: toDate(endsOn) },
  })
}

type Identifiers = Pick<NewDriver, 'niNumber' | 'drivingLicence'>

/** Encrypted to be read, and indexed to be compared unread. */
export function sealed(secrets: Secrets, { niNumber, drivingLicence }: Identifiers) {
  const { niNumberIndex, drivingLicenceNumberIndex } = indexesOf(secrets, { niNumber, drivingLicence })
  return {
    ...(niNumber !== null && {
      niNumberEncrypted: secrets.encrypt(DRIVER_SECRETS.niNumber, niNumber),
      niNumberIndex,
    }),
    ...(drivingLicence !== null && {
      drivingLicenceIssuer: drivingLicence.issuer,
      drivingLicenceNumberEncrypted: secrets.encrypt(DRIVER_SECRETS.drivingLicence, drivingLicence.number),
      drivingLicenceNumberIndex,
    }),
  }
}

/** The issuer is part of the index: two of them may use one number. */
export const indexesOf = (secrets: Secrets, { niNumber, drivingLicence }: Identifiers) => ({
  niNumberIndex: niNumber === null ? null : secrets.blindIndex('ni-number', niNumber),
  drivingLicenceNumberIndex:
    drivingLicence === null
      ? null
      : secrets.blindIndex(`driving-licence.${drivingLicence.issuer}`, drivingLicence.number),
})
