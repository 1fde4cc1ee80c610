import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import { SERVER } from '../support/database.js'
import { plantGranted, plantOperatorSystem } from '../support/licences.js'
import { startRegistry, type Registry } from '../support/registry.js'

// The embedded database has one connection and takes each statement in turn: it shows less, and costs more.
const SUSPENSIONS = SERVER ? 2_000 : 100
const AT_ONCE = SERVER ? 8 : 2

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

const SUSPENSION = {
  type: 'suspend',
  decidedOn: '2026-03-02',
  notifiedOn: '2026-03-02',
  isImmediate: true,
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: ['not-fit-and-proper'],
  reasons: 'Public safety requires immediate effect.',
  decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
}

it(`says yes to none of the checks that begin after a suspension was acknowledged, ${SUSPENSIONS} times, under load`, async () => {
  const ids = await plantGranted(registry.db, SUSPENSIONS, 'F-')
  const bearer = async (who: string) => ({ authorization: `Bearer ${await tokenForEvaluation(registry.deps, who)}` })
  const [officer, operator] = [await bearer('rotherham.officer'), await bearer('booking.system')]
  /** 503 is no answer: asked again, as its text says; each time begins later still. */
  const insist = async (request: InjectOptions) => {
    for (;;) {
      const response = await registry.app.inject({ method: 'POST', ...request })
      if (response.statusCode !== 503) return response
    }
  }
  const check = async (badgeNumber: string): Promise<string> => {
    const payload = { authority: 'rotherham', badgeNumber }
    const response = await insist({ url: '/v1/booking-checks', headers: operator, payload })
    return response.statusCode === 200 ? response.json().licensed : `status ${response.statusCode}`
  }
  const suspend = async (id: string) => {
    const headers = { ...officer, 'if-match': '"1"', 'idempotency-key': randomUUID() }
    return (await insist({ url: `/v1/licences/${id}/decisions`, headers, payload: SUSPENSION })).statusCode
  }

  const seen = {
    before: new Map<string, number>(),
    meanwhile: new Map<string, number>(),
    after: new Map<string, number>(),
  }
  const note = (when: keyof typeof seen) => (said: string) => void seen[when].set(said, (seen[when].get(said) ?? 0) + 1)
  let next = 0
  const work = async (): Promise<void> => {
    for (let i = next++; i < ids.length; i = next++) {
      const badge = `F-${i + 1}`
      note('before')(await check(badge))
      const suspended = suspend(ids[i]!)
      const meanwhile = check(badge).then(note('meanwhile'))
      expect(await suspended).toBe(201)
      note('after')(await check(badge))
      await meanwhile
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))

  expect(Object.fromEntries(seen.before)).toEqual({ yes: SUSPENSIONS })
  expect(Object.fromEntries(seen.after)).toEqual({ no: SUSPENSIONS })
  expect([...seen.meanwhile.keys()].filter((said) => said !== 'yes' && said !== 'no')).toEqual([])
}, 240_000)
