import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD } from '../authorities/index.js'
import { findLicenceFacts } from './licence-changes.store.js'
import { licenceChanges } from './licence-changes.js'
import { LicenceHistory, LicenceHistoryQuery, VrmParams } from './licence-info.schema.js'
import { tellAge } from './tell-age.js'

export function getLicenceInfoHistorical(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles/:vrm/licence-info-historical',
    {
      schema: {
        operationId: 'getLicenceInfoHistorical',
        summary: 'Look up how the licences of a vehicle changed, as in the national vehicle register',
        description:
          'Changes that took place from `startDate` to `endDate`, both included, the latest first: what files stated, changed and ended, and what was granted, ' +
          'renewed, corrected, suspended, revoked and given back here. Pages are numbered from 0. A vehicle of which nothing is known has no changes. ' +
          FRESHNESS_TOLD,
        tags: ['national vehicle register'],
        params: VrmParams,
        querystring: LicenceHistoryQuery,
        response: { 200: LicenceHistory, ...problems() },
      },
    },
    async (request, reply) => {
      const { startDate: from, endDate: to, pageNumber, pageSize } = request.query
      const now = deps.clock.now().getTime()
      const all = licenceChanges(await findLicenceFacts(deps.db.prisma, request.params.vrm), { from, to, now })
      await tellAge(deps, reply, [request.params.vrm])
      return reply.send({
        page: pageNumber,
        pageCount: Math.ceil(all.length / pageSize),
        perPage: pageSize,
        totalChangesCount: all.length,
        changes: all.slice(pageNumber * pageSize, (pageNumber + 1) * pageSize),
      })
    },
  )
}
