import { randomUUID } from 'node:crypto'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { SCRUTINY } from '../../support/cast.js'

let registry: Registry
let operatorId: string
beforeAll(async () => {
  registry = await startRegistry()
  ;({ operatorId } = await plantOperatorSystem(registry.db, 'booking.system'))
  await plantOperatorSystem(registry.db, 'booking.other')
  await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-1', familyName: 'Secretname' })
})
afterAll(() => registry.close())

const question = { authority: 'rotherham', badgeNumber: 'PHD-1', surname: 'Secretname', bookingReference: 'B-1' }
const asked = async () => (await registry.as('booking.system').post('/v1/booking-checks', question)).json()
/** Many at once, under one token. */
const askTogether = async (questions: object[]) => {
  const headers = { authorization: `Bearer ${await tokenForEvaluation(registry.deps, 'booking.system')}` }
  const ask = (payload: object) => registry.app.inject({ method: 'POST', url: '/v1/booking-checks', headers, payload })
  return (await Promise.all(questions.map(ask))).map((response) => response.json())
}
const read = (who: string, id: string) => registry.as(who).get(`/v1/booking-checks/${id}`)

it('gives the operator its question and the very answer it got', async () => {
  const answer = await asked()
  const response = await read('booking.system', answer.checkId)
  expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(response.json()).toEqual({
    checkId: answer.checkId,
    askedAt: '2026-03-02T09:00:00.000Z',
    operatorId,
    clientId: null,
    question,
    answer,
  })
})

it('shows scrutiny who asked and what was answered, but not about whom', async () => {
  const answer = await asked()
  const response = await read(SCRUTINY, answer.checkId)
  expect(response.json()).toMatchObject({ clientId: 'booking.system', operatorId, question: null, answer })
  expect(response.body).not.toContain('Secretname')
})

it('is absent for another operator, like one that never was; officers may not ask', async () => {
  const { checkId } = await asked()
  const [foreign, absent] = [await read('booking.other', checkId), await read('booking.other', randomUUID())]
  expect([foreign.statusCode, absent.statusCode]).toEqual([404, 404])
  expect({ ...foreign.json(), requestId: '' }).toEqual({ ...absent.json(), requestId: '' })
  expect((await read('rotherham.officer', checkId)).statusCode).toBe(403)
  expect((await read('booking.system', 'not-an-id')).statusCode).toBe(400)
})

it('keeps the question encrypted, and on what licence versions the answer rests', async () => {
  const { checkId } = await asked()
  const row = await registry.db.prisma.bookingCheck.findUniqueOrThrow({ where: { id: checkId } })
  expect(Buffer.from(row.termsEncrypted).toString('latin1')).not.toContain('Secretname')
  expect(row.basis).toEqual([{ id: expect.any(String), version: 1 }])
})

it('leaves one receipt for each check, also for many at once, and none for what was refused', async () => {
  const count = () => registry.db.prisma.bookingCheck.count()
  const before = await count()
  const answers = await askTogether(Array.from({ length: 200 }, () => question))
  expect(new Set(answers.map(({ checkId }) => checkId)).size).toBe(200)
  expect(await count()).toBe(before + 200)
  await registry.as('booking.system').post('/v1/booking-checks', { ...question, authority: 'atlantis' })
  expect(await count()).toBe(before + 200)
})

it('gives each of many different questions asked together its own answer', async () => {
  const numbers = Array.from({ length: 150 }, (_, i) => `MANY-${i}`)
  for (const number of numbers.filter((_, i) => i % 3 === 0))
    await plantLicence(registry.db, { kind: 'private-hire-driver', number })
  const answers = await askTogether(
    numbers.map((badgeNumber, i) => ({
      authority: 'rotherham',
      badgeNumber,
      ...(i % 2 ? { vehicle: { plateNumber: 'NONE' } } : {}),
      ...(i % 5 ? { operatorLicenceNumber: 'NONE' } : {}),
    })),
  )
  answers.forEach((answer, i) =>
    expect(answer).toMatchObject({
      licensed: i % 3 === 0 ? 'yes' : 'no',
      vehicle: i % 2 ? { licensed: 'no' } : null,
      operator: i % 5 ? { licensed: 'no' } : null,
    }),
  )
})
