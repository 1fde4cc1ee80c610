import { Prisma } from '../../src/generated/prisma/client.js'
import { asProgram } from '../support/as-owner.js'
import { aDriver, aVehicle } from '../support/people.js'
import { askedUrlOf, exampleBody, operationsOf, urlOf } from '../support/operations.js'
import { startRegistry, type Registry } from '../support/registry.js'

/**
 * Measured ways in which this stack goes wrong, and the test that each of them fails.
 *
 * | hazard | where it is tested |
 * |---|---|
 * | an undefined filter matches any row (H1) | here |
 * | an object where a text belongs (H2) | here; test/api/checks/check-booking.test.ts |
 * | page sizes that read as "nothing found"; ETags read as numbers (H3) | here |
 * | NUL and half characters (H4) | here; test/promises/fuzz.test.ts |
 * | bad tokens (H5, H6) | test/api/access/bad-tokens.test.ts, test/api/access/revocation.test.ts |
 * | media types that walk past validation (H7) | here; test/api/service/errors.test.ts |
 * | no limits of time, echoes in errors (H8) | here; test/api/service/slow-bodies.test.ts, test/api/service/errors.test.ts, test/promises/log-lines.test.ts |
 * | a database that swallows what it is sent (H9) | test/api/checks/unavailable.test.ts, test/api/service/health.test.ts |
 * | told ERROR, yet committed (H10) | test/store/contention.test.ts, test/promises/crash.test.ts |
 * | check, then insert (H11) | test/store/contention.test.ts, test/store/constraints.test.ts |
 * | triggers that stand aside (H12) | test/store/append-only.test.ts |
 * | two processes on one data directory (H13) | test/promises/crash.test.ts |
 * | a process killed (H14) | test/promises/crash.test.ts |
 * | a transaction where one statement does (H15) | bench/checks.mjs |
 * | schemas that stand there twice (H16) | test/promises/openapi.test.ts |
 */
let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())
const officer = () => registry.as('rotherham.officer')

it('H1: a filter without a value is refused, never read as "any"', async () => {
  const { prisma } = registry.db
  const nothing = undefined as unknown as string
  await expect(prisma.driver.findFirst({ where: { id: nothing } })).rejects.toThrow(/undefined/)
  await expect(prisma.driver.updateMany({ where: { id: nothing }, data: { phone: null } })).rejects.toThrow(/undefined/)
  expect(Prisma.skip).toBeDefined()
})

it('H2: an object in place of a text is refused', async () => {
  const vehicle = { ...aVehicle(), make: { startsWith: '' } }
  expect((await officer().post('/v1/vehicles', vehicle)).statusCode).toBe(400)
  for (const query of ['number[startsWith]=', 'number[]=', 'kind[not]=', 'driverId[contains]='])
    expect([query, (await officer().get(`/v1/licences?${query}`)).statusCode]).toEqual([query, 400])
})

it('H3: a page size is a whole number from 1 to 100, in every list', async () => {
  const lists = operationsOf(registry.app).filter(({ parameters }) => parameters.some(({ name }) => name === 'limit'))
  expect(lists.length).toBeGreaterThanOrEqual(6)
  for (const operation of lists) {
    const { operationId } = operation
    const path = askedUrlOf(operation)
    const first = path.includes('?') ? '&' : '?'
    const who = registry.as(operationId.includes('Audit') ? 'scrutiny.system' : 'rotherham.officer')
    for (const limit of ['4294967296', '-5', '0', '1.5', '101', '1e400', 'NaN', 'all', '1&limit=2'])
      expect([path, limit, (await who.get(`${path}${first}limit=${limit}`)).statusCode]).toEqual([path, limit, 400])
    for (const limit of ['1', '100'])
      expect([path, limit, [200, 404].includes((await who.get(`${path}${first}limit=${limit}`)).statusCode)]).toEqual([
        path,
        limit,
        true,
      ])
  }
})

it('H3: an ETag is compared as text', async () => {
  const created = await officer().post('/v1/vehicles', aVehicle())
  expect(created.headers.etag).toBe('"1"')
  for (const tag of ['1', '"01"', '"1.0"', '"1e0"', 'W/"1"', '*', '"1", "2"', '" 1"', '"999999999999"']) {
    const answer = await officer().patch(`/v1/vehicles/${created.json().id}`, { colour: 'Blue' }, { 'if-match': tag })
    expect([tag, answer.statusCode]).toEqual([tag, 412])
  }
})

it('H4: no text of any body may hold NUL, another control character or half a character', async () => {
  const { app } = registry
  const wrong: string[] = []
  for (const operation of operationsOf(app)) {
    const example = exampleBody(app, operation)
    if (typeof example !== 'object' || example === null) continue
    const audience = operation.operationId === 'approveProposal' ? 'rotherham.senior' : 'rotherham.officer'
    for (const [key, value] of Object.entries(example)) {
      if (typeof value !== 'string') continue
      for (const bad of ['\u0000', '\u0007', '\u009f', '\ud800', 'a\udc00b']) {
        const { statusCode } = await registry.as(audience).send({
          method: operation.method,
          url: urlOf(operation),
          payload: { ...example, [key]: `${value}${bad}` },
          headers: { 'idempotency-key': 'k', 'if-match': '"1"' },
        })
        // 403: the booking check is not for officers.
        if (statusCode !== 400 && statusCode !== 403) wrong.push(`${operation.operationId} ${key}: ${statusCode}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

it('H4: two spellings of one name are one name', async () => {
  const composed = 'Zo\u00eb'
  const created = await officer().post('/v1/drivers', aDriver({ givenNames: composed.normalize('NFD') }))
  expect(created.json().givenNames).toBe(composed)
})

it('H7: no media type walks a body past validation', async () => {
  const types = [
    'application/json',
    'Application/JSON ; charset=utf-8',
    'application/json;',
    'application/json; application/x-www-form-urlencoded',
    ' application/json',
    'application/json\t',
    'application/json,text/plain',
    'application/vnd.api+json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'a',
    '',
  ]
  for (const type of types)
    for (const payload of ['{"unknownKey":1}', 'make=a', '']) {
      const headers = { 'content-type': type, 'idempotency-key': 'k' }
      const { statusCode } = await officer().send({ method: 'POST', url: '/v1/vehicles', headers, payload })
      expect([type, payload, [400, 415].includes(statusCode)]).toEqual([type, payload, true])
    }
})

it('H8: nothing waits without an end', () => {
  const { initialConfig, server } = registry.app
  expect(initialConfig).toMatchObject({ connectionTimeout: 10_000, bodyLimit: 65_536 })
  expect(server.headersTimeout).toBe(10_000)
  // Of a large file alone: test/api/service/slow-bodies.test.ts.
  expect(server.requestTimeout).toBe(3_600_000)
})

it('H12: the head of the audit chain and the receipts of checks are closed to the program too', async () => {
  for (const sql of [
    'UPDATE audit_head SET seq = 0',
    'DELETE FROM audit_head',
    'UPDATE booking_check SET answer = NULL',
  ])
    await expect(asProgram(registry.db, sql)).rejects.toMatchObject({ code: '42501' })
})
