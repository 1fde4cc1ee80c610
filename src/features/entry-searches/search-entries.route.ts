import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { EntrySearchAnswer, EntrySearchQuestion } from './entry-search.schema.js'
import { searchEntries as act } from './search-entries.action.js'

const DESCRIPTION = `Of all authorities. The answer is the receipt too: a grant or renewal of a driver’s licence names its \`id\` as \`searchId\`.
Every exact or strong candidate must be confirmed or rejected before that, and a confirmed one of another authority asked about
(\`POST /v1/information-requests\`). An entry is never by itself a ground to refuse.

Searches are limited for each officer and authority (429 \`search-limit-reached\`). The very same data again is not counted; changed data of the same
person, or under the same reference, counts twice, and so does a search by more than four names. After five changes another officer must search.`

export function searchEntries(app: App, deps: Deps): void {
  const { search: limits } = deps.config
  app.post(
    '/v1/entry-searches',
    {
      schema: {
        operationId: 'searchEntries',
        summary: 'Search the entries for a person',
        description: DESCRIPTION,
        tags: ['entry searches'],
        body: EntrySearchQuestion,
        response: { 201: EntrySearchAnswer, ...problems(409, 422) },
      },
      onSend: async (_request: FastifyRequest, reply: FastifyReply) => {
        await sleep(untilStep(reply.elapsedTime, limits.answerQuantumMs))
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body, limits)),
  )
}

/** How long an answer took would tell how much was found, also where nothing is shown or the search is refused after it was made: it leaves at the next full step since the request arrived. */
const untilStep = (elapsedMs: number, stepMs: number): number => Math.ceil(stepMs - (elapsedMs % stepMs))
