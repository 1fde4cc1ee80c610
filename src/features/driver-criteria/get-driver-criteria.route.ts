import { shortOf } from '../../domain/driver-criteria.js'
import { londonDate, startOfLondonDay } from '../../domain/calendar.js'
import { DRIVER_CRITERIA } from '../../domain/words.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DriverCriteriaQuery, DriverCriteriaStatus } from './criteria.schema.js'
import { DriverFactParams } from './driver-fact.schema.js'
import { isDriverOf, loadDriverFacts } from './driver-fact.store.js'
import { askedAt, withFindings } from './find-criteria.action.js'

export function getDriverCriteria(app: App, deps: Deps): void {
  app.get(
    '/v1/drivers/:id/criteria',
    {
      schema: {
        operationId: 'getDriverCriteria',
        summary: 'Read whether a driver meets the criteria of your authority',
        description:
          'As far as the registry knows now: what was recorded or corrected since counts for an earlier day too. Of a later day, if nothing else is recorded.',
        tags: ['driver criteria'],
        params: DriverFactParams,
        querystring: DriverCriteriaQuery,
        response: { 200: DriverCriteriaStatus, ...problems(404) },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const driverId = request.params.id
      const now = deps.clock.now().getTime()
      const today = londonDate(now)
      const { on = today } = request.query
      const { prisma } = deps.db
      if (!(await isDriverOf(prisma, { driverId, authoritySlug }))) throw notFound()
      // Today as it is now, like the list of who falls short; of another day the beginning.
      const question = await askedAt(deps, authoritySlug, on === today ? now : startOfLondonDay(on))
      const driver = { facts: await loadDriverFacts(prisma, driverId) }
      const [found] = await withFindings(deps, question, [driver])
      if (!found) throw notFound()
      const { asked, version } = question
      return {
        driverId,
        on,
        standards: version ? { seq: version.seq, effectiveFrom: version.effectiveFrom } : null,
        meetsAll: asked.length === 0 ? null : shortOf(asked, found.findings).length === 0,
        criteria: DRIVER_CRITERIA.map((criterion) => ({ criterion, ...found.findings[criterion] })),
      }
    },
  )
}
