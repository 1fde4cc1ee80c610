import fc from 'fast-check'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { forgetStatements } from './forget-statements.js'
import { compare, infoOf, ReferenceAuthority } from './reference-vehicles.js'
import { vehicleFiles, type Line } from './vehicle-story.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const RUNS = 5
const NAMES = ['Rotherham', 'Sheffield'] as const
const VRMS = ['AA11AAA', 'AB1', 'A1ABC']

const some = <T>(...values: T[]) => fc.constantFrom(...values)
/** Few values of each, so that lines meet again. The clock goes from 2 March on. */
const line: fc.Arbitrary<Line> = fc.record({
  vrm: some(...VRMS),
  plate: some('P1', 'p1'),
  startsOn: some('2026-01-01', '2026-03-02', '2026-03-04'),
  endsOn: some('2026-03-04', '2026-03-05', '2027-01-01'),
  description: some('taxi', 'PHV', 'phv'),
  wheelchair: some('', 'true', 'false'),
})
const keyOf = ({ vrm, plate, startsOn, endsOn }: Line) => [vrm, plate, startsOn, endsOn].join()
const act = fc.record({
  name: some(...NAMES),
  what: some('send', 'send', 'send', 'send', 'undo'),
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 12, selector: keyOf }),
  isAgreed: some(true, true, true, false),
  hours: fc.nat(8),
})

it('whatever is sent, refused, applied and undone: counts, what stands and the look-ups are as in the reference', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 10 }), async (acts) => {
      await forgetStatements(registry.db)
      const applied = new Map<string, Feed[]>(NAMES.map((name) => [name, []]))
      const reference = new Map(NAMES.map((name) => [name as string, new ReferenceAuthority()]))
      let now = Date.parse('2026-03-02T09:00:00Z')
      for (const { name, what, lines, isAgreed, hours } of acts) {
        now += 1_000 + hours * 3_600_000
        const at = new Date(now).toISOString()
        const today = at.slice(0, 10)
        registry.clock.set(at)
        const files = vehicleFiles(registry, { name, authority: name.toLowerCase() })
        const expected = reference.get(name) as ReferenceAuthority
        const feeds = applied.get(name) as Feed[]
        const latest = feeds.at(-1)
        if (what === 'undo') {
          if (!latest) continue
          expect((await files.undo(latest)).state).toBe('undone')
          feeds.pop()
          expected.undo(at)
        } else {
          const comparison = compare(expected.facts, lines, today)
          let feed = await files.send(lines)
          // The same file as the last one that was applied, in the same order: nothing is compared.
          if (feed.id === latest?.id) continue
          expect(feed.counts?.total).toMatchObject({ ...comparison.counts, conflicts: 0 })
          if (feed.state === 'previewed' && isAgreed) feed = await files.approve(feed)
          if (feed.state === 'previewed') await files.refuse(feed)
          expect(feed.state).toBe(comparison.counts.missing === 0 || isAgreed ? 'applied' : 'previewed')
          if (feed.state === 'applied') {
            feeds.push(feed)
            expected.apply(comparison, at)
          }
        }
        expect(await standing(name.toLowerCase())).toEqual(expected.facts.map(keyAndRest).sort())
        expect(await lookedUp()).toEqual(
          Object.fromEntries(
            VRMS.flatMap((vrm) => [infoOf(vrm, reference, today)].flatMap((info) => (info ? [[vrm, info]] : []))),
          ),
        )
      }
    }),
    { numRuns: RUNS, seed: 20260302, endOnFailure: true },
  )
}, 300_000)

const keyAndRest = (l: Line) => [keyOf(l), l.description, l.wheelchair].join()

async function standing(authority: string): Promise<string[]> {
  const officer = registry.as(`${authority}.officer`)
  const all = await Promise.all(VRMS.map((vrm) => officer.get(`/v1/stated-licences?vrm=${vrm}&limit=100`)))
  return all
    .flatMap((answer) => answer.json().items)
    .filter(({ ended }) => ended === null)
    .map(({ vrm, number: plate, startsOn, endsOn, description, isWheelchairAccessible }) =>
      keyAndRest({ vrm, plate, startsOn, endsOn, description, wheelchair: String(isWheelchairAccessible ?? '') }),
    )
    .sort()
}

async function lookedUp(): Promise<unknown> {
  const answer = await registry
    .as('rotherham.officer')
    .post('/v1/vehicles/licences-info/search', { vrms: [...VRMS, 'ZZ99ZZZ', 'no mark'] })
  expect(answer.statusCode).toBe(200)
  return answer.json().licencesInformation
}
