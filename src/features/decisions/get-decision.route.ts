import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DecisionDetail, DecisionParams } from './decision.schema.js'
import { readDecision } from './read-decision.action.js'

export function getDecision(app: App, deps: Deps): void {
  app.get(
    '/v1/decisions/:id',
    {
      schema: {
        operationId: 'getDecision',
        summary: 'Read a decision with its reasons and its appeal',
        description:
          'For the authority whose licence or application it is, and, without what the licence is and what became of the decision, for one ' +
          'that imposed it as a temporary suspension.',
        tags: ['decisions'],
        params: DecisionParams,
        response: { 200: DecisionDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const decision = await readDecision(deps.db.prisma, request.params.id, authoritySlug, deps.clock.now())
      if (!decision) throw notFound()
      return reply.send(decision)
    },
  )
}
