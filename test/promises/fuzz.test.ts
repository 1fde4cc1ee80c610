import fc from 'fast-check'
import { PERMISSIONS } from '../../src/domain/permission.js'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import { malformed, wild, type FuzzedRequest } from '../support/fuzz.js'
import { plantGranted, plantOperatorSystem } from '../support/licences.js'
import { office } from '../support/office.js'
import type { Operation } from '../support/operations.js'
import { aVehicle } from '../support/people.js'
import { rowCounts } from '../support/rows.js'
import { startRegistry, type Registry } from '../support/registry.js'

const SEED = 20260302
const MALFORMED = 5_000
const WILD = 600

/** Twice what a busy machine took. */
const PATIENCE_MS = 180_000

let registry: Registry
let bearer: (operation: Operation) => string
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
  const token = async (principal: string) => `Bearer ${await tokenForEvaluation(registry.deps, principal)}`
  const tokens: Record<string, string> = {
    'senior-officer': await token('rotherham.senior'),
    'operator-system': await token('booking.system'),
    auditor: await token('scrutiny.system'),
    public: '',
  }
  bearer = ({ operationId }) =>
    tokens[PERMISSIONS[operationId as keyof typeof PERMISSIONS].audiences.at(-1) ?? ''] ?? ''
})
afterAll(() => registry.close())

interface Told {
  operationId: string
  status: number
  request: FuzzedRequest['request']
  body: string
}

/** 503 is the right answer of a machine that is too busy just now; what is answered so again and again is a fault of the request's. */
async function answerOf(request: FuzzedRequest['request']) {
  let answer = await registry.app.inject(request)
  for (let again = 0; answer.statusCode === 503 && again < 3; again++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    answer = await registry.app.inject(request)
  }
  return answer
}

/** Eight at a time, as they come. */
async function sendAll(requests: FuzzedRequest[]): Promise<Told[]> {
  const told: Told[] = []
  const queue = requests.values()
  const sender = async () => {
    for (const { operationId, request } of queue) {
      const answer = await answerOf(request)
      told.push({ operationId, status: answer.statusCode, request, body: answer.body })
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
  return told
}
const failures = (told: Told[]) => told.filter(({ status }) => status >= 500).slice(0, 3)

it(
  `answers none of ${MALFORMED} malformed requests with a 5xx, writes nothing, and works on`,
  async () => {
    const before = await rowCounts(registry.db)
    const told = await sendAll(fc.sample(malformed(registry.app, bearer), { numRuns: MALFORMED, seed: SEED }))
    expect(failures(told)).toEqual([])
    expect(told).toHaveLength(MALFORMED)
    const accepted = told.filter(
      ({ status, request }) => status < 400 && !['GET', 'HEAD'].includes(request.method ?? ''),
    )
    expect(accepted.slice(0, 3)).toEqual([])
    expect(await rowCounts(registry.db)).toEqual(before)
    expect((await registry.anyone.get('/readyz')).statusCode).toBe(200)
    expect((await registry.as('rotherham.officer').post('/v1/vehicles', aVehicle())).statusCode).toBe(201)
  },
  PATIENCE_MS,
)

it(
  `answers none of ${WILD} requests of the right shape and wild values with a 5xx, and writes only what it says it wrote`,
  async () => {
    const { officer, apply, applyToRenew, subject } = office(registry)
    const licences = await plantGranted(registry.db, 40, 'FUZZ-')
    const each = <T>(count: number, make: (index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: count }, (_, index) => make(index)))
    const ids = {
      '/v1/licences': licences,
      '/v1/applications': [
        ...(await each(5, () => apply())),
        ...(await each(5, (index) => applyToRenew(licences[index]!))),
      ],
      '/v1/decisions': await each(
        5,
        async (index) => (await officer.get(`/v1/licences/${licences[index]}/decisions`)).json().items[0].id as string,
      ),
      '/v1/drivers': [await subject('private-hire-driver')],
      '/v1/vehicles': [await subject('private-hire-vehicle')],
      '/v1/operators': [await subject('private-hire-operator')],
    }
    const before = await rowCounts(registry.db)
    const told = await sendAll(fc.sample(wild(registry.app, bearer, ids), { numRuns: WILD, seed: SEED }))
    expect(failures(told)).toEqual([])
    const withoutKey = ['checkBooking', 'searchLicencesInfo', 'sendVehicleFeed', 'updateTaxiPhvDatabase']
    const accepted = told.filter(({ status, operationId }) => status < 300 && !withoutKey.includes(operationId)).length
    const keys = (await rowCounts(registry.db))['idempotency_key']! - before['idempotency_key']!
    expect(keys).toBe(accepted)
  },
  PATIENCE_MS,
)
