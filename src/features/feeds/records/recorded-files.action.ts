import type { Tx } from '../../../platform/db.js'
import { findProvenance } from '../../decisions/index.js'
import {
  findLicencesOfHolders,
  findRefusedOfHolders,
  loadApplicationHistory,
  loadHistories,
  type RecordedHistory,
} from '../../licences/index.js'
import type { HolderFile } from './holder.js'

/** All that is recorded of some holders, by holder: each licence in order of granting, and each new application that was refused. */
export async function loadFiles(tx: Tx, subjectIds: readonly string[]): Promise<Map<string, HolderFile[]>> {
  const files = new Map<string, HolderFile[]>()
  if (subjectIds.length === 0) return files
  const licences = await findLicencesOfHolders(tx, subjectIds)
  const histories = new Map(
    (
      await loadHistories(
        tx,
        licences.map(({ id }) => id),
      )
    ).map((history) => [history.licenceId, history]),
  )
  const found: { subjectId: string; history: RecordedHistory; number: string | null; applicationId: string | null }[] =
    []
  for (const { id, subjectId, number } of licences) {
    const history = histories.get(id)
    if (history) found.push({ subjectId, history, number, applicationId: null })
  }
  for (const { id, subjectId, authoritySlug } of await findRefusedOfHolders(tx, subjectIds)) {
    const history = await loadApplicationHistory(tx, id, authoritySlug)
    if (history) found.push({ subjectId, history, number: null, applicationId: id })
  }
  const decisionIds = found.flatMap(({ history }) => history.decisions.map(({ id }) => id))
  const provenance = new Map((await findProvenance(tx, decisionIds)).map((row) => [row.id, row]))
  for (const { subjectId, history, number, applicationId } of found) {
    const { kind, jurisdiction, issuedBy, licenceId, renewalsPending } = history
    const decisions = history.decisions.map((fact) => {
      const { feedId, grounds, decidedBy } = provenance.get(fact.id) ?? MISSING
      return { ...fact, feedId, grounds, decidedBy }
    })
    const receivedOn = history.decisions[0]?.applicationReceivedOn ?? null
    const file: HolderFile = {
      licenceId,
      applicationId,
      receivedOn,
      kind,
      number,
      jurisdiction,
      issuedBy,
      isNew: false,
      decisions,
      renewalsPending,
      added: [],
    }
    files.set(subjectId, [...(files.get(subjectId) ?? []), file])
  }
  return files
}

/** Of a decision that was recorded between two statements: by an officer. */
const MISSING = { feedId: null, grounds: [], decidedBy: { capacity: 'officer-delegated', name: '' } } as const
