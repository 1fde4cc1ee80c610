import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import { SERVER } from '../support/database.js'
import { plantGranted, plantOperatorSystem } from '../support/licences.js'
import { startRegistry, type Registry } from '../support/registry.js'

// The embedded database has one connection and takes each statement in turn: it shows less, and costs more.
const SUSPENSIONS = SERVER ? 2_000 : 100
const AT_ONCE = SERVER ? 8 : 2
/** The first of them over connections, the rest without. */
const OVER_CONNECTIONS = SERVER ? 200 : 20

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
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

type Answered = { status: number; body: { licensed?: string } }
type Post = (i: number, url: string, headers: Record<string, string>, payload: object) => Promise<Answered>
const postTo: Post = async (i, url, headers, payload) => {
  if (i >= OVER_CONNECTIONS) {
    const response = await registry.app.inject({ method: 'POST', url, headers, payload })
    return { status: response.statusCode, body: response.json() }
  }
  const { port } = registry.app.server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${url}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', ...(i % 2 === 0 ? { connection: 'close' } : {}) },
    body: JSON.stringify(payload),
  })
  return { status: response.status, body: (await response.json()) as Answered['body'] }
}

it(`says yes to none of the checks that begin after a suspension was acknowledged, ${SUSPENSIONS} times, under load`, async () => {
  const ids = await plantGranted(registry.db, SUSPENSIONS, 'F-')
  const bearer = async (who: string) => ({ authorization: `Bearer ${await tokenForEvaluation(registry.deps, who)}` })
  const [officer, operator] = [await bearer('rotherham.officer'), await bearer('booking.system')]
  /** 503 is no answer: asked again, as its text says; each time begins later still. */
  const insist = async (...request: Parameters<Post>): Promise<Answered> => {
    const answered = await postTo(...request)
    return answered.status === 503 ? insist(...request) : answered
  }
  const check = async (i: number): Promise<string> => {
    const question = { authority: 'rotherham', badgeNumber: `F-${i + 1}` }
    const { status, body } = await insist(i, '/v1/booking-checks', operator, question)
    return status === 200 ? String(body.licensed) : `status ${status}`
  }
  const suspend = async (i: number) => {
    const headers = { ...officer, 'if-match': '"1"', 'idempotency-key': randomUUID() }
    return (await insist(i, `/v1/licences/${ids[i]}/decisions`, headers, SUSPENSION)).status
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
      note('before')(await check(i))
      const suspended = suspend(i)
      const meanwhile = check(i).then(note('meanwhile'))
      expect(await suspended).toBe(201)
      note('after')(await check(i))
      await meanwhile
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))

  expect(Object.fromEntries(seen.before)).toEqual({ yes: SUSPENSIONS })
  expect(Object.fromEntries(seen.after)).toEqual({ no: SUSPENSIONS })
  expect([...seen.meanwhile.keys()].filter((said) => said !== 'yes' && said !== 'no')).toEqual([])
}, 240_000)
