import { PERMISSIONS, type Audience } from '../../src/domain/permission.js'
import { ROLES } from '../../src/domain/words.js'
import { buildApp } from '../../src/app.js'
import { plantOperatorSystem } from '../support/licences.js'
import { askedUrlOf, operationsOf, urlOf, type Operation } from '../support/operations.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

const PRINCIPALS: Record<(typeof ROLES)[number], string> = {
  'licensing-officer': 'rotherham.officer',
  'senior-officer': 'rotherham.senior',
  'back-office': 'rotherham.back-office',
  'feed-sender': 'rotherham.feeder',
  'operator-system': 'booking.system',
  auditor: 'scrutiny.system',
}
const audiencesOf = ({ operationId }: Operation): readonly Audience[] =>
  PERMISSIONS[operationId as keyof typeof PERMISSIONS].audiences
const body = ({ method }: Operation) => (method === 'GET' ? {} : { payload: { unknownKey: 1 } })

/** For people: no part of the interface, so not described. */
const PAGES = {
  showRegister: '/register',
  showStatistics: '/statistics',
  showStatisticsChart: '/statistics/:chart',
  getPageAsset: '/assets/:file',
}

it('every operation has a route, and every route a permission', () => {
  const described = operationsOf(registry.app).map(({ operationId }) => operationId)
  expect([...described, ...Object.keys(PAGES)].sort()).toEqual(Object.keys(PERMISSIONS).sort())
  for (const url of Object.values(PAGES))
    expect([url, registry.app.hasRoute({ method: 'GET', url })]).toEqual([url, true])
})

it('a route without a permission stops the start', async () => {
  const app = await buildApp(registry.deps)
  expect(() => app.get('/v1/forgotten', () => 'data')).toThrow('no row in the permission table')
  expect(() => app.get('/v1/misspelt', { schema: { operationId: 'getLicense' } }, () => 'data')).toThrow('getLicense')
  await app.close()
})

it('every route refuses whoever is not named for it: 401 without a token, 403 to another role', async () => {
  const wrong: string[] = []
  for (const operation of operationsOf(registry.app)) {
    const audiences = audiencesOf(operation)
    if (audiences.includes('public')) continue
    const request = { method: operation.method, url: urlOf(operation), ...body(operation) }
    const anonymous = await registry.anyone.send(request)
    if (anonymous.statusCode !== 401) wrong.push(`${operation.operationId} without a token: ${anonymous.statusCode}`)
    for (const role of ROLES) {
      const { statusCode } = await registry.as(PRINCIPALS[role]).send(request)
      const isRefused = statusCode === 403
      if (isRefused === audiences.includes(role) || statusCode === 401)
        wrong.push(`${operation.operationId} as ${role}: ${statusCode}`)
    }
  }
  expect(wrong).toEqual([])
})

it('HEAD asks for no less than GET', async () => {
  const { statusCode } = await registry.anyone.send({ method: 'HEAD', url: '/v1/licences' })
  expect(statusCode).toBe(401)
})

it('public routes need no token, and do not read a bad one', async () => {
  for (const operation of operationsOf(registry.app).filter(
    (o) => o.method === 'GET' && audiencesOf(o).includes('public'),
  )) {
    const answer = await registry.anyone.send({
      method: 'GET',
      url: askedUrlOf(operation),
      headers: { authorization: 'Bearer bad' },
    })
    expect([operation.operationId, answer.statusCode]).toEqual([operation.operationId, 200])
  }
})

it('a refusal of a role is on record', async () => {
  const head = async () => (await registry.as('scrutiny.system').get('/v1/audit-events/head')).json().seq
  const before = await head()
  const { headers } = await registry.as('rotherham.back-office').get('/v1/licences')
  const { items } = (
    await registry
      .as('scrutiny.system')
      .get(`/v1/audit-events?limit=1&cursor=${Buffer.from(String(before)).toString('base64url')}`)
  ).json()
  expect(items).toMatchObject([
    {
      seq: before + 1,
      action: 'list-licences',
      outcome: 'refused',
      refusal: 'forbidden',
      requestId: headers['x-request-id'],
    },
  ])
})
