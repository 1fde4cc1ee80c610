import { buildApp } from '../../../src/app.js'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { inForce, inForceThen, plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { SCRUTINY } from '../../support/cast.js'
import { newStandards } from '../../support/standards.js'

const URL = '/v1/booking-checks'
let registry: Registry

beforeAll(async () => {
  registry = await startRegistry()
  const { db } = registry
  await plantOperatorSystem(db, 'booking.system')
  await db.prisma.authority.update({ where: { slug: 'rotherham' }, data: { contactEmail: 'licensing@example.org' } })
  const driver = await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'PHD-1',
    familyName: 'Müller-Ōno',
    otherFamilyNames: ["O'Brien"],
  })
  expect(driver.number).toBe('PHD-1')
  await plantLicence(db, { kind: 'private-hire-vehicle', number: 'PLATE-1', vrm: 'YK23ABC' })
  await plantLicence(db, { kind: 'private-hire-operator', number: 'PHO-1' })
  const dual = await plantLicence(db, { kind: 'hackney-carriage-driver', number: 'DUAL-1' })
  await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'DUAL-1',
    subjectId: dual.subjectId,
    standing: inForceThen('2026-02-01', 'suspended'),
  })
  await plantLicence(db, { kind: 'hackney-carriage-vehicle', number: 'TAXI-1', vrm: 'YK24TAX' })
  await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'EXPIRED',
    standing: inForce('2023-01-01', '2025-12-31'),
  })
  await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'FUTURE',
    standing: inForce('2026-03-20', '2027-12-31'),
  })
  for (const situation of ['suspended', 'revoked', 'surrendered', 'temporarily-suspended'] as const)
    await plantLicence(db, {
      kind: 'private-hire-driver',
      number: `X-${situation.toUpperCase().slice(0, 12)}`,
      standing: inForceThen('2026-02-01', situation),
    })
  await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'UNSETTLED',
    familyName: 'Known',
    standing: inForceThen('2026-02-01', 'refused-renewal-under-appeal', 'unknown'),
  })
  await plantLicence(db, {
    kind: 'private-hire-driver',
    number: 'SOON',
    standing: inForceThen('2026-03-23', 'suspended'),
  })
  for (const authority of ['sheffield', 'barnsley'])
    await plantLicence(db, { kind: 'private-hire-driver', number: 'FED', authority })
  for (const authority of ['sheffield', 'barnsley'])
    await newStandards(registry, authority, { freshnessLimitHours: 24 })
  await db.pool.query(`UPDATE data_source SET mode = 'feed',
    updated_at = CASE authority_slug WHEN 'sheffield' THEN '2026-03-01T09:00:00Z'::timestamptz ELSE '2026-03-01T08:59:59Z' END
    WHERE authority_slug IN ('sheffield', 'barnsley') AND class = 'driver'`)
})
afterAll(() => registry.close())

const check = (question: object, as = 'booking.system') => registry.as(as).post(URL, question)
const answer = async (question: object) => {
  const response = await check({ authority: 'rotherham', ...question })
  expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store'])
  return response.json()
}
/** Without what may differ between two answers that say the same. */
const said = async (question: object) => {
  const response = await check({ authority: 'rotherham', ...question })
  return response.body.replace(/"(asAt|sourceUpdatedAt|checkId)":"[^"]*"/g, '"$1":""')
}

