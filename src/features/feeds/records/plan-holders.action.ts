import type { LicenceKind } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'
import { lockLicences } from '../../licences/index.js'
import type { FeedJob, FeedTools } from '../feed-kind.js'
import type { HolderPlan, Licensing, Resolved, StagedHolder } from './holder.js'
import type { Described, HolderSort } from './holder-sort.js'
import { planHolder } from './plan-holder.js'
import { loadFiles } from './recorded-files.action.js'
import type { Resolution } from './resolve-references.action.js'

export interface Walk {
  tx: Tx
  sort: HolderSort
  job: FeedJob
  tools: FeedTools
  resolution: Resolution
  /** Numbers that were found to be another holder's. */
  heldByOthers: Set<string>
}

export interface Holder {
  authority: Licensing
  staged: StagedHolder | null
  resolved: Resolved
}

/** Reads what is recorded of some holders, and plans for each. */
export async function planAll(walk: Walk, holders: readonly Holder[]): Promise<HolderPlan[]> {
  const { tx, sort, tools } = walk
  const known = holders.flatMap(({ resolved }) => (resolved.isNew || resolved.isTwice ? [] : [resolved.subjectId]))
  const files = await loadFiles(tx, known)
  const described = await sort.load(
    tx,
    tools.secrets,
    holders.flatMap(({ resolved, staged }) =>
      staged && !resolved.isNew && !resolved.isTwice ? [resolved.subjectId] : [],
    ),
  )
  return holders.map((holder) => {
    const { resolved, authority } = holder
    const plan = planHolder({
      ...holder,
      class: sort.class,
      recorded: files.get(resolved.subjectId) ?? [],
      isStatedByAnother: (kind, number) => walk.resolution.isOfNobodySure(authority.slug, kind, number),
      isHeldByAnother: (kind, number) => walk.heldByOthers.has(heldKey(resolved, kind, number)),
      adding: { feedId: walk.job.id, today: tools.today, now: tools.now, newId: tools.newId },
    })
    describe(plan, holder, described.get(resolved.subjectId), tools)
    return plan
  })
}

export const heldKey = ({ subjectId }: Pick<Resolved, 'subjectId'>, kind: LicenceKind, number: string): string =>
  `${subjectId} ${kind} ${number}`

/** What the file says of the person or firm itself. */
function describe(
  plan: HolderPlan,
  { staged, resolved }: Holder,
  record: Described | undefined,
  { today }: FeedTools,
): void {
  const line = staged?.facts[0]?.line
  const redescribed = staged && record?.redescribed(staged.holder, today)
  if (!record || !redescribed || line === undefined) return
  const { change, fields, refusal } = redescribed
  const reference = { was: staged.reference, willBe: staged.reference }
  const about = { authoritySlug: plan.authoritySlug, line, licenceId: null }
  if (resolved.isTaken)
    plan.differences.push({
      ...about,
      sign: 'conflict',
      why: 'person-recorded-twice',
      fields: { reference, ...fields },
    })
  else if (refusal !== undefined) {
    const no = { was: null, willBe: refusal }
    plan.differences.push({
      ...about,
      sign: 'conflict',
      why: 'not-lawful',
      fields: { reference, ...fields, refusal: no },
    })
  } else {
    plan.differences.push({ ...about, sign: 'changed', why: null, fields: { reference, ...fields } })
    plan.change = change
    plan.version = record.version
  }
}

/** The plans once more, now that nobody else can add to the licences that they change. */
export async function heldPlans(walk: Walk, holders: readonly Holder[], plans: HolderPlan[]): Promise<HolderPlan[]> {
  const changing = new Map<string, string>()
  for (const { subjectId, files } of plans)
    for (const { isNew, licenceId } of files) if (!isNew && licenceId !== null) changing.set(licenceId, subjectId)
  if (changing.size === 0) return plans
  await lockLicences(walk.tx, [...changing.keys()])
  return replanned(walk, holders, plans, new Set(changing.values()))
}

/** The plans with those of some holders made anew. */
export async function replanned(
  walk: Walk,
  holders: readonly Holder[],
  plans: HolderPlan[],
  subjectIds: ReadonlySet<string>,
): Promise<HolderPlan[]> {
  const again = await planAll(
    walk,
    holders.filter(({ resolved }) => subjectIds.has(resolved.subjectId)),
  )
  const bySubject = new Map(again.map((plan) => [plan.subjectId, plan]))
  return plans.map((plan) => bySubject.get(plan.subjectId) ?? plan)
}
