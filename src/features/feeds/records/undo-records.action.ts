import { inForceDuring } from '../../../domain/standing.js'
import type { Tx } from '../../../platform/db.js'
import { BEFORE_ALL } from '../../../platform/sweep.js'
import { findHoldersOfNumbers, lockLicences } from '../../licences/index.js'
import type { Dependant, FeedJob, FeedTools, Persons } from '../feed-kind.js'
import { annul, WHY, type Adding } from './add-fact.js'
import { findSubjects } from './fed-subject.store.js'
import { startFollowing } from './follow-feed-records.action.js'
import { mattersOf, type HolderFile, type HolderPlan } from './holder.js'
import type { HolderSort } from './holder-sort.js'
import { loadFiles } from './recorded-files.action.js'
import { findDependants, findHoldersOfFeed, findRedescribed, findThoseOfFeed, type UndoPosition } from './undo.store.js'
import { writeFiles, writingOf } from './write-plans.action.js'

/**
 * Annuls every decision of the feed, the latest of a licence first, so that what stood before counts again; and gives the records back the description
 * that they had, where nobody has changed it since. Records that the feed made stay: they hold nothing. Once its differences have been forgotten
 * (90 days), descriptions stay as they are.
 */
export async function undoRecords(
  sort: HolderSort,
  tx: Tx,
  job: FeedJob,
  tools: FeedTools,
  persons: Persons,
): Promise<Dependant[]> {
  const resting = await findDependants(tx, job.id)
  if (resting.length > 0) return resting
  for await (const plans of plansOf(tx, sort, job, tools, { isLocking: true })) {
    const found = [
      ...plans.flatMap(({ refused }) => refused),
      ...(await findTaken(
        tx,
        job,
        plans.map(({ plan }) => plan),
      )),
    ]
    if (found.length > 0) return found
  }
  const writing = writingOf(job, persons, tools)
  const following = await startFollowing(tx, sort, writing)
  let done = 0
  for await (const found of plansOf(tx, sort, job, tools)) {
    const plans = found.map(({ plan }) => plan)
    await writeFiles(tx, writing, plans)
    await following.note(plans, new Map())
    await tools.progress((done += plans.length))
  }
  await following.note(await redescribed(tx, sort, job, tools), new Map())
  await following.finish()
  return []
}

interface Undoing {
  plan: HolderPlan
  refused: Dependant[]
}

/** For each holder of whom the feed recorded something, what undoes it. */
async function* plansOf(
  tx: Tx,
  sort: HolderSort,
  { id: feedId }: FeedJob,
  { today, now, newId }: FeedTools,
  { isLocking = false } = {},
): AsyncGenerator<Undoing[]> {
  let after: UndoPosition | undefined = { isCorrected: false, subjectId: BEFORE_ALL }
  while (after) {
    const found = await findHoldersOfFeed(tx, feedId, after)
    after = found.last
    const load = () =>
      loadFiles(
        tx,
        found.holders.map(({ subjectId }) => subjectId),
      )
    let files = await load()
    if (isLocking) {
      await lockLicences(
        tx,
        [...files.values()].flatMap((own) => own.flatMap(({ licenceId }) => licenceId ?? [])),
      )
      files = await load()
    }
    yield found.holders.map(({ subjectId, authoritySlug }) => {
      const recorded = files.get(subjectId) ?? []
      const plan = { ...emptyPlan(sort, authoritySlug, subjectId), recorded: [...recorded] }
      const refused = recorded.flatMap((file) => annulAll(file, { feedId, today, now, newId }))
      return { plan: { ...plan, files: recorded.filter(({ added }) => added.length > 0) }, refused }
    })
  }
}

/** @returns decisions that the law does not let go. */
function annulAll(file: HolderFile, adding: Adding): Dependant[] {
  const fed = file.decisions.filter(({ feedId }) => feedId === adding.feedId).reverse()
  return fed.flatMap(({ id }) => {
    const matter = mattersOf(file).find(({ ids }) => ids.has(id))
    const isDone = matter !== undefined && matter.latest.id === id && !annul(file, matter, WHY.undone, adding)
    return isDone ? [] : [{ kind: 'decision', id } as const]
  })
}

/** Licences to which a number was given since that would come back to its former holder. */
async function findTaken(tx: Tx, job: FeedJob, plans: readonly HolderPlan[]): Promise<Dependant[]> {
  const numbers = plans.flatMap(({ class: cls, authoritySlug, subjectId, files }) =>
    files.flatMap((file) => {
      const spans = inForceDuring(file)
      return file.number === null || spans.length === 0
        ? []
        : [{ authoritySlug, class: cls, number: file.number, subjectId, spans }]
    }),
  )
  if (numbers.length === 0) return []
  const holding = (await findHoldersOfNumbers(tx, numbers)).map(({ licenceId }) => licenceId)
  const ofFeed = await findThoseOfFeed(tx, job.id, holding)
  return [...new Set(holding)].filter((id) => !ofFeed.has(id)).map((id) => ({ kind: 'licence', id }))
}

/** Records with the description that the feed took away. */
async function redescribed(
  tx: Tx,
  sort: HolderSort,
  { id }: FeedJob,
  { secrets, today }: FeedTools,
): Promise<HolderPlan[]> {
  const changed = await findRedescribed(tx, secrets, id)
  const subjects = await findSubjects(tx, sort.class, changed)
  const subjectOf = new Map(subjects.map((row) => [`${row.authoritySlug} ${row.reference}`, row.subjectId]))
  const described = await sort.load(tx, secrets, [...subjectOf.values()])
  return changed.flatMap(({ authoritySlug, reference, fields }) => {
    const subjectId = subjectOf.get(`${authoritySlug} ${reference}`) ?? ''
    const record = described.get(subjectId)
    const change = record?.restored(fields, today)
    if (!record || !change) return []
    return [{ ...emptyPlan(sort, authoritySlug, subjectId), change, version: record.version }]
  })
}

const emptyPlan = (sort: HolderSort, authoritySlug: string, subjectId: string): HolderPlan => ({
  class: sort.class,
  authoritySlug,
  subjectId,
  staged: null,
  isNew: false,
  isNewReference: false,
  differences: [],
  unchanged: 0,
  standing: 0,
  files: [],
  recorded: [],
  change: null,
  version: 0,
})
