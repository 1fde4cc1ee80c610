import { connect } from 'node:net'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())
const ID = '01987654-3210-7abc-8def-0123456789ab'

it.each([
  ['an unknown path', 'GET', '/v1/nothing', 404],
  ['an unknown path below a known one', 'GET', `/v1/licences/${ID}/nothing`, 404],
  ['bad percent encoding', 'GET', '/v1/authorities/%ff', 400],
  ['a lone percent sign', 'GET', '/v1/authorities/%', 400],
  ['a NUL in the path', 'GET', '/v1/authorities/a%00b', 400],
  ['a parameter of 300 characters', 'GET', `/v1/authorities/${'a'.repeat(300)}`, 414],
] as const)('answers %s with a problem that repeats nothing of it', async (_, method, url, status) => {
  const answer = await registry.anyone.send({ method, url })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
  expect(answer.json()).toMatchObject({ status, requestId: answer.headers['x-request-id'] })
  expect(answer.body).not.toContain(url.split('/').at(-1))
})

it.each([
  ['PUT', '/v1/licences', 'GET, HEAD'],
  ['DELETE', `/v1/licences/${ID}`, 'GET, HEAD'],
  ['OPTIONS', '/v1/booking-checks', 'POST'],
  ['GET', '/oauth/token', 'POST'],
  ['PATCH', '/livez', 'GET, HEAD'],
] as const)('answers %s %s with 405 and what is allowed', async (method, url, allow) => {
  const answer = await registry.anyone.send({ method, url })
  expect([answer.statusCode, answer.headers['allow'], answer.json().type]).toEqual([
    405,
    allow,
    '/problems/method-not-allowed',
  ])
})

describe('a body', () => {
  const post = (payload: string | Buffer, type = 'application/json') =>
    registry
      .as('rotherham.officer')
      .send({ method: 'POST', url: '/v1/vehicles', payload, headers: { 'content-type': type, 'idempotency-key': 'k' } })

  it.each([
    ['that is too large', `{"make":"${'a'.repeat(70_000)}"}`, 413],
    ['that is no JSON', '{"make":', 400],
    ['that is empty', '', 400],
    ['that would change prototypes', '{"__proto__":{"make":"a"}}', 400],
    ['that would change constructors', '{"constructor":{"prototype":{"make":"a"}}}', 400],
    ['nested 20,000 deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400],
    ['of bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
  ])('%s is refused', async (_, payload, status) => {
    expect((await post(payload)).statusCode).toBe(status)
  })

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/jsonp',
    'text/json',
    'nonsense',
  ])('sent as %s is refused with 415', async (type) => {
    const answer = await post('{}', type)
    expect([type, answer.statusCode, answer.headers['content-type']]).toEqual([type, 415, 'application/problem+json'])
  })
})

it('answers what is no HTTP with a problem, and closes', async () => {
  const address = new URL(await registry.app.listen({ port: 0 }))
  const socket = connect(Number(address.port), '127.0.0.1')
  socket.write('NONSENSE\r\n\r\n')
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/)
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ type: '/problems/invalid-request', status: 400 })
})
