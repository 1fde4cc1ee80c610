import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { buildApp } from '../../../src/app.js'
import type { CctvStatus, DecisionType, LicenceKind } from '../../../src/domain/words.js'
import type { LicensingStatistics } from '../../../src/features/statistics/licensing-statistics.schema.js'
import { asOwner, asProgram } from '../../support/as-owner.js'
import { plantGranted, plantLicence } from '../../support/licences.js'
import { annul, office, refusal, revoke, suspend } from '../../support/office.js'
import { planter } from '../../support/plant-facts.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { aVersion, CCTV_RULE, proposeStandards } from '../../support/standards.js'

/** The registry on a database that shows each statement first, and answers what is said in its place. */
async function withSight(see: (sql: string, values: unknown[]) => Promise<unknown> | undefined) {
  const prisma = new Proxy(registry.db.prisma, {
    get: (target, key) =>
      key === '$queryRaw'
        ? (text: TemplateStringsArray, ...values: unknown[]) =>
            see(text.join(''), values) ?? target.$queryRaw(text, ...values)
        : (Reflect.get(target, key) as unknown),
  })
  return buildApp({ ...registry.deps, db: { ...registry.db, prisma } })
}

/** Monday 2 March 2026, so many minutes after nine: what was counted is kept for one. */
const minute = (n: number) => registry.clock.set(new Date(Date.UTC(2026, 2, 2, 9, n)).toISOString())

let registry: Registry
let rotherham: ReturnType<typeof office>
let suspended: { licence: string; decision: string }[]

beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  const drivers = await plantGranted(registry.db, 20, 'G-')
  await plantMany('hackney-carriage-driver', 6)
  await plantMany('private-hire-operator', 2)
  const version = aVersion(registry, { cctv: CCTV_RULE, effectiveFrom: '2015-07-06' })
  const proposal = await proposeStandards(registry, 'rotherham', version)
  rotherham.made(await rotherham.approve(proposal, registry.as('rotherham.senior-2')))
  const vehicles = [
    ...(await plantMany('private-hire-vehicle', 9)),
    ...(await plantMany('hackney-carriage-vehicle', 3)),
  ]
  for (const [index, vehicle] of vehicles.entries())
    await plantStatus(vehicle, index < 7 ? 'compliant' : index < 11 ? 'non-compliant' : 'exempt')
  suspended = []
  for (const licence of drivers.slice(0, 6)) {
    const { decision } = rotherham.made(await rotherham.decide(licence, suspend({ isImmediate: true })))
    suspended.push({ licence, decision: decision.id })
  }
  for (const licence of drivers.slice(6, 8))
    rotherham.made(await rotherham.decide(licence, revoke({ isImmediate: true })))
})
afterAll(() => registry.close())

async function plantMany(kind: LicenceKind, count: number, authority = 'rotherham') {
  const planted = []
  for (let n = 0; n < count; n += 1) {
    const vrm = `FC${kind.length}${n}XYZ`
    planted.push(
      await plantLicence(registry.db, { kind, number: `${kind.slice(0, 3)}${kind.length}-${n}`, authority, vrm }),
    )
  }
  return planted
}

const plantStatus = (licence: { id: string; subjectId: string }, status: CctvStatus) =>
  asProgram(
    registry.db,
    `INSERT INTO cctv_compliance (licence_id, authority_slug, vehicle_id, standards_seq, time_line) VALUES ($1, 'rotherham', $2, 2, $3)
     ON CONFLICT (licence_id) DO UPDATE SET standards_seq = 2, time_line = excluded.time_line`,
    licence.id,
    licence.subjectId,
    JSON.stringify([{ from: null, until: null, status, reasons: [] }]),
  )

const ask = (query: string, headers?: Record<string, string>) =>
  registry.anyone.get(`/v1/statistics/licensing?${query}`, headers)
const read = async (query = 'authority=rotherham'): Promise<LicensingStatistics> => (await ask(query)).json()
const inForce = ({ licences }: LicensingStatistics) =>
  Object.fromEntries(licences.map(({ kind, inForce: count }) => [kind, count]))
const decided = ({ decisions }: LicensingStatistics, asked: string, type: DecisionType) =>
  decisions.find(({ month }) => month === asked)?.counts.find((each) => each.type === type)?.count

