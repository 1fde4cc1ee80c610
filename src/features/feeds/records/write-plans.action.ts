import { matters } from '../../../domain/correction.js'
import type { FedDriver } from '../../../domain/fed-record.js'
import type { Tx } from '../../../platform/db.js'
import { letOthersIn } from '../../../platform/sweep.js'
import { insertFedApplications, insertFedDecisions, replacePeriods } from '../../decisions/index.js'
import { insertLicences, rewriteStandings } from '../../licences/index.js'
import { indexed, personOfRecord, putDrivers, type Indexed } from '../../matching/index.js'
import type { FeedJob, Persons } from '../feed-kind.js'
import { insertSubjects } from './fed-subject.store.js'
import { isGiving, type AddedFact, type HolderFile, type HolderPlan } from './holder.js'
import type { HolderSort, NewHolder, Writing } from './holder-sort.js'

export interface WritingFeed extends Writing {
  feedId: string
  persons: Persons
}

/** All that is written of one feed is of one instant, and attributed to whoever answers for it. */
export const writingOf = (
  job: FeedJob,
  persons: Persons,
  { secrets, newId, now }: Pick<Writing, 'secrets' | 'newId' | 'now'>,
): WritingFeed => ({
  secrets,
  newId,
  now,
  persons,
  feedId: job.id,
  recordedBy: {
    clientId: job.sentByClientId,
    personId: persons.approvedBy ?? job.sentByPersonId ?? job.sentByClientId,
  },
})

/**
 * Writes what some plans add, with all that is derived from the histories of licences, in a few statements for all of them together.
 * @returns the drivers that were made, as they are to be looked up.
 */
export async function writePlans(
  tx: Tx,
  sort: HolderSort,
  writing: WritingFeed,
  plans: readonly HolderPlan[],
): Promise<Map<string, Indexed>> {
  const holders = await writeHolders(tx, sort, writing, plans)
  // To index a person takes this process as long as all else takes the database.
  const [drivers] = await Promise.all([
    sort.class === 'driver' ? indexAll(writing, holders) : [],
    writeFiles(tx, writing, plans),
  ])
  if (drivers.length > 0) await putDrivers(tx, drivers)
  return new Map(drivers.map(({ id, person }) => [id, person]))
}

async function writeHolders(
  tx: Tx,
  sort: HolderSort,
  writing: WritingFeed,
  plans: readonly HolderPlan[],
): Promise<NewHolder[]> {
  const holders = plans.flatMap(({ isNew, files, staged, subjectId: id, authoritySlug }) =>
    isNew && staged && files.length > 0 ? [{ id, authoritySlug, holder: staged.holder }] : [],
  )
  if (holders.length > 0) await sort.insert(tx, writing, holders)
  const named = plans.flatMap(({ isNew, isNewReference, files, staged, subjectId, authoritySlug }) =>
    staged && isNewReference && (!isNew || files.length > 0)
      ? [{ authoritySlug, reference: staged.reference, subjectId }]
      : [],
  )
  if (named.length > 0) await insertSubjects(tx, sort.class, named)
  return holders
}

/** Indexed between two looks at what the database answered. */
const AT_ONCE = 20

async function indexAll({ secrets }: Pick<Writing, 'secrets'>, holders: readonly NewHolder[]) {
  const drivers: { id: string; authoritySlug: string; person: Indexed }[] = []
  for (const { id, authoritySlug, holder } of holders) {
    drivers.push({ id, authoritySlug, person: indexed(secrets, personOf(holder as FedDriver)) })
    if (drivers.length % AT_ONCE === 0) await letOthersIn()
  }
  return drivers
}

const personOf = ({ address, ...driver }: FedDriver) =>
  personOfRecord({ ...driver, otherNames: [], addresses: address ? [address] : [] })

/** What is added to the histories of some holders, as facts, and what follows from it for their licences. */
export async function writeFiles(tx: Tx, writing: WritingFeed, plans: readonly HolderPlan[]): Promise<void> {
  const { feedId, now } = writing
  const all = plans.flatMap((plan) => plan.files.map((file) => ({ plan, file })))
  if (all.length === 0) return
  const licences = all.flatMap(({ plan, file }) =>
    file.licenceId === null ? [] : [{ plan, file, id: file.licenceId }],
  )
  const known = licences.filter(({ file }) => !file.isNew)
  const fresh = licences.filter(({ file }) => file.isNew)
  if (known.length > 0)
    await rewriteStandings(
      tx,
      known.map(({ id, file }) => ({ id, history: file })),
    )
  if (fresh.length > 0)
    await insertLicences(
      tx,
      fresh.map(({ id, plan: { authoritySlug, subjectId }, file: { kind, number, ...history } }) => ({
        id,
        authoritySlug,
        subjectId,
        kind,
        number: number ?? '',
        createdAt: now,
        history: { ...history, kind },
      })),
    )
  const applications = all.flatMap(({ plan: { authoritySlug, subjectId, class: cls }, file }) => {
    const { applicationId: id, receivedOn, kind, isNew } = file
    if (!isNew || id === null || receivedOn === null) return []
    const subject = cls === 'driver' ? { driverId: subjectId } : { operatorId: subjectId }
    return [{ id, authoritySlug, kind, subject, receivedOn, createdAt: now }]
  })
  if (applications.length > 0) await insertFedApplications(tx, applications)
  await insertFedDecisions(
    tx,
    all.flatMap(({ plan: { authoritySlug }, file }) =>
      file.added.map(({ fact, needsSecondPerson, ...texts }) => ({
        id: fact.id,
        feedId,
        authoritySlug,
        licenceId: file.licenceId,
        applicationId: fact.applicationId,
        seq: fact.seq,
        fact,
        grounds: fact.grounds,
        relevantInformation: fact.relevantInformation,
        decidedBy: fact.decidedBy,
        ...texts,
        recordedAt: now,
        recordedBy: writing.recordedBy,
        proposedBy: needsSecondPerson ? firstOfTwo(writing) : null,
      })),
    ),
  )
  await replacePeriods(
    tx,
    licences.flatMap(({ id, file }) => file.added.flatMap((added) => periodOf(id, file, added))),
  )
}

function firstOfTwo({ persons: { proposedBy, approvedBy } }: WritingFeed): string {
  if (approvedBy === null) throw new Error('what takes two persons was to be recorded by one')
  return proposedBy
}

function periodOf(licenceId: string, file: HolderFile, { fact }: AddedFact) {
  if (!isGiving(fact)) return []
  const matter = matters(file.decisions).find(({ ids }) => ids.has(fact.id))
  return [
    { decisionId: fact.id, licenceId, matterIds: [...(matter?.ids ?? [])], period: matter?.decision?.period ?? null },
  ]
}