describe('yes', () => {
  it('names the licence and until when it runs, and nothing of the driver', async () => {
    expect(await answer({ badgeNumber: 'PHD-1', surname: 'Muller Ono', bookingReference: 'B-1' })).toEqual({
      licensed: 'yes',
      authority: { slug: 'rotherham', name: 'Rotherham', contact: { email: 'licensing@example.org', phone: null } },
      licences: [{ kind: 'private-hire-driver', validUntil: '2027-12-31' }],
      vehicle: null,
      operator: null,
      tripleLock: 'not-checked',
      asAt: '2026-03-02T09:00:00.000Z',
      sourceUpdatedAt: '2026-03-02T09:00:00.000Z',
      checkId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })
  it('is found by a former surname, a badge in lower case, and a former code of the authority', async () => {
    expect(await answer({ badgeNumber: ' phd-1', surname: 'OBRIEN' })).toMatchObject({ licensed: 'yes' })
    await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-C', authority: 'cardiff' })
    expect(await answer({ authority: 'W06000015', badgeNumber: 'PHD-C' })).toMatchObject({ licensed: 'yes' })
    await registry.db.pool.query(
      `UPDATE data_source SET mode = 'registry', updated_at = NULL WHERE authority_slug = 'barnsley'`,
    )
    expect(await answer({ authority: 'E08000016', badgeNumber: 'FED' })).toMatchObject({
      licensed: 'yes',
      authority: { slug: 'barnsley' },
    })
    await registry.db.pool.query(
      `UPDATE data_source SET mode = 'feed', updated_at = '2026-03-01T08:59:59Z' WHERE authority_slug = 'barnsley' AND class = 'driver'`,
    )
  })
  it('of a dual badge lists only the licence that may be used', async () => {
    expect(await answer({ badgeNumber: 'DUAL-1' })).toMatchObject({
      licensed: 'yes',
      licences: [{ kind: 'hackney-carriage-driver', validUntil: '2027-12-31' }],
    })
  })
  it('answers a pick-up from the time line at that instant', async () => {
    expect(await answer({ badgeNumber: 'SOON', at: '2026-03-22T23:59:59.999Z' })).toMatchObject({ licensed: 'yes' })
    expect(await answer({ badgeNumber: 'SOON', at: '2026-03-23T00:00:00Z' })).toMatchObject({
      licensed: 'no',
      asAt: '2026-03-23T00:00:00.000Z',
    })
    expect(await answer({ badgeNumber: 'FUTURE', at: '2026-03-20T00:00:00Z' })).toMatchObject({ licensed: 'yes' })
  })
  it('reads a clock that is behind as now, so that nobody asks about a time before a suspension', async () => {
    expect(await answer({ badgeNumber: 'PHD-1', at: '2026-03-02T08:59:10Z' })).toMatchObject({
      asAt: '2026-03-02T09:00:00.000Z',
    })
  })
})

describe('the instant of the answer', () => {
  it('is by the clock of the database where that of the process is behind', async () => {
    const clock = { now: () => new Date(Date.now() - 3_600_000), isShared: true }
    const app = await buildApp({ ...registry.deps, clock })
    const token = await tokenForEvaluation({ ...registry.deps, clock }, 'booking.system')
    const ask = async (at?: string) => {
      const response = await app.inject({
        method: 'POST',
        url: URL,
        headers: { authorization: `Bearer ${token}` },
        payload: { authority: 'rotherham', badgeNumber: 'PHD-1', at },
      })
      return Date.parse(response.json().asAt)
    }
    const before = Date.now() - 5
    expect(await ask()).toBeGreaterThanOrEqual(before)
    expect(await ask(new Date(Date.now() - 1_800_000).toISOString())).toBeGreaterThanOrEqual(before)
    const ahead = Date.now() + 3_600_000
    expect(await ask(new Date(ahead).toISOString())).toBe(ahead)
    await app.close()
  })
})

describe('no', () => {
  it('is one and the same answer, whatever the reason', async () => {
    const nobody = await said({ badgeNumber: 'NOBODY' })
    expect(JSON.parse(nobody)).toMatchObject({ licensed: 'no', licences: [], tripleLock: 'not-checked' })
    for (const badgeNumber of ['EXPIRED', 'FUTURE', 'X-SUSPENDED', 'X-REVOKED', 'X-SURRENDERED', 'X-TEMPORARILY-'])
      expect(await said({ badgeNumber })).toBe(nobody)
    expect(await said({ badgeNumber: 'PHD-1', surname: 'Another' })).toBe(nobody)
    expect(await said({ badgeNumber: 'UNSETTLED', surname: 'Another' })).toBe(nobody)
  })
  it('is the same also where vehicle and operator are asked about', async () => {
    const rest = { vehicle: { vrm: 'yk23 abc' }, operatorLicenceNumber: 'PHO-1' }
    const nobody = await said({ badgeNumber: 'NOBODY', ...rest })
    expect(JSON.parse(nobody)).toMatchObject({
      vehicle: { licensed: 'yes' },
      operator: { licensed: 'yes' },
      tripleLock: 'broken',
    })
    for (const badgeNumber of ['EXPIRED', 'X-SUSPENDED', 'X-REVOKED'])
      expect(await said({ badgeNumber, ...rest })).toBe(nobody)
    expect(await said({ badgeNumber: 'PHD-1', surname: 'Another', ...rest })).toBe(nobody)
  })
  it('is the answer for a badge of another authority', async () => {
    expect(await answer({ authority: 'wolverhampton', badgeNumber: 'PHD-1' })).toMatchObject({ licensed: 'no' })
  })
})

describe('unknown', () => {
  it('where the law is unsettled, with whom to ask', async () => {
    expect(await answer({ badgeNumber: 'UNSETTLED', surname: 'Known' })).toMatchObject({
      licensed: 'unknown',
      licences: [],
      authority: { contact: { email: 'licensing@example.org' } },
    })
  })
  it('where a feed is one second over its limit, for a known badge as for an unknown one; exactly at the limit it still counts', async () => {
    for (const badgeNumber of ['FED', 'NOBODY'])
      expect(await answer({ authority: 'barnsley', badgeNumber })).toMatchObject({
        licensed: 'unknown',
        licences: [],
        sourceUpdatedAt: '2026-03-01T08:59:59.000Z',
      })
    expect(await answer({ authority: 'sheffield', badgeNumber: 'FED' })).toMatchObject({
      licensed: 'yes',
      sourceUpdatedAt: '2026-03-01T09:00:00.000Z',
    })
  })
  it('where the authority keeps no data in the registry', async () => {
    expect(await answer({ authority: 'leeds', badgeNumber: 'FED' })).toMatchObject({
      licensed: 'unknown',
      sourceUpdatedAt: null,
      authority: { slug: 'leeds', contact: null },
    })
  })
  it('is of one class: a stale feed of drivers says nothing about vehicles', async () => {
    await plantLicence(registry.db, {
      kind: 'private-hire-vehicle',
      number: 'BV',
      vrm: 'YK25BAR',
      authority: 'barnsley',
    })
    expect(await answer({ authority: 'barnsley', badgeNumber: 'FED', vehicle: { plateNumber: 'BV' } })).toMatchObject({
      licensed: 'unknown',
      vehicle: { licensed: 'yes' },
      tripleLock: 'not-checked',
    })
  })
})

describe('vehicle, operator and the triple lock', () => {
  it('is satisfied by driver, vehicle and operator of one authority, the vehicle by mark or by plate', async () => {
    for (const vehicle of [{ vrm: 'YK23 ABC' }, { plateNumber: 'PLATE-1' }])
      expect(await answer({ badgeNumber: 'PHD-1', vehicle, operatorLicenceNumber: 'PHO-1' })).toMatchObject({
        vehicle: { licensed: 'yes', licences: [{ kind: 'private-hire-vehicle', validUntil: '2027-12-31' }] },
        operator: { licensed: 'yes', licences: [{ kind: 'private-hire-operator', validUntil: '2027-12-31' }] },
        tripleLock: 'satisfied',
      })
  })
  it('is broken by a vehicle that is not licensed there', async () => {
    expect(
      await answer({ badgeNumber: 'PHD-1', vehicle: { vrm: 'ZZ99 ZZZ' }, operatorLicenceNumber: 'PHO-1' }),
    ).toMatchObject({ licensed: 'yes', vehicle: { licensed: 'no', licences: [] }, tripleLock: 'broken' })
  })
  it('is broken by what is named, though no operator is: a private hire driver in a taxi', async () => {
    expect(await answer({ badgeNumber: 'PHD-1', vehicle: { vrm: 'YK24TAX' } })).toMatchObject({
      licensed: 'yes',
      vehicle: { licensed: 'yes' },
      tripleLock: 'broken',
    })
  })
  it('does not apply to a licensed taxi and its driver', async () => {
    expect(await answer({ badgeNumber: 'DUAL-1', vehicle: { vrm: 'YK24TAX' } })).toMatchObject({
      tripleLock: 'not-applicable',
    })
  })
})

describe('refused', () => {
  const fault = (body: { errors?: { pointer: string }[] }) => body.errors?.[0]?.pointer

  it.each([
    ['no body', undefined, undefined],
    ['an unknown key', { colour: 'red' }, '/colour'],
    ['no badge', { badgeNumber: undefined }, '/badgeNumber'],
    ['a badge of symbols', { badgeNumber: '%%%' }, '/badgeNumber'],
    ['a badge too long', { badgeNumber: 'A'.repeat(21) }, '/badgeNumber'],
    ['a NUL', { surname: 'A\u0000b' }, '/surname'],
    ['a surname without letters', { surname: '--' }, '/surname'],
    ['a lone surrogate', { bookingReference: '\ud800' }, '/bookingReference'],
    ['both mark and plate', { vehicle: { vrm: 'YK23ABC', plateNumber: 'P' } }, '/vehicle'],
    ['neither mark nor plate', { vehicle: {} }, '/vehicle'],
    ['no mark at all', { vehicle: { vrm: '1234567' } }, '/vehicle/vrm'],
    ['an impossible instant', { at: '2026-02-30T00:00:00Z' }, '/at'],
    ['an instant without zone', { at: '2026-03-03T00:00:00' }, '/at'],
    ['an object for a text', { badgeNumber: { startsWith: '' } }, '/badgeNumber'],
  ])('400: %s', async (_what, change, pointer) => {
    const response = await check(
      change ? { authority: 'rotherham', badgeNumber: 'PHD-1', ...change } : (undefined as never),
    )
    expect(response.statusCode).toBe(400)
    if (pointer) expect(fault(response.json())).toBe(pointer)
  })
  it.each(['2026-03-02T08:58:59Z', '2026-04-01T09:00:00.001Z'])('422: a pick-up at %s', async (at) => {
    const response = await check({ authority: 'rotherham', badgeNumber: 'PHD-1', at })
    expect([response.statusCode, response.json().type, fault(response.json())]).toEqual([
      422,
      '/problems/instant-out-of-range',
      '/at',
    ])
  })
  it('422: an authority that is not known, or abolished: then it names the successors', async () => {
    const unknown = await check({ authority: 'atlantis', badgeNumber: 'PHD-1' })
    expect([unknown.statusCode, unknown.json().type, fault(unknown.json())]).toEqual([
      422,
      '/problems/authority-not-found',
      '/authority',
    ])
    const abolished = await check({ authority: 'taunton-deane', badgeNumber: 'PHD-1' })
    expect(abolished.statusCode).toBe(422)
    expect(abolished.json().detail).toContain('somerset-west-and-taunton')
  })
  it('403 for everyone but booking systems, and 401 without a token', async () => {
    for (const who of ['rotherham.officer', 'rotherham.senior', SCRUTINY])
      expect((await check({ authority: 'rotherham', badgeNumber: 'PHD-1' }, who)).statusCode).toBe(403)
    expect((await registry.anyone.post(URL, { authority: 'rotherham', badgeNumber: 'PHD-1' })).statusCode).toBe(401)
  })
})
