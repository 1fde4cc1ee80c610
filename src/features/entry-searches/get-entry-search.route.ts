import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound, RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { recordReading } from '../../platform/http/reading.js'
import { heldDecisions, holdersOf } from './candidate.store.js'
import { findSearch, officerNames } from './entry-search.store.js'
import { EntrySearch, EntrySearchParams, EntrySearchQuery } from './receipt.schema.js'
import { showWhole, stillSays, viewerOf } from './show-search.js'

export function getEntrySearch(app: App, deps: Deps): void {
  app.get(
    '/v1/entry-searches/:id',
    {
      schema: {
        operationId: 'getEntrySearch',
        summary: 'Read the receipt of a search',
        description:
          'Its own authority sees what was asked, found and made of it. Scrutiny sees what was found and how sure it was, nobody’s name and no terms.',
        tags: ['entry searches'],
        params: EntrySearchParams,
        querystring: EntrySearchQuery,
        response: { 200: EntrySearch, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { caller, params } = request
      const { caseReference } = request.query
      const viewer = viewerOf(caller, caseReference)
      if (caseReference !== undefined && !viewer.isScrutiny)
        throw new RefusedRequest({ code: 'forbidden', detail: '`caseReference` is for scrutiny.' })
      const now = deps.clock.now()
      const search = await inTransaction(deps.db, async (tx) => {
        const row = await findSearch(tx, params.id, viewer.authoritySlug)
        if (!row) throw notFound()
        const said = row.candidates.filter((candidate) => stillSays(candidate, now))
        const names = viewer.seesNames ? await officerNames(tx, [row.personId]) : new Map<string, string>()
        const decisions = await heldDecisions(
          tx,
          said.map(({ entryId, entryVersion }) => ({ entryId, version: entryVersion })),
        )
        const holders = await holdersOf(
          tx,
          row.candidates.map(({ holderSlug }) => holderSlug),
        )
        await recordReading(tx, deps, request, { caseReference, object: { kind: 'entry-search', id: row.id } })
        return showWhole(row, viewer, deps.secrets, { names, decisions, holders })
      })
      return reply.header('cache-control', 'no-store').send(search)
    },
  )
}
