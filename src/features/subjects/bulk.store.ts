import type { CivilDate } from '../../domain/calendar.js'
import { fromDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { NewAddress } from './address.schema.js'
import { indexesOf, sealed } from './driver.store.js'
import type { NewDriver } from './driver.schema.js'
import type { NewOperator } from './operator.schema.js'
import type { RecordKey } from './record.store.js'

/** What two records of one person have in common, whatever their names: in a form to be compared, not read. */
export function identifierIndexes(
  secrets: Secrets,
  driver: Pick<NewDriver, 'niNumber' | 'drivingLicence'>,
): Uint8Array[] {
  const { niNumberIndex, drivingLicenceNumberIndex } = indexesOf(secrets, driver)
  return [niNumberIndex, drivingLicenceNumberIndex].filter((index) => index !== null)
}

export interface IdentifiedDriver {
  id: string
  authoritySlug: string
  familyName: string
  dateOfBirth: CivilDate
  /** As `identifierIndexes` gives them. */
  indexes: Uint8Array[]
}

/** Drivers of these authorities that have one of these identifiers. */
export async function findDriversByIdentifier(
  tx: Tx,
  authoritySlugs: readonly string[],
  indexes: readonly Uint8Array[],
): Promise<IdentifiedDriver[]> {
  const asked = { in: indexes.map((index) => Uint8Array.from(index)) }
  const rows = await tx.driver.findMany({
    where: {
      authoritySlug: { in: [...authoritySlugs] },
      OR: [{ niNumberIndex: asked }, { drivingLicenceNumberIndex: asked }],
    },
    select: {
      id: true,
      authoritySlug: true,
      familyName: true,
      dateOfBirth: true,
      niNumberIndex: true,
      drivingLicenceNumberIndex: true,
    },
  })
  return rows.map(({ dateOfBirth, niNumberIndex, drivingLicenceNumberIndex, ...row }) => ({
    ...row,
    dateOfBirth: fromDate(dateOfBirth),
    indexes: [niNumberIndex, drivingLicenceNumberIndex].filter((index) => index !== null),
  }))
}

export type DriverToInsert = RecordKey & Omit<NewDriver, 'otherNames'>

/** Many at once: one statement for each table. */
export async function insertDrivers(
  tx: Tx,
  { secrets, newId, now }: { secrets: Secrets; newId: () => string; now: Date },
  drivers: readonly DriverToInsert[],
): Promise<void> {
  const rows = drivers.map(({ id, authoritySlug, familyName, givenNames, dateOfBirth, ...driver }) => {
    const own = sealed(secrets, driver)
    return {
      id,
      authority_slug: authoritySlug,
      family_name: familyName,
      given_names: givenNames,
      date_of_birth: dateOfBirth,
      ni: hex(own.niNumberEncrypted),
      ni_index: hex(own.niNumberIndex),
      issuer: driver.drivingLicence?.issuer ?? null,
      dl: hex(own.drivingLicenceNumberEncrypted),
      dl_index: hex(own.drivingLicenceNumberIndex),
      email: driver.email,
      phone: driver.phone,
    }
  })
  await tx.$executeRaw`
    INSERT INTO driver (id, authority_slug, family_name, given_names, date_of_birth, ni_number_encrypted, ni_number_index, driving_licence_issuer,
      driving_licence_number_encrypted, driving_licence_number_index, email, phone, created_at, updated_at)
    SELECT id, authority_slug, family_name, given_names, date_of_birth, ni, ni_index, issuer, dl, dl_index, email, phone, ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, authority_slug text, family_name text, given_names text,
      date_of_birth date, ni bytea, ni_index bytea, issuer text, dl bytea, dl_index bytea, email text, phone text)`
  await insertPlaces(
    tx,
    newId,
    'driver',
    drivers.map(({ id, addresses }) => ({ id, places: addresses })),
  )
}

export type OperatorToInsert = RecordKey & NewOperator

export async function insertOperators(
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  operators: readonly OperatorToInsert[],
): Promise<void> {
  await tx.operator.createMany({
    data: operators.map(({ id, authoritySlug, name, tradingNames, email, phone }) => {
      return { id, authoritySlug, name, tradingNames, email, phone, createdAt: now, updatedAt: now }
    }),
  })
  await insertPlaces(
    tx,
    newId,
    'operator',
    operators.map(({ id, premises }) => ({ id, places: premises })),
  )
}

async function insertPlaces(
  tx: Tx,
  newId: () => string,
  of: 'driver' | 'operator',
  all: readonly { id: string; places: readonly NewAddress[] }[],
): Promise<void> {
  const rows = JSON.stringify(
    all.flatMap(({ id, places }) =>
      places.map(({ line1, line2, town, postcode, startsOn, endsOn }) => ({
        id: newId(),
        of: id,
        line_1: line1,
        line_2: line2,
        town,
        postcode,
        starts_on: startsOn,
        ends_on: endsOn,
      })),
    ),
  )
  if (of === 'driver')
    await tx.$executeRaw`
      INSERT INTO driver_address (id, driver_id, line_1, line_2, town, postcode, starts_on, ends_on)
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS one (id uuid, of uuid, line_1 text, line_2 text, town text, postcode text, starts_on date, ends_on date)`
  else
    await tx.$executeRaw`
      INSERT INTO operator_premises (id, operator_id, line_1, line_2, town, postcode, starts_on, ends_on)
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS one (id uuid, of uuid, line_1 text, line_2 text, town text, postcode text, starts_on date, ends_on date)`
}

const hex = (bytes: Uint8Array | null | undefined): string | null =>
  bytes == null ? null : `\\x${Buffer.from(bytes).toString('hex')}`
