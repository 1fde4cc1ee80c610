import { randomBytes, randomUUID } from 'node:crypto'
import type { Deps } from '../../src/platform/deps.js'
import { HOUR_MS, keepHouse, removeExpired, type Chore } from '../../src/platform/housekeeping.js'
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
  const keep = (chores: Record<string, Chore['work']>, everyMs = HOUR_MS) =>
    keepHouse(
      { clock: registry.clock, log },
      Object.fromEntries(Object.entries(chores).map(([name, work]) => [name, { everyMs, work }])),
    )
  const ms = (count: number) => new Promise((resolve) => setTimeout(resolve, count))

  it('are all done whichever fails, and the log says which', async () => {
    const now = await new Promise<Date>((done) => {
      keep({ broken: () => Promise.reject(new Error('no')), last: async (at) => done(at) })
    })
    expect(now).toEqual(registry.clock.now())
    expect(logged).toMatchObject([{ event: 'housekeeping-failed', chore: 'broken' }])
  })

  it('are let finish when the program ends, having been told, and none is begun', async () => {
    const done: string[] = []
    const chore =
      (name: string): Chore['work'] =>
      async (_, over) => {
        await ms(20)
        done.push(`${name} ${over.aborted}`)
      }
    const house = keep({ first: chore('first'), second: chore('second') })
    await ms(5)
    await house.stop()
    expect(done).toEqual(['first true'])
  })

  it('are done as often as each wants, one at a time, and never overtaken by themselves', async () => {
    const done: string[] = []
    let atWork = 0
    const chore = (name: string, takesMs: number) => async () => {
      expect(++atWork).toBe(1)
      await ms(takesMs)
      atWork--
      done.push(name)
    }
    const house = keep({ slow: chore('slow', 60), quick: chore('quick', 1) }, 10)
    await ms(200)
    await house.stop()
    const [first, second, third] = done
    expect([first, second, third]).toEqual(['slow', 'quick', 'slow'])
    expect(done.length).toBeLessThan(10)
  })
})
