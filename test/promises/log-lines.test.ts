import type { InjectOptions } from 'fastify'
import { buildApp } from '../../src/app.js'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import type { App } from '../../src/platform/http/app.js'
import { makeLog } from '../../src/platform/log.js'
import { exampleBody, operationsOf, urlOf } from '../support/operations.js'
import { aDriver } from '../support/people.js'
import { startRegistry, type Registry } from '../support/registry.js'

const MARK = 'XPERSONALX'
const FIELDS = ['clientId', 'event', 'level', 'method', 'ms', 'requestId', 'route', 'status', 'time']

let registry: Registry
let app: App
const lines: string[] = []
beforeAll(async () => {
  registry = await startRegistry()
  const log = makeLog({ logLevel: 'debug' }, { write: (line) => void lines.push(line) })
  app = await buildApp({ ...registry.deps, log: log })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await registry.close()
})
beforeEach(() => (lines.length = 0))

const PRINCIPALS = ['rotherham.officer', 'rotherham.senior', 'scrutiny.system']
const send = async (principal: string, request: InjectOptions) =>
  app.inject({
    ...request,
    headers: { authorization: `Bearer ${await tokenForEvaluation(registry.deps, principal)}`, ...request.headers },
  })

/** Every text of a body, marked. */
function marked(value: unknown): unknown {
  if (typeof value === 'string') return `${value}${MARK}`
  if (Array.isArray(value)) return value.map(marked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]))
}

it('no line holds anything of a body, a path, a query or a header', async () => {
  for (const operation of operationsOf(app)) {
    const principal =
      PRINCIPALS[operation.operationId.includes('Audit') ? 2 : operation.operationId === 'approveProposal' ? 1 : 0]!
    const body =
      operation.method === 'GET'
        ? {}
        : { payload: marked(exampleBody(app, operation) ?? { familyName: MARK }) as object }
    const url = urlOf(operation)
    const headers = {
      'idempotency-key': `key-${MARK}`,
      'x-correlation-id': MARK,
      'user-agent': MARK,
      'if-match': `"${MARK}"`,
    }
    await send(principal, { method: operation.method, url: `${url}?name=${MARK}`, headers, ...body })
    await send(principal, { method: operation.method, url: `${url}${MARK}`, headers, ...body })
    await send(principal, {
      method: operation.method,
      url,
      headers: { ...headers, authorization: `Bearer ${MARK}` },
      ...body,
    })
    await send(principal, { method: 'DELETE', url: `${url}/${MARK}%ff`, headers })
  }
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((line) => line.includes(MARK))).toEqual([])
})

it('a request that succeeds leaves one line of nine fields', async () => {
  const driver = aDriver({ familyName: `Fictional ${MARK}`, email: `${MARK}@example.test` })
  const { statusCode } = await send('rotherham.officer', {
    method: 'POST',
    url: '/v1/drivers',
    payload: driver,
    headers: { 'idempotency-key': 'k' },
  })
  expect(statusCode).toBe(201)
  expect(lines.filter((line) => line.includes(MARK) || line.includes(driver.niNumber!))).toEqual([])
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object).sort())).toEqual([FIELDS])
  expect(JSON.parse(lines[0]!)).toMatchObject({
    method: 'POST',
    route: '/v1/drivers',
    status: 201,
    clientId: 'rotherham.back-office',
  })
})

it('a fault of the program is logged by its place, never by its message', async () => {
  const clock = {
    now: () => {
      throw new Error(`a failing row holds ${MARK}\n${MARK}`)
    },
  }
  const log = makeLog({ logLevel: 'debug' }, { write: (line) => void lines.push(line) })
  const broken = await buildApp({ ...registry.deps, clock, log })
  const answer = await broken.inject({ method: 'GET', url: '/v1/authorities' })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain(MARK)
  expect(lines.join('')).toContain('"event":"internal-error"')
  log.error(new Error(MARK))
  log.error({ err: new Error(MARK) }, 'with a message of its own')
  expect(lines.join('')).not.toContain(MARK)
  await broken.close()
})
