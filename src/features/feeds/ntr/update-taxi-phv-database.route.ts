import type { Deps } from '../../../platform/deps.js'
import type { App } from '../../../platform/http/app.js'
import { RefusedRequest } from '../../../platform/http/problem.js'
import { problems } from '../../../platform/http/problems.schema.js'
import { uploads } from '../../../platform/http/upload.js'
import { NtrFile, NtrVehicles } from '../feed-file.schema.js'
import { KINDS } from '../kinds.js'
import { receiveUpload, VEHICLE_FORMATS } from '../receive-upload.js'
import { untilSettled } from '../work-on-feed.action.js'
import { faultsToTell, ntrErrors, ntrOutcome, ofTheFile } from './ntr-answer.js'
import { NtrAwaiting, NtrErrors, NtrUpdated } from './ntr-update.schema.js'

/** The register answers when it is done; ours at the latest then, since whatever stands between closes what is silent for longer. */
const ANSWER_WITHIN_MS = 5 * 60_000

export function updateTaxiPhvDatabase(app: App, deps: Deps): void {
  uploads(app, Object.keys(VEHICLE_FORMATS), (scope) => {
    scope.post(
      '/v1/scheme-management/taxiphvdatabase',
      {
        schema: {
          operationId: 'updateTaxiPhvDatabase',
          summary: 'Send the file of your vehicles as to the national vehicle register',
          description: DESCRIPTION,
          tags: ['national vehicle register'],
          body: { content: { 'text/csv': { schema: NtrFile }, 'application/json': { schema: NtrVehicles } } },
          response: { ...problems(413, 415), 201: NtrUpdated, 202: NtrAwaiting, 400: NtrErrors },
        },
      },
      async (request, reply) => {
        const reception = await receiveUpload(deps, request, reply, { kind: KINDS.vehicle, formats: VEHICLE_FORMATS })
        const { feedId } = reception
        void reply.header('location', `/v1/feeds/${feedId}`)
        const faults = reception.outcome === 'refused' ? faultsToTell(reception.refusal, reception.faults) : []
        if (reception.outcome === 'refused' && faults.length === 0)
          throw new RefusedRequest(reception.refusal, { isRecorded: true })
        const feed = await untilSettled(deps, feedId, ANSWER_WITHIN_MS)
        if (faults.length > 0) return reply.code(400).send(ntrErrors(faults, feed.format))
        const { status, detail } = ntrOutcome(feed)
        if (status === 201) return reply.code(201).send({ detail })
        if (status === 202) return reply.code(202).send({ detail, feedId })
        return reply.code(400).send(ntrErrors([ofTheFile({ title: 'Value error', detail })], feed.format))
      },
    )
  })
}

const DESCRIPTION = `
For an uploader made for the national vehicle register: the same file, in JSON or CSV, the same rules, messages and answers; only the address and the
credentials are others (an access token of this registry). Answered when the file is applied, or after five minutes.

It differs in one thing. What is in force and not in the file is not deleted: it ends only when an officer has agreed, and until then the answer is 202, and
nothing of the file is applied. The feed is at \`Location\`. The same bytes again answer as the first time did. \`X-Correlation-ID\` is echoed.`.trim()
