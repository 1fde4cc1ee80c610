import { onServerOnly } from '../support/as-owner.js'
import { office, refusal, refuseApplication } from '../support/office.js'
import { aStranger } from '../support/people.js'
import { startRegistry, type Registry } from '../support/registry.js'

const ROUNDS = 25
let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

onServerOnly(
  'no grant commits that has not seen an entry committed before it; what is entered after a grant raises the alert (PostgreSQL server only)',
  async () => {
    const [rotherham, sheffield] = [office(registry), office(registry, 'sheffield')]
    const outcomes = { granted: 0, refused: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const person = aStranger()
      const applied = async (by: typeof rotherham) =>
        by.apply('private-hire-driver', by.made(await by.officer.post('/v1/drivers', person)).id)
      const [here, there] = [await applied(rotherham), await applied(sheffield)]
      const search = await rotherham.searched(here)
      const grant = rotherham.grantBody('private-hire-driver', search)
      const relied = refuseApplication({ relevantInformation: ['harassment'] })

      const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const [granted, refused] = await Promise.all([
        delay(round % 5 < 2 ? 0 : (round % 5) * 4).then(() =>
          rotherham.officer.post(`/v1/applications/${here}/decision`, grant),
        ),
        delay(round % 3 === 0 ? 8 : 0).then(() => sheffield.officer.post(`/v1/applications/${there}/decision`, relied)),
      ])
      const { decision } = sheffield.made(refused)
      const entry = await registry.db.prisma.entry.findUniqueOrThrow({
        where: { decisionId: decision.id },
        include: { alerts: true, events: true },
      })
      if (granted.statusCode === 201) {
        outcomes.granted += 1
        expect(entry.alerts).toMatchObject([{ licenceId: granted.json().licence.id, cause: 'entry' }])
      } else {
        outcomes.refused += 1
        expect(refusal(granted)).toEqual([422, 'entry-made-since-search', '/searchId'])
        expect(entry.alerts).toEqual([])
      }
    }
    // Both orders were met, or the race is no race.
    expect(Math.min(outcomes.granted, outcomes.refused)).toBeGreaterThan(0)
  },
)

onServerOnly('an officer’s limit holds when searches arrive together (PostgreSQL server only)', async () => {
  const strict = await startRegistry({ env: { SEARCH_LIMIT_OFFICER_HOUR: '5' } })
  const { officer, searchFor, apply } = office(strict)
  const questions = await Promise.all(Array.from({ length: 12 }, async () => searchFor(await apply())))
  const answers = await Promise.all(questions.map((question) => officer.post('/v1/entry-searches', question)))
  const statuses = answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)
  expect(statuses).toEqual([...Array<number>(5).fill(201), ...Array<number>(7).fill(429)])
  await strict.close()
})

onServerOnly('a search does not wait for an entry that is being committed (PostgreSQL server only)', async () => {
  const { officer, searchFor, apply } = office(registry)
  const questions = await Promise.all(Array.from({ length: 8 }, async () => searchFor(await apply())))
  const holder = await registry.db.pool.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT version FROM entry_head WHERE id = 1 FOR UPDATE')
    const answers = await Promise.all(questions.map((question) => officer.post('/v1/entry-searches', question)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array<number>(8).fill(201))
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
})
