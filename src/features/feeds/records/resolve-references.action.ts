import type { LicenceKind } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'
import { letOthersIn } from '../../../platform/sweep.js'
import type { FeedJob, FeedTools } from '../feed-kind.js'
import { findHoldersByNumber, findSubjects } from './fed-subject.store.js'
import type { Resolved, StagedHolder } from './holder.js'
import type { HolderSort } from './holder-sort.js'
import { BEFORE_THE_FIRST, findStagedHolders, type Position } from './staged-holder.store.js'

/** Who each reference of a file means. About 300 bytes a holder. */
export interface Resolution {
  of(holder: Pick<StagedHolder, 'authoritySlug' | 'reference'>): Resolved
  /** Those recorded here that the file speaks of. */
  isMeant(subjectId: string): boolean
  /** Whether a row states the licence of a person who could not be told apart. */
  isOfNobodySure(authoritySlug: string, kind: LicenceKind, number: string): boolean
}

/**
 * A reference that an earlier file had means whom it meant then. A new one means a record that has the same identifiers, or the same licence, if the rest
 * of the person agrees; with the same identifiers and another name or birth it means nobody sure. Within a file a record has one reference: of two, the
 * second in order is not believed.
 */
export async function resolveReferences(
  tx: Tx,
  sort: HolderSort,
  job: FeedJob,
  { secrets, newId }: Pick<FeedTools, 'secrets' | 'newId'>,
): Promise<Resolution> {
  const resolved = new Map<string, Resolved>()
  const meant = new Map<string, string>()
  const identified = new Map<string, string>()
  const unsure = new Set<string>()
  /** False: another reference of the file has it already. */
  const claim = (claims: Map<string, string>, what: string, key: string) => {
    const first = claims.get(what)
    if (first === undefined) claims.set(what, key)
    return first === undefined || first === key
  }

  let after: Position | undefined = BEFORE_THE_FIRST
  while (after) {
    const { holders, last } = await findStagedHolders(tx, secrets, job.id, after)
    const known = await recordsOf(tx, sort, secrets, job, holders)
    for (const holder of holders) {
      const key = keyOf(holder)
      const { subjectId, identifiers, isNamed, isUnsure, others } = known.of(holder)
      const isFirst = identifiers.map((identifier) => claim(identified, identifier, key)).every(Boolean)
      const isKnown = subjectId !== undefined
      const isTwice = isUnsure || (!isKnown && !isFirst) || (isKnown && !claim(meant, subjectId, key))
      if (isTwice)
        for (const { fact } of holder.facts) unsure.add(numberKey(holder.authoritySlug, fact.kind, fact.number ?? ''))
      const isTaken = isKnown && (others || !isFirst)
      // The record is the first reference's alone.
      const own = isTwice || subjectId === undefined ? newId() : subjectId
      resolved.set(key, { subjectId: own, isNew: !isKnown, isNewReference: !isNamed, isTwice, isTaken })
    }
    await letOthersIn()
    after = last
  }
  return {
    of: (holder) => {
      const found = resolved.get(keyOf(holder))
      if (!found) throw new Error('a reference of the file was not resolved')
      return found
    },
    isMeant: (subjectId) => meant.has(subjectId),
    isOfNobodySure: (slug, kind, number) => unsure.has(numberKey(slug, kind, number)),
  }
}

const keyOf = ({ authoritySlug, reference }: Pick<StagedHolder, 'authoritySlug' | 'reference'>): string =>
  `${authoritySlug} ${reference}`
const numberKey = (slug: string, kind: LicenceKind, number: string): string => `${slug} ${kind} ${number}`

interface Found {
  /** Undefined: nobody recorded. */
  subjectId?: string
  /** By an earlier file. */
  isNamed?: boolean
  /** Those that the file says it has, each with its authority. */
  identifiers: readonly string[]
  isUnsure: boolean
  /** Whether one of its identifiers is another record's. */
  others: boolean
}

/** What is on record of some holders of a file. */
async function recordsOf(
  tx: Tx,
  sort: HolderSort,
  secrets: FeedTools['secrets'],
  job: FeedJob,
  holders: readonly StagedHolder[],
): Promise<{ of(holder: StagedHolder): Found }> {
  const references = await findSubjects(
    tx,
    sort.class,
    holders.map(({ authoritySlug, reference }) => ({ authoritySlug, reference })),
  )
  const byReference = new Map(references.map((row) => [keyOf(row), row.subjectId]))
  const identifiersOf = new Map(holders.map((one) => [keyOf(one), sort.identifiersOf(secrets, one.holder)]))
  const byIdentifier = new Map<string, string>()
  for (const row of await sort.findIdentified(tx, job.authoritySlugs, [...new Set([...identifiersOf.values()].flat())]))
    for (const identifier of row.identifiers) byIdentifier.set(`${row.authoritySlug} ${identifier}`, row.id)
  const namedBy = (holder: StagedHolder) =>
    (identifiersOf.get(keyOf(holder)) ?? []).map((one) => `${holder.authoritySlug} ${one}`)
  const identifiedAs = (holder: StagedHolder) => new Set(namedBy(holder).flatMap((one) => byIdentifier.get(one) ?? []))

  const unknown = holders.filter((holder) => !byReference.has(keyOf(holder)))
  const numbered = unknown.flatMap(({ authoritySlug, facts }) =>
    facts.flatMap(({ fact: { kind, number } }) =>
      number === null ? [] : [{ authoritySlug, kind, class: sort.class, number }],
    ),
  )
  const byNumber = new Map<string, string[]>()
  for (const { authoritySlug, kind, number, subjectId } of await findHoldersByNumber(tx, numbered)) {
    const key = numberKey(authoritySlug, kind, number)
    byNumber.set(key, [...(byNumber.get(key) ?? []), subjectId])
  }
  const candidates = new Set([...unknown.flatMap((one) => [...identifiedAs(one)]), ...[...byNumber.values()].flat()])
  const described = await sort.load(tx, secrets, [...candidates])
  const isSame = (id: string, { holder }: StagedHolder) => described.get(id)?.identity === sort.identityOf(holder)

  const find = (holder: StagedHolder): Omit<Found, 'identifiers'> => {
    const sharing = [...identifiedAs(holder)]
    const subjectId = byReference.get(keyOf(holder))
    if (subjectId !== undefined)
      return { subjectId, isNamed: true, isUnsure: false, others: sharing.some((id) => id !== subjectId) }
    const [one, ...more] = sharing
    if (one !== undefined) {
      const isUnsure = more.length > 0 || !isSame(one, holder)
      return isUnsure ? { isUnsure, others: true } : { subjectId: one, isUnsure, others: false }
    }
    const { authoritySlug, facts } = holder
    const licensed = new Set(
      facts.flatMap(({ fact }) => byNumber.get(numberKey(authoritySlug, fact.kind, fact.number ?? '')) ?? []),
    )
    const [same, ...several] = [...licensed].filter((id) => isSame(id, holder))
    if (several.length > 0) return { isUnsure: true, others: false }
    return same === undefined ? { isUnsure: false, others: false } : { subjectId: same, isUnsure: false, others: false }
  }
  return { of: (holder) => ({ ...find(holder), identifiers: namedBy(holder) }) }
}
