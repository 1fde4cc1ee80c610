import { appealState, lastDayToAppeal } from '../../domain/appeal.js'
import { londonDate } from '../../domain/calendar.js'
import { effectRule, noticeDay } from '../../domain/effect.js'
import { APPEALABLE } from '../../domain/effect-rules.js'
import type { Tx } from '../../platform/db.js'
import { getAppeal } from './appeal.store.js'
import type { DecisionDetail } from './decision.schema.js'
import { findDecision } from './decision.store.js'

/** A decision with what the law says of the right of appeal against it, on the day of asking. */
export async function readDecision(
  tx: Tx,
  id: string,
  authoritySlug: string,
  now: Date,
): Promise<DecisionDetail | undefined> {
  const found = await findDecision(tx, id, authoritySlug)
  if (!found) return undefined
  const { decision, isOwn, licensing, reasons } = found
  const appealId = isOwn ? found.appealId : null
  const appeal = appealId === null ? null : await getAppeal(tx, appealId)
  const { days } = effectRule(licensing).appeal
  const noticeOn = noticeDay(decision)
  const isAppealable = isOwn && APPEALABLE.includes(decision.type) && decision.correction?.effect !== 'annul'
  return {
    ...decision,
    reasons: reasons?.text || null,
    correctionWhy: reasons?.correctionWhy ?? null,
    rightOfAppeal: isAppealable
      ? {
          state: appealState(appeal?.steps ?? [], noticeOn, days, londonDate(now.getTime())),
          lastDay: lastDayToAppeal(noticeOn, days),
        }
      : null,
    appeal,
  }
}
