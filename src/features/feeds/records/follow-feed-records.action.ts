import { inForceDuring } from '../../../domain/standing.js'
import type { Tx } from '../../../platform/db.js'
import { findAlerts, insertAlerts, type NewAlert } from '../../alerts/index.js'
import { followQueued, lockRegister, readRegisterVersion } from '../../entries/index.js'
import { queueForHolder } from '../../licences/index.js'
import { describeDriver, hasEntriesNotOf, indexed, type Indexed } from '../../matching/index.js'
import { asOfficer } from './as-officer.js'
import { findLicencesOfFeed, hasEntries, lockRecords } from './follow.store.js'
import type { HolderFile, HolderPlan } from './holder.js'
import type { HolderSort } from './holder-sort.js'
import type { WritingFeed } from './write-plans.action.js'

/** What follows from a feed beside its histories: alerts, statutory entries, records that are described anew. */
export interface Following {
  /** @param made the drivers that the plans made. */
  note(plans: readonly HolderPlan[], made: ReadonlyMap<string, Indexed>): Promise<void>
  finish(): Promise<void>
}

/**
 * While the file is written, alerts are only looked for: nobody waits. The register of entries is locked at the very end, when no licence has to be
 * locked any more; if an entry was made or changed meanwhile, the look-up is repeated before anybody can make another.
 */
export async function startFollowing(tx: Tx, sort: HolderSort, writing: WritingFeed): Promise<Following> {
  const { secrets, now } = writing
  const version = await readRegisterVersion(tx)
  const alerts: NewAlert[] = []
  const followed: { driverId: string; authoritySlug: string; licenceId: string | null; isNew: boolean }[] = []
  const changed: { id: string; authoritySlug: string; version: number; change: Readonly<Record<string, unknown>> }[] =
    []

  const lookUp = async (
    authoritySlug: string,
    licences: readonly { id: string; driverId: string; person?: Indexed }[],
  ) => {
    if (licences.length === 0 || !(await hasEntriesNotOf(tx, authoritySlug))) return
    const asked: { id: string; person: Indexed }[] = []
    for (const { id, driverId, person } of licences)
      asked.push({ id, person: person ?? indexed(secrets, await describeDriver(tx, secrets, driverId)) })
    alerts.push(...(await findAlerts(tx, writing, authoritySlug, asked)))
  }
  const isHeld = (file: HolderFile) => inForceDuring(file).some(({ until }) => until === null || until > now.getTime())

  const note: Following['note'] = async (plans, made) => {
    for (const { change, subjectId: id, authoritySlug, version } of plans)
      if (change) changed.push({ id, authoritySlug, version, change })
    if (sort.class !== 'driver') return
    const byAuthority = new Map<string, { id: string; driverId: string; person?: Indexed }[]>()
    for (const { files, recorded, subjectId: driverId, authoritySlug, isNew } of plans) {
      const isEntered = [...recorded, ...files].some(({ decisions }) =>
        decisions.some(({ relevantInformation }) => relevantInformation.length > 0),
      )
      if (isEntered) followed.push(...files.map(({ licenceId }) => ({ driverId, authoritySlug, licenceId, isNew })))
      const person = made.get(driverId)
      for (const file of files)
        if (file.licenceId !== null && isHeld(file)) {
          const licences = byAuthority.get(authoritySlug) ?? []
          licences.push({ id: file.licenceId, driverId, ...(person ? { person } : {}) })
          byAuthority.set(authoritySlug, licences)
        }
    }
    for (const [slug, licences] of byAuthority) await lookUp(slug, licences)
  }

  const finish = async () => {
    const records = changed.map(({ id }) => id).sort()
    await lockRecords(tx, sort.class, records)
    if (sort.class === 'driver') {
      const known = followed.flatMap(({ driverId, isNew }) => (isNew ? [] : [driverId]))
      for (const id of [...new Set([...records, ...known])].sort()) await queueForHolder(tx, id)
      const isChanging = followed.length > 0 || (await hasEntries(tx, records))
      if ((await lockRegister(tx, isChanging ? 'update' : 'share')) !== version) {
        alerts.length = 0
        for (const [slug, licences] of await findLicencesOfFeed(tx, writing.feedId, now)) await lookUp(slug, licences)
      }
      await insertAlerts(tx, alerts)
      for (const { isNew: _, ...about } of followed)
        await followQueued(tx, { ...writing, caller: asOfficer(about, writing) }, about)
    }
    for (const { change, ...record } of changed) await sort.update(tx, writing, record, change)
  }
  return { note, finish }
}
