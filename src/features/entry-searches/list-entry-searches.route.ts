import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { recordReading } from '../../platform/http/reading.js'
import { findSearches, officerNames } from './entry-search.store.js'
import { EntrySearchesQuery, EntrySearchPage } from './receipt.schema.js'
import { showListed, viewerOf } from './show-search.js'

export function listEntrySearches(app: App, deps: Deps): void {
  app.get(
    '/v1/entry-searches',
    {
      schema: {
        operationId: 'listEntrySearches',
        summary: 'List searches of the entries',
        description:
          'Officers see those of their own authority, senior officers with what is conspicuous about them; scrutiny sees all, and who searched only with a ' +
          '`caseReference`, and then this reading is recorded.',
        tags: ['entry searches'],
        querystring: EntrySearchesQuery,
        response: { 200: EntrySearchPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { caller, query } = request
      const { limit, cursor, authority, flag, from, to, caseReference } = query
      const viewer = viewerOf(caller, caseReference)
      if (flag !== undefined && !viewer.seesFlags) throw forbidden('Flags are for senior officers and scrutiny.')
      if ((authority ?? caseReference) !== undefined && !viewer.isScrutiny)
        throw forbidden('`authority` and `caseReference` are for scrutiny.')
      const page = await inTransaction(deps.db, async (tx) => {
        const rows = await findSearches(tx, {
          authoritySlug: viewer.authoritySlug ?? authority,
          flag,
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
          after: cursor,
          take: limit + 1,
        })
        const { items, next } = pageOf(rows, limit, ({ id }) => id)
        const names = viewer.seesNames
          ? await officerNames(
              tx,
              items.map(({ personId }) => personId),
            )
          : new Map<string, string>()
        await recordReading(tx, deps, request, { caseReference })
        return { items: items.map((row) => showListed(row, viewer, names)), next }
      })
      return reply.header('cache-control', 'no-store').send(page)
    },
  )
}

const forbidden = (detail: string) => new RefusedRequest({ code: 'forbidden', detail })
