import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { CsvFile, FeedForm, NdjsonFile } from './feed-file.schema.js'
import { KINDS } from './kinds.js'
import { RECORD_FORMATS } from './receive-upload.js'
import { HOW_FILES_ARE_SENT } from './send-feed-text.js'
import { sendFeed } from './send-feed.js'

export function sendOperatorFeed(app: App, deps: Deps): void {
  sendFeed(app, deps, {
    url: '/v1/feeds/operators',
    operationId: 'sendOperatorFeed',
    summary: 'Send the file of your operators',
    description: `
For an authority that decides in another system: its operators' licences, and its decisions of refusal, suspension and revocation. A full snapshot of each
authority that it names; templates are at /v1/feed-templates/operators.csv and operators.ndjson.

${HOW_FILES_ARE_SENT}`.trim(),
    kind: KINDS.operator,
    formats: RECORD_FORMATS,
    bodies: { 'text/csv': CsvFile, 'application/x-ndjson': NdjsonFile, 'multipart/form-data': FeedForm },
  })
}
