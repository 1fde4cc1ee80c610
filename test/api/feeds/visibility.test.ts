import { startRegistry, type Registry } from '../../support/registry.js'
import { fed, send, vehicles } from './feeding.js'

let registry: Registry
let waiting: string
beforeAll(async () => {
  registry = await startRegistry()
  await fed(registry, vehicles(1, 100), 'rotherham.officer')
  waiting = (await fed(registry, vehicles(2, 100), 'rotherham.officer')).id
})
afterAll(() => registry.close())

const at = (path = '') => `/v1/feeds/${waiting}${path}`

it('another authority’s feed is answered like none', async () => {
  const sheffield = registry.as('sheffield.officer')
  const nobody = '/v1/feeds/01987654-3210-7abc-8def-0123456789ab'
  for (const path of ['', '/differences', '/errors.csv', '/events']) {
    const [theirs, none] = [await sheffield.get(at(path)), await sheffield.get(`${nobody}${path}`)]
    const told = (answer: typeof theirs) => ({ ...answer.json(), requestId: '' })
    expect([path, theirs.statusCode, told(theirs)]).toEqual([path, 404, told(none)])
  }
  const acts: [string, object | undefined][] = [
    ['/approval', { missing: 1 }],
    ['/refusal', undefined],
    ['/undo', { why: 'other' }],
    ['/undo-approval', undefined],
  ]
  const etag = String((await registry.as('rotherham.officer').get(at())).headers['etag'])
  for (const [path, body] of acts)
    expect([path, (await sheffield.post(at(path), body, { 'if-match': etag })).statusCode]).toEqual([path, 404])
  expect((await sheffield.get('/v1/feeds')).json()).toEqual({ items: [], next: null })
  expect((await registry.as('sheffield.feeder').get(at())).statusCode).toBe(404)
})

it('scrutiny sees counts and states of all authorities, no person, no name of a file, no row', async () => {
  const scrutiny = registry.as('scrutiny.system')
  const { body, ...answer } = await scrutiny.get(at())
  expect(answer.statusCode).toBe(200)
  expect(JSON.parse(body)).toMatchObject({
    state: 'previewed',
    fileName: null,
    counts: { total: { missing: 1 } },
    sentBy: { personId: null },
  })
  expect(body).not.toContain('rotherham.officer')
  const list = await scrutiny.get('/v1/feeds')
  expect(list.json().items).toHaveLength(2)
  expect(list.body).not.toContain('rotherham.officer')
  for (const path of ['/differences', '/errors.csv', '/events'])
    expect([path, (await scrutiny.get(at(path))).statusCode]).toEqual([path, 403])
})

it('a system that sends files follows them, but neither lists differences nor says yes', async () => {
  const feeder = registry.as('rotherham.feeder')
  expect((await feeder.get(at())).json()).toMatchObject({ id: waiting, sentBy: { personId: 'rotherham.officer' } })
  expect((await feeder.get('/v1/feeds')).json().items).toHaveLength(2)
  expect((await feeder.get(at('/errors.csv'))).statusCode).toBe(200)
  expect((await feeder.get(at('/differences'))).statusCode).toBe(403)
  for (const path of ['/approval', '/refusal', '/undo', '/undo-approval'])
    expect([path, (await feeder.post(at(path), {})).statusCode]).toEqual([path, 403])
})

it('a refused file is its sender’s to see, and says nothing of whose rows it held', async () => {
  const { statusCode, headers } = await send(registry, vehicles(1, 2, { authority: 'Rotherham' }), 'sheffield.feeder')
  expect(statusCode).toBeGreaterThanOrEqual(400)
  const location = String(headers['location'])
  expect((await registry.as('sheffield.officer').get(location)).json()).toMatchObject({
    authority: 'sheffield',
    state: 'refused',
  })
  expect((await registry.as('rotherham.officer').get(location)).statusCode).toBe(404)
})
