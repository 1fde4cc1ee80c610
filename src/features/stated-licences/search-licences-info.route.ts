import { normaliseVrm } from '../../domain/identity.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { licencesInfo } from './licence-info.action.js'
import { LicencesInfo, LicencesInfoQuestion } from './licence-info.schema.js'
import { tellAge } from './tell-age.js'

export function searchLicencesInfo(app: App, deps: Deps): void {
  app.post(
    '/v1/vehicles/licences-info/search',
    {
      schema: {
        operationId: 'searchLicencesInfo',
        summary: 'Look up many vehicles, as in the national vehicle register',
        description:
          'As `GET /v1/vehicles/{vrm}/licence-info`, of up to 150 at once. What is no registration mark, or no licence is known of, is left out. ' +
          '`X-Source-Updated-At` is of all of them together.',
        tags: ['national vehicle register'],
        body: LicencesInfoQuestion,
        response: { 200: LicencesInfo, ...problems() },
      },
    },
    async (request, reply) => {
      const vrms = [...new Set(request.body.vrms.flatMap((text) => normaliseVrm(text) ?? []))]
      const found = await licencesInfo(deps.db.prisma, vrms, deps.clock.now())
      await tellAge(deps, reply, vrms)
      return reply.send({ licencesInformation: Object.fromEntries(found) })
    },
  )
}