describe('GET /v1/statistics/licensing', () => {
  it('tells everybody how many licences may be used, by kind, rounded down to a multiple of 5, and 1 to 4 not at all', async () => {
    const statistics = await read()
    expect(inForce(statistics)).toEqual({
      // 6
      'hackney-carriage-driver': 5,
      // 20 were granted; six of them are suspended, two revoked
      'private-hire-driver': 10,
      // 3 and 9, of 12
      'hackney-carriage-vehicle': null,
      'private-hire-vehicle': 5,
      'private-hire-operator': null,
    })
    expect(statistics).toMatchObject({ authority: 'rotherham', from: '2025-04', to: '2026-03', refusals: null })
    expect(statistics.whyHidden).toContain('1 to 4')
    expect(statistics).toMatchObject({ notAnswered: [], notKept: [] })
  })

  it('tells which share of the vehicles that need a camera has one that meets the rule', async () => {
    // 7 of 11, rounded; the twelfth is exempt
    expect((await read()).vehicles).toEqual({ total: 10, isAsked: true, required: 10, compliant: 5, share: 0.5 })
    expect((await read('authority=sheffield')).vehicles).toEqual({
      total: 0,
      isAsked: null,
      required: null,
      compliant: null,
      share: null,
    })
  })

  it('counts decisions by type and month of London, and hides 1 to 4', async () => {
    const statistics = await read('authority=rotherham&from=2025-12&to=2026-03')
    expect(statistics.decisions.map(({ month }) => month)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03'])
    expect(decided(statistics, '2026-01', 'grant')).toBe(20)
    // 6
    expect(decided(statistics, '2026-03', 'suspend')).toBe(5)
    expect(decided(statistics, '2026-03', 'revoke')).toBeNull()
    expect(decided(statistics, '2026-02', 'suspend')).toBe(0)
  })

  it('counts a corrected decision as corrected and an annulled one not at all, once the minute is over', async () => {
    const [first, second] = suspended as [(typeof suspended)[number], (typeof suspended)[number]]
    const moved = suspend({
      decidedOn: '2026-02-27',
      notifiedOn: '2026-02-27',
      isImmediate: true,
      correction: { decisionId: first.decision, effect: 'replace', why: 'The day was wrong.' },
    })
    const { decision } = rotherham.made(await rotherham.approve(await rotherham.decide(first.licence, moved)))
    const before = await read()
    expect([decided(before, '2026-03', 'suspend'), decided(before, '2026-02', 'suspend')]).toEqual([5, 0])
    minute(1)
    const after = await read()
    expect([decided(after, '2026-03', 'suspend'), decided(after, '2026-02', 'suspend')]).toEqual([5, null])

    const undone = await rotherham.decide(second.licence, annul('suspend', second.decision))
    rotherham.made(await rotherham.approve(undone))
    minute(2)
    expect(decided(await read(), '2026-03', 'suspend')).toBeNull()
    expect(inForce(await read())['private-hire-driver']).toBe(10)

    // The annulment of the correction brings back what it corrected, in its month.
    const back = await rotherham.decide(first.licence, annul('suspend', decision.id))
    rotherham.made(await rotherham.approve(back))
    minute(3)
    const last = await read()
    expect([decided(last, '2026-03', 'suspend'), decided(last, '2026-02', 'suspend')]).toEqual([5, 0])
  })

  it('rounds drivers of each kind and all drivers each by itself: some hold both', async () => {
    const both = await plantMany('private-hire-driver', 6, 'barnsley')
    for (const [index, { subjectId }] of both.slice(0, 3).entries())
      await plantLicence(registry.db, {
        kind: 'hackney-carriage-driver',
        number: `D-${index}`,
        authority: 'barnsley',
        subjectId,
      })
    await plantMany('hackney-carriage-driver', 9, 'barnsley')
    const statistics = await read('authority=barnsley')
    expect(statistics.drivers.total).toBe(15)
    expect(inForce(statistics)).toMatchObject({ 'hackney-carriage-driver': 10, 'private-hire-driver': 5 })
  })

  it('tells nothing of a class of licences whose records are too old or not kept here, and says so everywhere', async () => {
    minute(5)
    await asOwner(
      registry.db,
      `UPDATE data_source SET mode = 'feed', updated_at = '2026-02-20T09:00:00Z' WHERE authority_slug = 'rotherham' AND class = 'vehicle';
       DELETE FROM data_source WHERE authority_slug = 'rotherham' AND class = 'operator'`,
    )
    const statistics = await read()
    expect(statistics).toMatchObject({
      notAnswered: ['vehicle', 'operator'],
      notKept: ['operator'],
      vehicles: { total: null, isAsked: true, required: null, compliant: null, share: null },
    })
    expect(inForce(statistics)).toMatchObject({
      'private-hire-vehicle': null,
      'private-hire-operator': null,
      'hackney-carriage-driver': 5,
    })
    const { body } = await registry.anyone.get('/statistics?authority=rotherham')
    expect(body).toContain('The records of vehicles are not up to date here')
    expect(body).toContain('does not keep its records of operators here')
    expect(body.replaceAll(/\s+/g, ' ')).toMatch(/Private hire vehicles<\/th> <td[^>]*>not known</)
    const file = await registry.anyone.get('/v1/statistics/licensing.csv?authority=rotherham')
    expect(file.body).toContain('licences-in-force,private-hire-operator,,,yes,"not known here, or not up to date"')
    const chart = await registry.anyone.get('/statistics/licences.svg?authority=rotherham')
    expect(chart.body).toContain('>not known<')
    await asOwner(
      registry.db,
      `UPDATE data_source SET mode = 'registry', updated_at = NULL WHERE authority_slug = 'rotherham' AND class = 'vehicle';
       INSERT INTO data_source (authority_slug, class, mode) VALUES ('rotherham', 'operator', 'registry')`,
    )
  })

  it('does not count as decided by an authority what another imposed', async () => {
    const types = (await read()).decisions.flatMap(({ counts }) => counts.map(({ type }) => type as string))
    expect(new Set(types).has('temporary-suspension-by-other-authority')).toBe(false)
  })

  it('tells of open alerts and overdue duties where there are entries', async () => {
    const plant = planter(registry.db)
    const at = '2026-03-02T08:00:00Z'
    const [licence] = await plantMany('private-hire-driver', 1, 'cardiff')
    for (let n = 0; n < 6; n += 1)
      await plant.alert(
        { id: await plant.entry('wolverhampton', at), slug: 'wolverhampton' },
        { id: licence?.id ?? '', slug: 'cardiff' },
        at,
      )
    for (const due of ['2026-02-27', '2026-02-27', '2026-03-02'])
      await plant.duty('wolverhampton', 'make-entry', due, null)
    expect((await read('authority=wolverhampton')).refusals).toEqual({ openAlerts: 5, overdueDuties: null })
    expect((await read('authority=cardiff')).refusals).toBeNull()
  })

  it('may be kept for a minute by anyone, and whoever has it is told so', async () => {
    const answer = await ask('authority=rotherham')
    expect(answer.headers['cache-control']).toBe('public, max-age=60')
    const again = await ask('authority=rotherham', { 'if-none-match': String(answer.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('counts once for all who ask at once', async () => {
    let statements = 0
    const count = () => void (statements += 1)
    registry.db.pool.on('acquire', count)
    minute(10)
    await read()
    const once = statements
    minute(20)
    await Promise.all(Array.from({ length: 10 }, () => read()))
    registry.db.pool.off('acquire', count)
    // Each of the others still looks whether there is such an authority.
    expect([once > 5, statements]).toEqual([true, 2 * once + 9])
  })

  it('counts one authority after the other: whoever asks of all at once holds up nobody for long', async () => {
    minute(25)
    const at: string[] = []
    const app = await withSight((sql, values) => {
      // The first statement of a count, and its last.
      if (sql.includes('FROM data_source s')) at.push(`begins ${String(values.at(-1))}`)
      if (sql.includes('FROM decision AS c')) at.push(`ends ${String(values.at(-1))}`)
      return undefined
    })
    const slugs = ['rotherham', 'sheffield', 'cardiff', 'tfl']
    await Promise.all(slugs.map((slug) => app.inject(`/v1/statistics/licensing?authority=${slug}`)))
    expect(at).toHaveLength(8)
    for (const [index, event] of at.entries())
      if (index % 2 === 1) expect(event).toBe((at[index - 1] ?? '').replace('begins', 'ends'))
    await app.close()
  })

  it('answers 503 rather than nothing where a count takes too long', async () => {
    const app = await withSight((sql) => (sql.includes('FROM data_source s') ? new Promise(() => {}) : undefined))
    const urls = ['/v1/statistics/licensing', '/v1/statistics/licensing.csv', '/statistics', '/statistics/licences.svg']
    const answers = await Promise.all(urls.map((url) => app.inject(`${url}?authority=rotherham`)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503, 503])
    await app.close()
  }, 20_000)

  it('knows no authority that keeps no licences here, and no month out of reach', async () => {
    for (const authority of ['atlantis', 'leeds']) expect((await ask(`authority=${authority}`)).statusCode).toBe(404)
    for (const months of ['from=2020-01&to=2023-01', 'from=2026-03&to=2026-02', 'from=2026-13', 'to=march'])
      expect((await ask(`authority=rotherham&${months}`)).statusCode).toBe(400)
    expect((await ask('')).statusCode).toBe(400)
    expect(refusal(await ask('authority=rotherham&from=2020-01&to=2023-01'))).toEqual([400, 'invalid-request', '/from'])
    expect((await read('authority=rotherham&from=2020-01&to=2022-12')).decisions).toHaveLength(36)
  })
})

describe('GET /v1/statistics/licensing.csv', () => {
  it('is the same figures, one row each; a hidden one has no value and says so', async () => {
    minute(30)
    const answer = await registry.anyone.get('/v1/statistics/licensing.csv?authority=rotherham&from=2026-03&to=2026-03')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('public, max-age=60')
    const rows: Record<string, string>[] = parse(answer.body, { bom: true, columns: true })
    const row = (figure: string, of: string) => {
      const { value, hidden, note } = rows.find((each) => each['figure'] === figure && each['of'] === of) ?? {}
      return [value, hidden, note]
    }
    expect(row('licences-in-force', 'hackney-carriage-driver')).toEqual(['5', 'no', 'rounded down: 5 to 9'])
    expect(row('licences-in-force', 'private-hire-operator')).toEqual(['', 'yes', '1 to 4'])
    expect(row('vehicles-compliant-share', 'camera')).toEqual(['0.5', 'no', 'of rounded figures'])
    expect(row('decisions', 'suspend')).toEqual(['5', 'no', 'rounded down: 5 to 9'])
    expect(row('decisions', 'revoke')).toEqual(['', 'yes', '1 to 4'])
    expect(row('decisions', 'grant')).toEqual(['0', 'no', 'exact'])
    expect(row('open-alerts', '')).toEqual([undefined, undefined, undefined])
    expect(new Set(rows.map(({ authority }) => authority))).toEqual(new Set(['rotherham']))
  })
})

describe('the page of statistics', () => {
  const page = (query = '') => registry.anyone.get(`/statistics${query}`)

  it('asks which authority, and shows its figures as tables under charts, with the file', async () => {
    const form = await page()
    expect([form.statusCode, form.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(form.body).toContain('<option value="rotherham">Rotherham</option>')
    const { body, headers } = await page('?authority=rotherham')
    expect(headers['cache-control']).toBe('public, max-age=60')
    const cells = body.replaceAll(/\s+/g, ' ')
    expect(cells).toMatch(/Hackney carriage drivers<\/th> <td[^>]*>5</)
    expect(cells).toMatch(/Hackney carriage vehicles<\/th> <td[^>]*>1 to 4</)
    expect(cells).toMatch(/Vehicles of both kinds<\/th> <td[^>]*>10</)
    expect(cells).toMatch(/Drivers, each counted once<\/th> <td[^>]*>15</)
    expect(cells).toMatch(/meets the rule<\/th> <td[^>]*>5<\/td> <td[^>]*>10<\/td> <td[^>]*>50.0%</)
    expect(cells).toMatch(/March 2026<\/th> <td[^>]*>0<\/td><td[^>]*>5<\/td><td[^>]*>1 to 4</)
    expect(cells).toContain('rounded down to a multiple of 5')
    for (const [, region] of cells.matchAll(/<div class="registry-scroll"([^>]*)>/g))
      expect(region).toMatch(/ role="region" aria-label="[^"]+" tabindex="0"/)
    expect(body).toContain('href="/v1/statistics/licensing.csv?authority=rotherham"')
    for (const chart of ['licences', 'shares', 'decisions'])
      expect(body).toMatch(
        new RegExp(`<img [^>]*src="/statistics/${chart}.svg\\?authority=rotherham[^>]* alt="Bar chart`),
      )
    // The policy of the pages would stop them.
    expect(body).not.toMatch(/<style| style="|<script>/)
  })

  it('answers people in their own language: nothing chosen, and no such authority', async () => {
    const none = await page('?authority=')
    expect([none.statusCode, none.body.includes('There is a problem')]).toEqual([400, true])
    expect(none.headers['cache-control']).toBe('no-store')
    expect((await page('?utm_source=letter')).statusCode).toBe(200)
    const unknown = await page('?authority=atlantis')
    expect([unknown.statusCode, unknown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  })

  it('has charts that say what they are and need no style, script or other file', async () => {
    for (const chart of ['licences', 'shares', 'decisions'])
      for (const size of ['narrow', 'wide']) {
        const answer = await registry.anyone.get(`/statistics/${chart}.svg?authority=rotherham&size=${size}`)
        expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/svg+xml'])
        expect(answer.headers['cache-control']).toBe('public, max-age=60')
        expect(answer.body).toMatch(/^<svg role="img" [^>]*><title>[^<]+<\/title>/)
        expect(answer.body).not.toMatch(/style|class=|<script|ecmeta|href=/)
      }
    expect((await registry.anyone.get('/statistics/decisions.svg?authority=rotherham')).body).toContain('>Revocations<')
    expect((await registry.anyone.get('/statistics/licences.svg?authority=rotherham')).body).toContain('>1 to 4<')
    expect((await registry.anyone.get('/statistics/decisions.svg?authority=atlantis')).statusCode).toBe(404)
    expect((await registry.anyone.get(`/statistics/${randomUUID()}.svg?authority=rotherham`)).statusCode).toBe(400)
  })
})
