import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { FeedForm, NtrFile, NtrVehicles } from './feed-file.schema.js'
import { KINDS } from './kinds.js'
import { VEHICLE_FORMATS } from './receive-upload.js'
import { HOW_FILES_ARE_SENT } from './send-feed-text.js'
import { sendFeed } from './send-feed.js'

export function sendVehicleFeed(app: App, deps: Deps): void {
  sendFeed(app, deps, {
    url: '/v1/feeds/vehicles',
    operationId: 'sendVehicleFeed',
    summary: 'Send the file of your vehicles',
    description: `
The very file that every licensing authority sends to the national vehicle register at least weekly, with the same rules and messages. It is a full
snapshot of each authority that it names.

${HOW_FILES_ARE_SENT}`.trim(),
    kind: KINDS.vehicle,
    formats: VEHICLE_FORMATS,
    bodies: { 'text/csv': NtrFile, 'application/json': NtrVehicles, 'multipart/form-data': FeedForm },
  })
}
