import { randomBytes, randomUUID } from 'node:crypto'
import type { Deps } from '../../src/platform/deps.js'
import { keepHouse, removeExpired, type Chores } from '../../src/platform/housekeeping.js'
import { startRegistry, type Registry } from '../support/registry.js'
import { aVehicle } from '../support/people.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const receipt = (askedAt: Date) =>
  registry.db.prisma.bookingCheck.create({
    data: {
      id: randomUUID(),
      askedAt,
      asAt: askedAt,
      clientId: 'booking.system',
      operatorId: null,
      authoritySlug: 'rotherham',
      termsEncrypted: Uint8Array.from(randomBytes(8)),
      answer: {},
      basis: [],
    },
  })
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

it('removes answers of writes after 48 hours, and not before', async () => {
  const key = { 'idempotency-key': 'kept-48-hours' }
  const body = aVehicle()
  await registry.as('rotherham.officer').post('/v1/vehicles', body, key)
  const sentAt = registry.clock.now().getTime()

  await removeExpired(registry.db, new Date(sentAt + 47 * 3_600_000))
  expect(await registry.db.prisma.idempotencyKey.count()).toBe(1)

  await removeExpired(registry.db, new Date(sentAt + 49 * 3_600_000))
  expect(await registry.db.prisma.idempotencyKey.count()).toBe(0)
})

it('removes receipts after a year', async () => {
  const [old, young] = [await receipt(daysAgo(380)), await receipt(daysAgo(300))]

  await removeExpired(registry.db, new Date())

  const left = await registry.db.prisma.bookingCheck.findMany()
  expect(left.map(({ id }) => id)).toEqual([young.id])
  expect(left).not.toContainEqual(old)
})

it('cannot remove a receipt that is younger, nor change any', async () => {
  const { id } = await receipt(daysAgo(300))
  const { pool } = registry.db
  await expect(registry.db.prisma.$executeRaw`DELETE FROM booking_check WHERE id = ${id}::uuid`).rejects.toThrow(
    'kept for a year',
  )
  await expect(pool.query('UPDATE booking_check SET answer = $1', ['{}'])).rejects.toThrow('permission denied')
})

describe('chores', () => {
  const logged: unknown[] = []
  const log = { error: (line: unknown) => logged.push(line) } as unknown as Deps['log']
  const keep = (chores: Chores) => keepHouse({ clock: registry.clock, log }, chores)

  it('are all done whichever fails, and the log says which', async () => {
    const now = await new Promise<Date>((done) => {
      keep({ broken: () => Promise.reject(new Error('no')), last: async (at) => done(at) })
    })
    expect(now).toEqual(registry.clock.now())
    expect(logged).toMatchObject([{ event: 'housekeeping-failed', chore: 'broken' }])
  })

  it('are let finish when the program ends, and none is begun', async () => {
    const done: string[] = []
    const chore = (name: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      done.push(name)
    }
    await keep({ first: chore('first'), second: chore('second') }).stop()
    expect(done).toEqual(['first'])
  })
})
