import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD } from '../authorities/index.js'
import { licencesInfo } from './licence-info.action.js'
import { LicenceInfo, VrmParams } from './licence-info.schema.js'
import { tellAge } from './tell-age.js'

export function getLicenceInfo(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles/:vrm/licence-info',
    {
      schema: {
        operationId: 'getLicenceInfo',
        summary: 'Look up a vehicle, as in the national vehicle register',
        description:
          'The look-up of the national vehicle register, in its shape: what authorities state in their files and what is recorded here, of all of them together. A ' +
          'licence that is suspended or revoked here is not active, whatever a file says. The shape has no word for unknown: an authority whose file is overdue counts as ' +
          'not active. Whoever has to tell the two apart asks `POST /v1/booking-checks`. 404: no licence of this vehicle is known. ' +
          FRESHNESS_TOLD,
        tags: ['national vehicle register'],
        params: VrmParams,
        response: { 200: LicenceInfo, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { vrm } = request.params
      const info = (await licencesInfo(deps.db.prisma, [vrm], deps.clock.now())).get(vrm)
      if (!info) throw notFound()
      await tellAge(deps, reply, [vrm])
      return reply.send(info)
    },
  )
}
