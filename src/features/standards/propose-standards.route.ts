import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { ifMatch } from '../../platform/http/etag.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { proposeStandards as act } from './propose-standards.action.js'
import { ProposeStandards, StandardsParams } from './standards.schema.js'

export function proposeStandards(app: App, deps: Deps): void {
  app.put(
    '/v1/authorities/:slug/standards',
    {
      schema: {
        operationId: 'proposeStandards',
        summary: 'Propose new standards of your authority',
        description:
          'By a senior officer; another one must approve. If-Match holds `latestSeq` of `getStandards` in quotes, which is its ETag: the version recorded last. ' +
          'The new version takes effect today or later, and from its first day on overtakes every other, also one recorded for a later day. ' +
          'A version that states `cctv` or `driverCriteria` for the first time may begin in the past, if it keeps what was stated for those days. ' +
          'It is judged again when it is approved: one that waits past its first day must be proposed again.',
        tags: ['standards'],
        params: StandardsParams,
        body: ProposeStandards,
        response: { 202: Proposal, ...problems(404, 409, 412, 422, 428) },
      },
    },
    (request, reply) => {
      const own = { slug: request.params.slug, basedOnSeq: ifMatch(request) }
      return write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), own, request.body))
    },
  )
}
