import { londonDate } from '../../domain/calendar.js'
import { sideBySide } from '../../domain/standards-comparison.js'
import { standardsOn } from '../../domain/standards.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { ComparisonQuery, StandardsComparison } from './comparison.schema.js'
import { findNames, findVersions } from './standards.store.js'

export function compareStandards(app: App, deps: Deps): void {
  app.get(
    '/v1/standards/comparison',
    {
      schema: {
        operationId: 'compareStandards',
        summary: 'Compare what authorities ask',
        description:
          'Side by side, point by point, as of a day. An authority that has stated nothing is compared too. Public: no token is needed.',
        tags: ['standards'],
        querystring: ComparisonQuery,
        response: { 200: StandardsComparison, ...publicProblems(422) },
      },
    },
    async (request, reply) => {
      const { authorities, on = londonDate(deps.clock.now().getTime()) } = request.query
      const asked = await inTransaction(deps.db, async (tx) => {
        const names = await findNames(tx, authorities)
        const found = []
        for (const [index, slug] of authorities.entries()) {
          const name = names.get(slug)
          if (name === undefined) throw unknown(index)
          found.push({ slug, name, standards: standardsOn(await findVersions(tx, slug), on) })
        }
        return found
      })
      return reply.header('cache-control', 'public, max-age=300').send({
        on,
        authorities: asked.map(({ slug, name, standards }) => ({
          slug,
          name,
          seq: standards?.seq ?? null,
          effectiveFrom: standards?.effectiveFrom ?? null,
        })),
        points: sideBySide(asked.map(({ slug, standards }) => ({ authority: slug, standards }))),
      })
    },
  )
}

const unknown = (index: number) =>
  new RefusedRequest({
    code: 'authority-not-found',
    detail: 'No licensing authority has this slug.',
    pointer: `/authorities/${index}`,
  })
