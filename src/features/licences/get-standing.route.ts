import { standing, standingAt } from '../../domain/standing.js'
import { CLASS_OF_KIND } from '../../domain/words.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD, tellFreshness } from '../authorities/index.js'
import { loadHistory } from './history.store.js'
import { LicenceParams, Standing, StandingQuery } from './licence.schema.js'
import { shownStep } from './licence.store.js'

export function getStanding(app: App, deps: Deps): void {
  app.get(
    '/v1/licences/:id/standing',
    {
      schema: {
        operationId: 'getStanding',
        summary: 'Ask what held at one instant, as known at another',
        description:
          'For complaints and inquiries: whether the licence might be used at `at`, given only what had been recorded by `knownAt`. Folded from the ' +
          `decisions themselves by the law as the registry knows it today, not read from a stored answer. ${FRESHNESS_TOLD}`,
        tags: ['licences'],
        params: LicenceParams,
        querystring: StandingQuery,
        response: { 200: Standing, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const now = deps.clock.now()
      const at = instantOf(request.query.at) ?? now
      const knownAt = instantOf(request.query.knownAt) ?? now
      const history = await loadHistory(deps.db.prisma, request.params.id, knownAt)
      if (history?.authoritySlug !== authoritySlug) throw notFound()
      const steps = standing(history)
      await tellFreshness(deps, reply, { authoritySlugs: [authoritySlug], classes: [CLASS_OF_KIND[history.kind]] })
      return reply.send({
        licenceId: history.licenceId,
        at: at.toISOString(),
        knownAt: knownAt.toISOString(),
        holds: shownStep(standingAt(steps, at.getTime())),
        timeLine: steps.map(shownStep),
      })
    },
  )
}

const instantOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text))
