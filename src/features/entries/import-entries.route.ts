import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { importEntries as act } from './import-entries.action.js'
import { EntryImport } from './import-row.schema.js'
import { MOST_ROWS } from './read-import.action.js'

const CSV = 'text/csv'
/** Bytes. The rows at their longest, in letters of two bytes. */
const BODY_LIMIT = 1024 * 1024

/** In a scope of its own: its one media type holds for no other route. */
export function importEntries(app: App, deps: Deps): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(CSV, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) => {
      try {
        parsed(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer))
      } catch {
        // A spreadsheet's own code page, read as UTF-8, would quietly spoil every name with an accent.
        parsed(new RefusedRequest({ code: 'invalid-request', detail: 'The file is not in UTF-8.' }))
      }
    })
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/entry-imports',
      {
        schema: {
          operationId: 'importEntries',
          summary: 'Propose to import earlier entries from a file',
          description: DESCRIPTION,
          tags: ['entries'],
          consumes: [CSV],
          body: EntryImport,
          response: { 202: Proposal, ...problems(409, 413, 415, 422) },
        },
      },
      (request, reply) =>
        write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body)),
    )
    done()
  })
}

const DESCRIPTION = `
For entries that your authority made before it kept them here, from a spreadsheet saved as CSV (UTF-8, commas, first row the names of the columns, in any
order; at most ${MOST_ROWS} rows a file: split a longer one). Either every row is right and a senior officer is asked to approve the whole, or nothing is kept
and every fault is listed, up to 1,000, with a pointer such as \`/rows/17/date_of_birth\`: row 17 as a spreadsheet numbers it, the names of the columns being row 1.

| column | holds |
|---|---|
| \`reference\` | your own reference of the entry; no two entries have the same |
| \`family_name\`, \`given_names\`, \`date_of_birth\` | of the person |
| \`decision_type\` | refuse-application, refuse-renewal, suspend or revoke |
| \`decided_on\`, \`first_made_on\` | day of the decision, and day on which the entry was first made: the eleven years run from it, and a row whose years are over is refused |
| \`former_family_name\`, \`former_given_names\`, \`alias_family_name\`, \`alias_given_names\` | other names, where known; the part that is left out is as now |
| \`address\`, \`town\`, \`postcode\` | house and street, town, postcode of the home |
| \`ni_number\` | National Insurance number |
| \`driving_licence_issuer\`, \`driving_licence_number\` | gb, ni or community, and the number |
| \`takes_effect_on\` | day of effect, if different |
| \`suspension_ends_on\` | last day of a suspension for a fixed time |
| \`designated_reference\` | reference in the designated database, if the entry is there: then nobody is asked to key it again |

The columns of the first four lines are required, and of each person an address, a National Insurance number or a driving licence number. Dates are YYYY-MM-DD.
An approved row becomes an entry, is found by searches, and raises alerts like any other.`.trim()
