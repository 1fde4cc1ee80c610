import { randomUUID } from 'node:crypto'
import { DAY_MS } from '../../domain/calendar.js'
import { licenceConflicts } from '../../domain/driving-licence.js'
import { METHOD } from '../../domain/match.js'
import type { SearchFlag } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Config } from '../../platform/config.js'
import type { Tx } from '../../platform/db.js'
import type { Outcome } from '../../platform/outcome.js'
import { findEntriesLike } from '../matching/index.js'
import { costOf, MOST_CHANGES, overLimit } from './allowance.action.js'
import { askedBefore, lockSearches } from './allowance.store.js'
import { liveVersions, shownUnder, type Scope } from './candidate.store.js'
import { chooseCandidates } from './choose-candidates.js'
import type { EntrySearchAnswer, EntrySearchQuestion } from './entry-search.schema.js'
import { findApplicationNamed, insertSearch, officerNameOf, readRegisterVersion } from './entry-search.store.js'
import { ownName } from './own-name.js'
import { whyNotSearched } from './search-allowed.js'
import { showCandidates } from './show-candidates.action.js'
import { stillCounting } from './still-counts.js'
import { digestsOf, sealTerms } from './terms.js'

/** A reference is good for as long as any authority may let a search be (the constraint authority_search_validity). */
const REFERENCE_GOOD_MS = 90 * DAY_MS

/** Searches the entries of all authorities for one person, and keeps the receipt. */
export async function searchEntries(
  tx: Tx,
  act: Acting,
  question: EntrySearchQuestion,
  limits: Config['search'],
): Promise<Outcome<EntrySearchAnswer>> {
  const { caller, now, secrets } = act
  const { person, purpose, applicationReference, seniorReason = null } = question
  const refused = whyNotSearched(act, question)
  if (refused) return { ok: false, refusal: refused }

  const about = {
    authoritySlug: caller.authoritySlug,
    applicationReference,
    applicationId: (await findApplicationNamed(tx, caller.authoritySlug, applicationReference)) ?? null,
  }
  // Not held, or entries and searches would wait for each other: what is entered meanwhile the grant looks for, with the register held. Read before
  // the search, so that the receipt never claims to have seen more than it did.
  const registerVersion = await readRegisterVersion(tx)
  const found = await findEntriesLike(tx, secrets, person)

  // Only now, though in vain if the limit is reached: searches of one officer wait for each other from here on, not while they search.
  await lockSearches(tx, caller.personId)
  const digests = digestsOf(secrets, person)
  const asked = await askedBefore(tx, about, { personId: caller.personId, now }, digests)
  const isChanged = asked.searches > 0 && asked.same === 0
  if (isChanged && asked.changedByOfficer >= MOST_CHANGES) return SECOND_OFFICER
  const countsAs = costOf({ isRepeated: asked.sameCounted > 0, isChanged, names: person.names.length })
  const over = await overLimit(tx, act, countsAs, limits)
  if (over) return { ok: false, refusal: over }

  const earlier = await shownUnder(tx, scopeOf(about))
  const versions = await liveVersions(
    tx,
    found.map(({ objectId }) => objectId),
  )
  const live = found.flatMap((match) => {
    const entryVersion = versions.get(match.objectId)
    return entryVersion === undefined ? [] : [{ ...match, entryVersion }]
  })
  const reviews = new Map(
    live.map(({ objectId, authoritySlug, band, entryVersion: version }) => {
      const now = { band, version, isOwn: authoritySlug === caller.authoritySlug }
      return [objectId, stillCounting(earlier.get(objectId)?.review ?? null, now)] as const
    }),
  )
  const { outcome, advice, shown } = chooseCandidates(live, ({ objectId }) => reviews.get(objectId) != null)
  const candidates = shown.map((match, index) => ({
    id: randomUUID(),
    position: index + 1,
    entryId: match.objectId,
    entryVersion: match.entryVersion,
    holderSlug: match.authoritySlug,
    band: match.band,
    agreement: match.fields,
    bits: match.bits,
    expiresAt: new Date(now.getTime() + REFERENCE_GOOD_MS),
  }))
  const own = ownName(await officerNameOf(tx, caller.personId), person.names)
  const flags: SearchFlag[] = [
    ...(own ? [own] : []),
    ...(isChanged ? (['changed-query'] as const) : []),
    ...(seniorReason === null ? [] : (['no-identifier'] as const)),
  ]
  const id = act.newId()
  await insertSearch(tx, {
    ...about,
    id,
    clientId: caller.clientId,
    personId: caller.personId,
    purpose,
    outcome,
    registerVersion,
    method: METHOD,
    seniorReason,
    countsAs,
    flags,
    askedAt: now,
    termDigests: digests.terms,
    personDigest: digests.person,
    termsEncrypted: sealTerms(secrets, person),
    candidates,
  })
  return {
    ok: true,
    object: { kind: 'entry-search', id },
    location: `/v1/entry-searches/${id}`,
    body: {
      id,
      applicationId: about.applicationId,
      outcome,
      advice,
      candidates: await showCandidates(tx, candidates, reviews),
      conflicts: licenceConflicts(person).map(({ words }) => words),
      searchedAt: now.toISOString(),
      registerVersion,
      method: METHOD,
    },
  }
}

const SECOND_OFFICER = {
  ok: false,
  refusal: {
    code: 'second-officer-needed',
    detail: `You changed the data searched of this person or under this reference ${MOST_CHANGES} times. Another officer must make the next search.`,
  },
} as const

const scopeOf = (about: {
  authoritySlug: string
  applicationReference: string
  applicationId: string | null
}): Scope => {
  const { authoritySlug, applicationReference, applicationId } = about
  return applicationId === null ? { authoritySlug, applicationReference } : { authoritySlug, applicationId }
}
