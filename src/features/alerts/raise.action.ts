import { describeAgreement } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import type { AlertCause } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import {
  describeDriver,
  findDriversLike,
  findEntriesLike,
  findEntriesLikeEach,
  indexed,
  type Found,
  type Indexed,
} from '../matching/index.js'
import { findHeld, insertAlerts } from './raise.store.js'

export interface Raising {
  newId: () => string
  now: Date
  secrets: Secrets
}

/**
 * An entry was made, reinstated, or its person is described otherwise: an alert for each licence elsewhere, in force now or later, of a driver who is very
 * likely the same person. The caller has locked the register, so that a licence granted at the same moment is either seen here or sees the entry.
 */
export async function raiseForEntry(
  tx: Tx,
  act: Raising,
  entry: { id: string; authoritySlug: string },
  person: PersonDescription,
): Promise<void> {
  await raiseForEntries(tx, act, entry.authoritySlug, [{ id: entry.id, person: indexed(act.secrets, person) }])
}

/** The same for many entries of one authority. The persons come ready to be looked up: everybody else waits for the lock meanwhile. */
export async function raiseForEntries(
  tx: Tx,
  act: Raising,
  authoritySlug: string,
  entries: readonly { id: string; person: Indexed }[],
): Promise<void> {
  const persons = entries.map(({ person }) => person)
  const found = (await findDriversLike(tx, persons, { notOf: authoritySlug })).map((drivers) => drivers.filter(isSure))
  const driverIds = new Set(found.flat().map(({ objectId }) => objectId))
  const held = await findHeld(tx, [...driverIds], act.now)
  const alerts = entries.flatMap(({ id }, index) =>
    (found[index] ?? []).flatMap((driver) =>
      held
        .filter(({ driverId }) => driverId === driver.objectId)
        .map((licence) => alertOf(act, 'entry', { id, authoritySlug }, licence, driver)),
    ),
  )
  await insertAlerts(tx, alerts)
}

/** A licence was granted or is in force again, or its driver is described otherwise: an alert for each entry elsewhere that is very likely about its driver. */
export async function raiseForLicence(
  tx: Tx,
  act: Raising,
  licence: { id: string; authoritySlug: string; driverId: string },
): Promise<void> {
  const held = await findHeld(tx, [licence.driverId], act.now)
  if (!held.some(({ id }) => id === licence.id)) return
  const person = await describeDriver(tx, act.secrets, licence.driverId)
  const found = await findEntriesLike(tx, act.secrets, person, { notOf: licence.authoritySlug })
  const alerts = found
    .filter(isSure)
    .map((entry) => alertOf(act, 'licence', { id: entry.objectId, authoritySlug: entry.authoritySlug }, licence, entry))
  await insertAlerts(tx, alerts)
}

/**
 * The same for many licences of one authority that are in force now or will be: what `raiseForLicence` would raise, without writing it. The persons come
 * ready to be looked up. Nobody is held up meanwhile, so the caller asks again if the register moved before it locked it.
 */
export async function findAlerts(
  tx: Tx,
  act: Raising,
  authoritySlug: string,
  licences: readonly { id: string; person: Indexed }[],
): Promise<NewAlert[]> {
  const persons = licences.map(({ person }) => person)
  const found = await findEntriesLikeEach(tx, persons, { notOf: authoritySlug })
  return licences.flatMap(({ id }, index) =>
    (found[index] ?? [])
      .filter(isSure)
      .map((entry) =>
        alertOf(
          act,
          'licence',
          { id: entry.objectId, authoritySlug: entry.authoritySlug },
          { id, authoritySlug },
          entry,
        ),
      ),
  )
}

export type NewAlert = ReturnType<typeof alertOf>

/** A possible match stays unsaid: it would tell of an entry about somebody else. */
const isSure = ({ band }: Found): boolean => band === 'exact' || band === 'strong'

function alertOf(
  { newId, now }: Raising,
  cause: AlertCause,
  entry: { id: string; authoritySlug: string },
  licence: { id: string; authoritySlug: string },
  { band, bits, fields }: Found,
) {
  return {
    id: newId(),
    entryId: entry.id,
    entrySlug: entry.authoritySlug,
    licenceId: licence.id,
    licenceSlug: licence.authoritySlug,
    band,
    agreement: describeAgreement(fields),
    bits,
    cause,
    raisedAt: now,
  }
}
