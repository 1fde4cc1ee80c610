import { entries, mayBeMade, missingChanges } from '../../domain/entry.js'
import { refuse } from '../../domain/refusal.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { refused, type Outcome } from '../../platform/outcome.js'
import { loadHistoriesOfDriver, queueForHolder } from '../licences/index.js'
import { describeDriver } from '../matching/index.js'
import type { EntryDetail, MakeEntry } from './entry.schema.js'
import { findFirstRecord, findFollowed, findNation } from './followed.store.js'
import { keepEntry } from './keep-entry.action.js'
import { readEntry } from './read-entry.action.js'
import { lockRegister } from './register.store.js'

const pointer = '/decisionId'

/** An authority in Wales, Scotland or Northern Ireland has one of its decisions entered; from then on the entry follows it. */
export async function makeEntry(tx: Tx, act: Acting, input: MakeEntry): Promise<Outcome<EntryDetail>> {
  const { authoritySlug } = act.caller
  if ((await findNation(tx, authoritySlug)) === 'england')
    return refused(
      'entry-made-with-decision',
      'In England the entry is made with the decision (2022 Act s.2(1)).',
      pointer,
    )
  const record = await findFirstRecord(tx, input.decisionId, authoritySlug)
  if (!record) return refuse('decision-not-found', 'Your authority has no decision of that id.', pointer)
  const { decisionId, driverId } = record
  if (driverId === null) return refused('entry-not-for-this-decision', 'Entries are about drivers.', pointer)
  const about = { driverId, authoritySlug }
  await queueForHolder(tx, driverId)
  if ((await findFollowed(tx, about)).some((entry) => entry.decisionId === decisionId))
    return refused('entry-already-made', 'The decision has its entry.', pointer)
  const entry = entries(await loadHistoriesOfDriver(tx, about)).find((made) => made.decisionId === decisionId)
  const changes = entry ? missingChanges(entry, undefined) : []
  if (!entry || changes.length === 0) {
    const detail =
      'Only a refusal, suspension or revocation that stands, and that relied on relevant information, is entered.'
    return refused('entry-not-for-this-decision', detail, pointer)
  }
  if (!mayBeMade(entry, todayOf(act)))
    return refused('entry-not-for-this-decision', 'An entry is kept for eleven years; the decision is older.', pointer)
  await lockRegister(tx, 'update')
  const person = await describeDriver(tx, act.secrets, driverId)
  const { id, eventId } = await keepEntry(tx, act, about, { entry, stored: null, changes }, person)
  const body = await readEntry(tx, act.secrets, id, authoritySlug)
  if (!body) throw new Error('the entry just made cannot be read back')
  return { ok: true, body, object: { kind: 'entry-event', id: eventId }, location: `/v1/entries/${id}` }
}
