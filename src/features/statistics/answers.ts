import type { FastifyReply } from 'fastify'
import type { Deps } from '../../platform/deps.js'
import { forAMinute } from '../../platform/for-a-minute.js'
import { inTime } from '../../platform/http/deadline.js'
import { notFound } from '../../platform/http/problem.js'
import { countLicensing, type Counted } from './licensing-statistics.action.js'
import { findSubject, type Subject } from './subject.store.js'

/** @throws RefusedRequest 404: no such authority keeps licences here; 503: the count takes longer; it goes on, and whoever asks again is given it. */
export type Answers = (reply: FastifyReply, authoritySlug: string) => Promise<{ subject: Subject; counted: Counted }>

/**
 * Counted once for all routes, and kept for a minute: the page, its charts and its file say the same. One authority after the other: a count reads a whole
 * register, and whoever asks of all at once shall not hold up a booking check.
 */
export function makeAnswers(deps: Deps): Answers {
  const kept = forAMinute<Counted>(deps.clock)
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (subject: Subject): Promise<Counted> => {
    const counted = before.then(() => countLicensing(deps, subject))
    before = counted.catch(() => undefined)
    return counted
  }
  return (reply, authoritySlug) =>
    inTime(reply, async () => {
      const subject = await findSubject(deps.db.prisma, authoritySlug)
      if (!subject) throw notFound()
      return { subject, counted: await kept(subject.slug, () => inTurn(subject)) }
    })
}
