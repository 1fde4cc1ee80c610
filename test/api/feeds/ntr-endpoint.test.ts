import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { SCRUTINY } from '../../support/cast.js'
import { plantOperatorSystem } from '../../support/licences.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const URL = '/v1/scheme-management/taxiphvdatabase'
const LOCKED = 'Licence Authority is locked because it is being updated now by another Uploader'
let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

const send = (payload: string, { as = 'rotherham.feeder', type = 'text/csv', headers = {} } = {}) =>
  registry.as(as).send({ method: 'POST', url: URL, payload, headers: { 'content-type': type, ...headers } })
const sendJson = (body: unknown, as?: string) =>
  send(typeof body === 'string' ? body : JSON.stringify(body), { type: 'application/json', ...(as ? { as } : {}) })

type Vehicle = [vrm: string, plate: string, name?: string]
const csv = (vehicles: Vehicle[]) =>
  vehicles
    .map(([vrm, plate, name = 'Rotherham']) => `${vrm},2026-01-01,2026-12-31,PHV,${name},${plate},true\n`)
    .join('')
const json = (vehicles: Vehicle[]) => ({
  vehicleDetails: vehicles.map(([vrm, licensePlateNumber, licensingAuthorityName = 'Rotherham']) => ({
    vrm,
    start: '2026-01-01',
    end: '2026-12-31',
    description: 'taxi',
    licensingAuthorityName,
    licensePlateNumber,
    wheelchairAccessibleVehicle: true,
  })),
})
const isLicensed = async (vrm: string, authority: string) => {
  const question = { authority, badgeNumber: 'NOBODY', vehicle: { vrm } }
  return (await registry.as('booking.system').post('/v1/booking-checks', question)).json().vehicle.licensed
}
const many = (count: number, letter: string): Vehicle[] =>
  Array.from({ length: count }, (_, n) => [`${letter}${n + 1}NTR`, `${letter}-${n + 1}`])

describe('an uploader of the national vehicle register', () => {
  it('is answered 201 in its words when its file is applied, and by then the vehicles are licensed', async () => {
    const answer = await send(csv([['ZC62OMB', 'P-1']]))
    expect([answer.statusCode, answer.json()]).toEqual([201, { detail: 'Register updated successfully.' }])
    expect(answer.headers['content-type']).toContain('application/json')
    expect(await isLicensed('ZC62OMB', 'rotherham')).toBe('yes')
  })
  it('sends JSON as well as CSV, by an officer’s back office as well as by a system of its own', async () => {
    const vehicles = [['SH11NTR', 'S-1', 'Sheffield']] satisfies Vehicle[]
    const answer = await sendJson(json(vehicles), 'sheffield.officer')
    expect([answer.statusCode, answer.json()]).toEqual([201, { detail: 'Register updated successfully.' }])
    expect(await isLicensed('SH11NTR', 'sheffield')).toBe('yes')
  })
  it('is answered alike for the same bytes again, which make no second feed', async () => {
    const file = csv([['ZC62OMB', 'P-1']])
    const again = await send(file)
    expect([again.statusCode, again.json().detail]).toEqual([201, 'Register updated successfully.'])
    expect(again.headers.location).toBe((await send(file)).headers.location)
  })
  it('has its X-Correlation-ID back', async () => {
    const id = '6a1b2c3d-0000-4000-8000-123456789abc'
    for (const payload of [csv([['ZC62OMB', 'P-1']]), 'nonsense\n'])
      expect((await send(payload, { headers: { 'x-correlation-id': id } })).headers['x-correlation-id']).toBe(id)
  })
})

