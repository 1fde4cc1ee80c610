// The server of the benchmark, a process of its own: the whole product, and beside its booking check three routes that exist only here, under the
// same token check, limits and log. Tells its parent its port; answers each message with a fresh token.
import { serializerCompiler } from 'fastify-type-provider-zod'
import { makeDeps } from '../dist/deps.js'
import { buildApp } from '../dist/app.js'
import { readConfig } from '../dist/platform/config.js'
import { standingAt } from '../dist/domain/standing.js'
import { tokenForEvaluation } from '../dist/features/access/index.js'
import { BookingAnswer, BookingQuestion } from '../dist/features/checks/check.schema.js'
import { fastJson } from '../dist/features/checks/fast-json.js'
import { driverLicenceId } from './load.mjs'

const deps = await makeDeps(readConfig(process.env))
const app = await buildApp(deps)
const answer = fastJson(BookingAnswer)

// The operation only names the row of the permission table: that of the real check.
const variant = (name, handler) =>
  app.post(
    `/bench/${name}`,
    {
      schema: { operationId: 'checkBooking', body: BookingQuestion, response: { 200: BookingAnswer } },
      serializerCompiler: (route) => (route.httpStatus === '200' ? answer : serializerCompiler(route)),
    },
    async (request, reply) => reply.header('cache-control', 'no-store').send(await handler(request.body)),
  )

const answerOf = (slug, licence) => {
  const now = deps.clock.now()
  const { verdict, validUntil } = standingAt(licence.standing, now.getTime())
  return {
    licensed: verdict,
    authority: { slug, name: slug, contact: null },
    licences: verdict === 'yes' ? [{ kind: licence.kind, validUntil }] : [],
    vehicle: null,
    operator: null,
    tripleLock: 'not-checked',
    asAt: now.toISOString(),
    sourceUpdatedAt: now.toISOString(),
    checkId: '01987654-3210-7abc-8def-0123456789ab',
  }
}

const LICENCE = {
  kind: 'private-hire-driver',
  standing: [{ from: null, until: null, verdict: 'yes', validUntil: '2030-01-01' }],
}
variant('constant', () => answerOf('rotherham', LICENCE))

const POINT_READ =
  'SELECT id, kind, version, standing FROM licence WHERE authority_slug = $1 AND class = $2 AND number = $3'
variant('raw', async ({ authority, badgeNumber }) => {
  const { rows } = await deps.db.pool.query({
    name: 'bench-raw',
    text: POINT_READ,
    values: [authority, 'driver', badgeNumber],
  })
  return answerOf(authority, rows[0])
})

variant('prisma', async ({ authority, badgeNumber }) => {
  const id = driverLicenceId(Number(badgeNumber.slice(1)))
  return answerOf(authority, await deps.db.prisma.licence.findUnique({ where: { id } }))
})

await app.listen({ port: 0, host: '127.0.0.1' })
process.on('message', (principal) => {
  void tokenForEvaluation(deps, principal).then((token) => process.send({ token }))
})
process.on('disconnect', () => process.exit(0))
process.send({ port: app.server.address().port })
