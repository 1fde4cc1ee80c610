import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { CsvFile, FeedForm, NdjsonFile } from './feed-file.schema.js'
import { KINDS } from './kinds.js'
import { RECORD_FORMATS } from './receive-upload.js'
import { HOW_FILES_ARE_SENT } from './send-feed-text.js'
import { sendFeed } from './send-feed.js'

export function sendDriverFeed(app: App, deps: Deps): void {
  sendFeed(app, deps, {
    url: '/v1/feeds/drivers',
    operationId: 'sendDriverFeed',
    summary: 'Send the file of your drivers',
    description: `
For an authority that decides in another system: its drivers' licences, and its decisions of refusal, suspension and revocation. A full snapshot of each
authority that it names; templates are at /v1/feed-templates/drivers.csv and drivers.ndjson.

${HOW_FILES_ARE_SENT}`.trim(),
    kind: KINDS.driver,
    formats: RECORD_FORMATS,
    bodies: { 'text/csv': CsvFile, 'application/x-ndjson': NdjsonFile, 'multipart/form-data': FeedForm },
  })
}