describe('nothing of a file with faults is applied', () => {
  it('400 of a file in CSV: one sentence for each fault, with its line', async () => {
    const file = `${csv([['FA11NTR', 'P-2']])}NOMARK1,2026-01-01,2025-12-31,PHV,Rotherham,P-3,maybe\n${csv([['FA12NTR', 'P-4', 'Leeds']])}`
    const answer = await send(file)
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      {
        errors: [
          'Line 2: Invalid format of VRM',
          'Line 2: Start date must be before end date',
          'Line 2: Invalid wheelchair accessible value. Can only be True or False',
          'Line 3: You are not authorised to submit data for Leeds',
        ],
      },
    ])
    expect(await isLicensed('FA11NTR', 'rotherham')).toBe('no')
  })
  it('400 of one in JSON: one object for each, with the registration mark', async () => {
    const answer = await sendJson(
      json([
        ['FA11NTR', ''],
        ['FA12NTR', 'P', 'Atlantis'],
      ]),
    )
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      {
        errors: [
          { vrm: 'FA11NTR', title: 'Mandatory field missing', detail: 'Missing license plate number', status: 400 },
          { vrm: 'FA12NTR', title: 'Value error', detail: 'Invalid licensing authority name', status: 400 },
        ],
      },
    ])
  })
  it('400 for duplicates, and for a body that is no file', async () => {
    const twice = await sendJson(
      json([
        ['FA11NTR', 'P'],
        ['FA11NTR', 'P'],
      ]),
    )
    expect([twice.statusCode, twice.json().errors[0]]).toMatchObject([
      400,
      { vrm: 'FA11NTR', title: 'Value error', detail: 'There are multiple vehicles with the same VRN' },
    ])
    for (const body of ['', '{', '[]', '{"vehicleDetails":[]}'])
      expect([(await sendJson(body)).statusCode, (await sendJson(body)).json().errors.length]).toEqual([400, 1])
    expect((await send('')).json().errors).toEqual(['Line 1: Invalid character or empty row detected'])
  })
  it('tells the first 1,000 of more', async () => {
    const answer = await send('no\n'.repeat(1_200))
    expect([answer.statusCode, answer.json().errors.length]).toEqual([400, 1_000])
  })
})

describe('what is not in the file', () => {
  it('202: waits for an officer where the register would have deleted; while it waits another file is locked out, then it is applied', async () => {
    const vehicles = many(30, 'A').map(([vrm, plate]): Vehicle => [vrm, plate, 'Barnsley'])
    const barnsley = (payload: string) => send(payload, { as: 'barnsley.feeder' })
    expect((await barnsley(csv(vehicles))).statusCode).toBe(201)

    const fewer = await barnsley(csv(vehicles.slice(1)))
    const { feedId, detail } = fewer.json()
    expect([fewer.statusCode, detail]).toEqual([
      202,
      'The file awaits the approval of an officer: 1 licence in force is not in it.',
    ])
    expect(fewer.headers.location).toBe(`/v1/feeds/${feedId}`)
    expect(await isLicensed('A1NTR', 'barnsley')).toBe('yes')

    const other = csv(vehicles.slice(2))
    const locked = await barnsley(other)
    expect([locked.statusCode, locked.json()]).toEqual([400, { errors: [LOCKED] }])
    const asJson = await sendJson(json(vehicles.slice(2)), 'barnsley.feeder')
    expect(asJson.json()).toEqual({
      errors: [{ vrm: null, title: 'Licensing Authority Unavailability', detail: LOCKED, status: 400 }],
    })

    const feed = await registry.as('barnsley.officer').get(`/v1/feeds/${feedId}`)
    const approval = await registry
      .as('barnsley.officer')
      .post(`/v1/feeds/${feedId}/approval`, { missing: 1 }, { 'if-match': String(feed.headers.etag) })
    expect(approval.statusCode).toBeLessThan(300)
    const same = await barnsley(csv(vehicles.slice(1)))
    expect([same.statusCode, same.headers.location]).toEqual([201, `/v1/feeds/${feedId}`])
    expect(await isLicensed('A1NTR', 'barnsley')).toBe('no')
  })
})

describe('a request that is none', () => {
  it('401 without a token, 403 for a caller who sends no files, 415 for another media type: problems as everywhere', async () => {
    const anyone = await registry.anyone.send({
      method: 'POST',
      url: URL,
      payload: 'x',
      headers: { 'content-type': 'text/csv' },
    })
    expect(anyone.statusCode).toBe(401)
    for (const as of ['booking.system', SCRUTINY]) {
      const answer = await send(csv([['ZC62OMB', 'P-1']]), { as })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'application/problem+json'])
    }
    expect((await send('x', { type: 'text/plain' })).statusCode).toBe(415)
  })
})

it('keeps the connection while it works for longer than a connection may be silent', async () => {
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = registry.app.server.address() as AddressInfo
  const file = csv([
    ['ZC62OMB', 'P-1'],
    ['SL10WLY', 'P-2'],
  ])
  const token = await tokenForEvaluation(registry.deps, 'rotherham.feeder')
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let idle: number | undefined
  registry.app.server.once('request', ({ socket: served }, response) => {
    response.once('prefinish', () => (idle = served.timeout))
  })
  socket.write(
    `POST ${URL} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\ncontent-type: text/csv\r\ncontent-length: ${file.length}\r\n\r\n`,
  )
  setTimeout(() => socket.write(file), 50)
  let answer = ''
  for await (const part of socket) answer += String(part)
  expect(idle).toBe(0)
  expect(answer).toMatch(/^HTTP\/1.1 201 /)
})
