import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ env: { RATE_LIMIT_REGISTER: '3' } })
})
afterAll(() => registry.close())

it('a search on the page and one through the interface are of one count; to open the form or send it wrong is none', async () => {
  const search = () => registry.anyone.get('/v1/public-register/rotherham/licences?number=A-1')
  const page = () => registry.anyone.get('/register?authority=rotherham&number=A-1')
  for (let n = 0; n < 5; n++) {
    expect((await registry.anyone.get('/register')).statusCode).toBe(200)
    expect((await registry.anyone.get('/register?authority=rotherham')).statusCode).toBe(400)
  }
  expect([(await search()).statusCode, (await page()).statusCode, (await search()).statusCode]).toEqual([200, 200, 200])
  const refused = await search()
  expect([refused.statusCode, refused.json().type]).toEqual([429, '/problems/too-many-requests'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  const refusedPage = await page()
  expect([refusedPage.statusCode, refusedPage.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8'])
  expect(refusedPage.body).toContain('Too many requests')
  const elsewhere = await registry.anyone.send({
    method: 'GET',
    url: '/register?authority=rotherham&number=A-1',
    remoteAddress: '192.0.2.7',
  })
  expect(elsewhere.statusCode).toBe(200)
})
