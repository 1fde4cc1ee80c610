import { DAY_MS } from '../../domain/calendar.js'
import { matters } from '../../domain/correction.js'
import { effectRule, noticeDay } from '../../domain/effect.js'
import { mayHoldInformation, type Determination } from '../../domain/information-request.js'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction, type Db, type Tx } from '../../platform/db.js'
import { BEFORE_ALL } from '../../platform/sweep.js'
import { loadApplicationHistory, loadHistory } from '../licences/index.js'
import { deleteTexts, findHeldTexts, type HeldText } from './purge.store.js'

const AT_ONCE = 50
const YEAR_MS = 365 * DAY_MS

/** Deletes the information that may no longer be held (2022 Act s.4(3)), with an audit row for each; the answer and its digest stay. Safe to run at any time. */
export async function purgeInformation(db: Pick<Db, 'prisma'>, now: Date): Promise<void> {
  const yearAgo = new Date(now.getTime() - YEAR_MS)
  let batch: HeldText[]
  let after = BEFORE_ALL
  do {
    batch = await inTransaction(db, async (tx) => {
      const held = await findHeldTexts(tx, { yearAgo, after, take: AT_ONCE })
      const over: string[] = []
      for (const text of held)
        if (!mayHoldInformation(text.givenAt.getTime(), await determinationOf(tx, text), now.getTime()))
          over.push(text.requestId)
      for (const id of over.length > 0 ? await deleteTexts(tx, over) : [])
        await appendAudit(tx, {
          at: now,
          caller: null,
          action: 'purge-information',
          requestId: 'housekeeping',
          object: { kind: 'information-answer', id },
        })
      return held
    })
    after = batch.at(-1)?.requestId ?? after
  } while (batch.length === AT_ONCE)
}

/** The decision on the application as it counts now, through its corrections. */
async function determinationOf(
  tx: Tx,
  { applicationId, licenceId, fromSlug }: HeldText,
): Promise<Determination | null> {
  if (applicationId === null) return null
  const history =
    licenceId === null ? await loadApplicationHistory(tx, applicationId, fromSlug) : await loadHistory(tx, licenceId)
  const determining = history?.decisions.find((fact) => fact.applicationId === applicationId)
  if (!history || !determining) return null
  const matter = matters(history.decisions).find(({ ids }) => ids.has(determining.id))
  if (!matter?.decision) return null
  const { type, recordedAt } = matter.decision
  return {
    type,
    recordedAt,
    noticeOn: noticeDay(matter.decision),
    appealDays: effectRule(history).appeal.days,
    appealSteps: matter.appealSteps,
  }
}
