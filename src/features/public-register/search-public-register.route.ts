import type { FastifyRequest } from 'fastify'
import { resolve } from '../../domain/authority.js'
import { londonDate } from '../../domain/calendar.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { notFound } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { findLineOf } from '../authorities/index.js'
import { PublicRegisterAnswer, RegisterParams, RegisterQuery } from './public-register.schema.js'
import { searchRegister } from './search-register.action.js'

export function searchPublicRegister(app: App, deps: Deps, limit: (request: FastifyRequest) => Promise<void>): void {
  app.get(
    '/v1/public-register/:authority/licences',
    {
      onSend: cacheable(60),
      schema: {
        operationId: 'searchPublicRegister',
        summary: 'Look up a licence in the public register',
        description:
          'By the whole number, or by the whole name of the holder; never by a part of one. Answers what the law lists for everybody, and nothing else, of ' +
          'licences in force now and of those that ran out no longer ago than a licence of their kind may last. A licence that is suspended, revoked or ' +
          'surrendered is not in the answer, and neither is one of a kind without a public register. Vehicle licences are those recorded here, and those that the ' +
          'authority’s own file states. The answer has an ETag: send it as ' +
          '`If-None-Match` to be told 304.',
        tags: ['public register'],
        params: RegisterParams,
        querystring: RegisterQuery,
        response: { 200: PublicRegisterAnswer, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      await limit(request)
      const now = deps.clock.now()
      const key = request.params.authority
      const authority = resolve(key, await findLineOf(deps.db, key), londonDate(now.getTime()))?.authority
      if (!authority) throw notFound()
      return reply.send(await inTransaction(deps.db, (tx) => searchRegister(tx, authority, request.query, now)))
    },
  )
}
