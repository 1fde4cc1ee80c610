import Fastify, { LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Deps } from './platform/deps.js'
import type { App } from './platform/http/app.js'
import { within } from './platform/http/deadline.js'
import { errors, onUnreadableMessage, onUnreadableUrl } from './platform/plugins/errors.js'
import { guard } from './platform/plugins/guard.js'
import { openapi } from './platform/plugins/openapi.js'
import { pages } from './platform/plugins/pages.js'
import { protection } from './platform/plugins/protection.js'
import { service } from './platform/plugins/service.js'
import { access, makeAuthenticate } from './features/access/index.js'
import { alerts } from './features/alerts/index.js'
import { audit } from './features/audit/index.js'
import { authorities } from './features/authorities/index.js'
import { cctv } from './features/cctv/index.js'
import { checks } from './features/checks/index.js'
import { concerns } from './features/concerns/index.js'
import { decisions } from './features/decisions/index.js'
import { driverCriteria } from './features/driver-criteria/index.js'
import { duties } from './features/duties/index.js'
import { entries } from './features/entries/index.js'
import { entrySearches } from './features/entry-searches/index.js'
import { feeds } from './features/feeds/index.js'
import { informationRequests } from './features/information-requests/index.js'
import { licences } from './features/licences/index.js'
import { proposals } from './features/proposals/index.js'
import { publicRegister } from './features/public-register/index.js'
import { standards } from './features/standards/index.js'
import { statedLicences } from './features/stated-licences/index.js'
import { statistics } from './features/statistics/index.js'
import { subjects } from './features/subjects/index.js'

/** As long as a booking check may take in all. */
const AUTHENTICATE_WITHIN_MS = 2_500

/** The web side, in written order: plugins first, since each route registered after them is under their rules; then the features. */
export async function buildApp(deps: Deps): Promise<App> {
  const app: App = Fastify({
    loggerInstance: deps.log,
    // src/platform/plugins/request-log.ts writes the one line of each request.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: deps.config.trustedProxies ?? false,
    bodyLimit: 64 * 1024,
    connectionTimeout: 10_000,
    // What a large file may take to arrive. All other bodies have ten seconds: src/platform/http/body-time.ts.
    requestTimeout: 60 * 60_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 15_000,
    // No handlerTimeout: once a body was read it never comes. src/platform/http/deadline.ts takes its place.
    // Requests that are already here are still answered; src/platform/plugins/service.ts then closes their connections.
    return503OnClosing: false,
    genReqId: () => deps.newId(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: onUnreadableUrl(deps),
    clientErrorHandler: onUnreadableMessage(deps),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // text/plain would otherwise reach validation as a string.
  app.removeContentTypeParser('text/plain')

  await app.register(errors, { deps })
  await app.register(protection, { deps })
  const authenticate = makeAuthenticate(deps)
  await app.register(guard, { authenticate: (token) => within(AUTHENTICATE_WITHIN_MS, () => authenticate(token)) })
  await app.register(openapi)
  await app.register(pages)
  await app.register(service, { deps })

  access(app, deps)
  authorities(app, deps)
  standards(app, deps)
  subjects(app, deps)
  licences(app, deps)
  decisions(app, deps)
  proposals(app, deps)
  cctv(app, deps)
  driverCriteria(app, deps)
  entries(app, deps)
  entrySearches(app, deps)
  informationRequests(app, deps)
  concerns(app, deps)
  alerts(app, deps)
  duties(app, deps)
  checks(app, deps)
  feeds(app, deps)
  statedLicences(app, deps)
  publicRegister(app, deps)
  statistics(app, deps)
  audit(app, deps)
  return app
}
