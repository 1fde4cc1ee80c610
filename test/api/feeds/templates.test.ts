import { decide, type DecidedFact } from '../../../src/domain/decision.js'
import type { FedDriver, FedOperator, FedRow } from '../../../src/domain/fed-record.js'
import type { LicenceHistory } from '../../../src/domain/history.js'
import { ordinaryPower } from '../../../src/domain/legal-basis.js'
import type { Fault, StagedRow } from '../../../src/features/feeds/feed-kind.js'
import { readDrivers, readOperators } from '../../../src/features/feeds/records/read-records.js'
import { repeatFinder } from '../../../src/features/feeds/records/repeats.js'
import { duplicateFinder } from '../../../src/features/feeds/vehicles/duplicates.js'
import { readVehicles } from '../../../src/features/feeds/vehicles/read-vehicles.js'
import { naming, readAll } from '../../support/record-files.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const READERS = [
  ['drivers.csv', 'text/csv', readDrivers, 'csv', repeatFinder, 8],
  ['drivers.ndjson', 'application/x-ndjson', readDrivers, 'ndjson', repeatFinder, 8],
  ['operators.csv', 'text/csv', readOperators, 'csv', repeatFinder, 7],
  ['operators.ndjson', 'application/x-ndjson', readOperators, 'ndjson', repeatFinder, 7],
  ['vehicles.csv', 'text/csv', readVehicles, 'ntr-csv', duplicateFinder, 3],
] as const

describe('templates', () => {
  it.each(READERS)(
    '%s is a file that this registry takes, without a fault',
    async (file, type, read, format, finder, n) => {
      const answer = await registry.anyone.get(`/v1/feed-templates/${file}`)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`)
      expect(answer.headers['content-disposition']).toBe(`attachment; filename="${file}"`)
      const { rows, faults } = await readAll(read, format, answer.rawPayload)
      const find: (row: StagedRow) => Fault[] = finder()
      expect([...faults, ...rows.flatMap(find)]).toEqual([])
      expect(rows).toHaveLength(n)
    },
  )
  it('say the same in both forms', async () => {
    for (const [name, read] of [
      ['drivers', readDrivers],
      ['operators', readOperators],
    ] as const) {
      const text = async (ending: string) =>
        (await registry.anyone.get(`/v1/feed-templates/${name}.${ending}`)).rawPayload
      const csv = await readAll(read, 'csv', await text('csv'))
      const ndjson = await readAll(read, 'ndjson', await text('ndjson'))
      expect(csv.rows.map(({ content }) => content)).toEqual(ndjson.rows.map(({ content }) => content))
    }
  })
  it('tell histories that the law allows', async () => {
    for (const [file, read] of [
      ['drivers.csv', readDrivers],
      ['operators.csv', readOperators],
    ] as const) {
      const { rows } = await readAll(read, 'csv', (await registry.anyone.get(`/v1/feed-templates/${file}`)).rawPayload)
      expect(refusals(rows.map(({ content }) => content as FedRow<FedDriver | FedOperator>))).toEqual([])
    }
  })
  it('may be kept by any cache, and are not sent again to whoever has them', async () => {
    const { headers } = await registry.anyone.get('/v1/feed-templates/drivers.csv')
    expect(headers['cache-control']).toBe('public, max-age=3600')
    const again = await registry.anyone.get('/v1/feed-templates/drivers.csv', {
      'if-none-match': String(headers.etag),
    })
    expect(again.statusCode).toBe(304)
  })
  it('of any other name there are none', async () => {
    expect((await registry.anyone.get('/v1/feed-templates/drivers.xlsx')).statusCode).toBe(400)
  })
})

/** What `decide` says against the rows, each recorded after those before it. */
function refusals(rows: FedRow<FedDriver | FedOperator>[]): string[] {
  const histories = new Map<string, LicenceHistory>()
  return rows.flatMap(({ fact }) => {
    const key = `${fact.kind} ${fact.number}`
    const history = histories.get(key) ?? {
      kind: fact.kind,
      jurisdiction: 'england-and-wales',
      decisions: [],
      renewalsPending: [],
    }
    const type = fact.row === 'decision' ? fact.type : history.decisions.length > 0 ? 'renew' : 'grant'
    const power = ordinaryPower('england-and-wales', fact.kind, type) ?? ''
    const decided = decide(
      history,
      {
        ...(fact.row === 'decision'
          ? { ...fact, reasons: 'x' }
          : { legalBasis: power, period: { startsOn: fact.startsOn, endsOn: fact.endsOn } }),
        decidedOn: fact.decidedOn,
        type,
        liftsDecisionId: type === 'lift-suspension' ? history.decisions.at(-1)?.id : null,
      },
      naming.today,
    )
    if (!decided.ok) return [`${key} ${type}: ${decided.refusal.code}`]
    const recorded = (decision: DecidedFact, seq: number) => ({
      ...decision,
      id: `${key} ${seq}`,
      seq,
      recordedAt: 0,
      appeal: null,
    })
    const decisions = [...history.decisions, recorded(decided.decision, history.decisions.length + 1)]
    if (fact.number !== null) histories.set(key, { ...history, decisions })
    return []
  })
}
