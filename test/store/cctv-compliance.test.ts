import { runCommand } from 'citty'
import { cctvTimeLine } from '../../src/domain/cctv.js'
import { cctvCommand, followStandards, recomputeCompliance } from '../../src/features/cctv/index.js'
import { loadFacts } from '../../src/features/cctv/cctv-fact.store.js'
import { findVersions } from '../../src/features/standards/index.js'
import { openServer, type Db } from '../../src/platform/db.js'
import type { Log } from '../../src/platform/log.js'
import { asOwner, asProgram, onServerOnly, ownerSession } from '../support/as-owner.js'
import { askForCameras, camera, fault, installation } from '../support/cctv-facts.js'
import { SERVER } from '../support/database.js'
import { plantFleet, vehicleIdOf } from '../support/fleet.js'
import { plantOperatorSystem } from '../support/licences.js'
import { office } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'
import { CCTV_RULE, newStandards } from '../support/standards.js'

/** Lines of Rotherham by the version they were derived with. */
const linesBySeq = async ({ db }: Registry): Promise<Record<number, number>> => {
  const { rows } = await asProgram(
    db,
    `SELECT standards_seq AS seq, count(*)::int AS count FROM cctv_compliance WHERE authority_slug = 'rotherham' GROUP BY 1`,
  )
  return Object.fromEntries(rows.map(({ seq, count }) => [seq, count]))
}
const stricter = (months: number) => ({ cctv: { ...CCTV_RULE, inspectionIntervalMonths: months } })

/** Every line that claims the latest version is the fold of all facts and all versions. Answers how many there are. */
async function believed({ db }: Registry): Promise<number> {
  const versions = await findVersions(db.prisma, 'rotherham')
  const lines = await db.prisma.cctvCompliance.findMany({
    where: { authoritySlug: 'rotherham', standardsSeq: { gte: versions.at(-1)!.seq } },
    include: { licence: true },
  })
  const facts = await loadFacts(
    db.prisma,
    lines.map(({ vehicleId }) => vehicleId),
  )
  for (const { vehicleId, timeLine, licence } of lines)
    expect(timeLine).toEqual(cctvTimeLine(versions, licence.kind as 'private-hire-vehicle', facts.get(vehicleId) ?? []))
  return lines.length
}

/** FLEET=40000 plants as many on the embedded database; FIGURES=1 prints how long each step took. */
const VEHICLES = SERVER ? 40_000 : Number(process.env['FLEET'] ?? 4_000)
/** Of one test: 40,000 vehicles take a while on a busy machine. */
const PATIENCE_MS = 400_000

describe('the time lines of a large fleet', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry()
    await plantOperatorSystem(registry.db, 'booking.system')
    await plantFleet(registry.db, VEHICLES)
  }, PATIENCE_MS)
  afterAll(() => registry.close())

  const check = async (n: number): Promise<string> => {
    const question = { authority: 'rotherham', badgeNumber: 'NONE', vehicle: { plateNumber: `F-${n}` } }
    const { vehicle } = (await registry.as('booking.system').post('/v1/booking-checks', question)).json()
    expect(vehicle.licensed).toBe('yes')
    return vehicle.cctv
  }
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const from = performance.now()
    await work()
    if (process.env['FIGURES']) process.stdout.write(`${what}: ${Math.round(performance.now() - from)} ms\n`)
  }

  it(
    'are made of licences that have none',
    async () => {
      await timed(`${VEHICLES} derived for the first time`, () => recomputeCompliance(registry.deps))
      expect(await linesBySeq(registry)).toEqual({ 1: VEHICLES })
      await timed('nothing to do, missing ones looked for', () => recomputeCompliance(registry.deps))
      await timed('nothing to do', () => followStandards(registry.deps))
    },
    PATIENCE_MS,
  )

  it(
    'are not believed once the standards have changed, and derived again from where an interruption left them',
    async () => {
      expect(await askForCameras(registry)).toBe(2)
      expect([await check(1), await check(VEHICLES)]).toEqual(['unknown', 'unknown'])

      const half = Math.floor(VEHICLES / 400)
      const { log, said } = listening()
      await followStandards({ db: failingAfter(registry.db, half), log })
      expect(said).toMatchObject([{ event: 'compliance-not-derived', err: { message: 'power cut' } }])
      expect(await linesBySeq(registry)).toEqual({ 1: VEHICLES - half * 200, 2: half * 200 })

      const ended = new AbortController()
      const stopping = followStandards({ db: abortingAfter(registry.db, 2, ended), log }, ended.signal)
      await stopping
      expect(await linesBySeq(registry)).toEqual({ 1: VEHICLES - (half + 2) * 200, 2: (half + 2) * 200 })

      await timed(`the other ${VEHICLES - (half + 2) * 200} followed`, () => followStandards(registry.deps))
      expect(await linesBySeq(registry)).toEqual({ 2: VEHICLES })
      expect([await check(1), await check(10)]).toEqual(['compliant', 'non-compliant'])
      await timed('nothing to do', () => followStandards(registry.deps))
    },
    PATIENCE_MS,
  )

  it(
    'answer an officer while they are being derived',
    async () => {
      await newStandards(registry, 'rotherham', stricter(6))
      const waited: number[] = []
      const ended = new AbortController()
      const working = followStandards(registry.deps, ended.signal)
      const { record } = camera(registry, vehicleIdOf(VEHICLES))
      for (let n = 0; n < 5; n++) {
        const from = performance.now()
        const body = n === 0 ? installation({ on: '2026-03-01' }) : fault()
        expect((await record(body)).compliance.licences[0].isCurrent).toBe(true)
        waited.push(performance.now() - from)
      }
      ended.abort()
      await working
      await timed(
        `slowest of five facts recorded meanwhile ${Math.round(Math.max(...waited))} ms; rest`,
        async () => {},
      )
      expect(Math.max(...waited)).toBeLessThan(5_000)
      expect((await linesBySeq(registry))[3]).toBeGreaterThan(200)
    },
    PATIENCE_MS,
  )

  onServerOnly(
    'are derived by several processes at once, each its part (PostgreSQL server only)',
    async () => {
      await newStandards(registry, 'rotherham', stricter(3))
      const url = (registry.db as Db & { url: string }).url
      const others = await Promise.all([1, 2].map(() => openServer({ url, poolSize: 2 })))
      const parts = [registry.db, ...others].map(counting)
      await timed('three at once', () =>
        Promise.all(parts.map(({ db }) => followStandards({ db, log: registry.deps.log }))),
      )
      expect(await linesBySeq(registry)).toEqual({ 4: VEHICLES })
      for (const { batches } of parts) expect(batches()).toBeGreaterThan(5)
      await Promise.all(others.map((db) => db.close()))
    },
    PATIENCE_MS,
  )
})

describe('a time line that claims the latest standards was derived with them', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
    await askForCameras(registry)
  })
  afterAll(() => registry.close())
  const granted = async () => (await rotherham.grant('private-hire-vehicle')).holder.id

  it('after each grant and each fact, in the same transaction', async () => {
    const before = await believed(registry)
    const { record, agree } = camera(registry, await granted())
    expect(await believed(registry)).toBe(before + 1)
    const { fact } = await record(installation())
    expect(await believed(registry)).toBe(before + 1)
    await agree({ type: 'installation', correction: { factId: fact.id, effect: 'annul', why: 'Not so.' } })
    expect(await believed(registry)).toBe(before + 1)
  })

  onServerOnly('when both come at the same moment, and the job too (PostgreSQL server only)', async () => {
    const cameras = await Promise.all(Array.from({ length: 6 }, async () => camera(registry, await granted())))
    for (const { record } of cameras) await record(installation())
    for (let round = 1; round <= 12; round++) {
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const facts = cameras.map(async ({ record }, n) => {
        await pause((n * round) % 25)
        return record(fault())
      })
      const standards = newStandards(registry, 'rotherham', stricter(round))
      const jobs = [0, 5, 10, 20, 40].map((ms) => pause(ms + round).then(() => followStandards(registry.deps)))
      await Promise.all([...facts, standards, ...jobs])
      await believed(registry)
    }
    await followStandards(registry.deps)
    const all = await registry.db.prisma.cctvCompliance.count()
    expect(await believed(registry)).toBe(all)
  })

  onServerOnly(
    'not by a fact that was recorded before it saw them: it is behind, and followed (PostgreSQL server only)',
    async () => {
      const vehicleId = await granted()
      const { record } = camera(registry, vehicleId)
      const owner = await ownerSession(registry.db)
      await owner.query('BEGIN')
      await owner.query('LOCK TABLE audit_head')
      // Has derived its line, and waits to be audited.
      const recording = record(installation())
      await new Promise((resolve) => setTimeout(resolve, 400))
      await owner.query(
        `INSERT INTO authority_standards (authority_slug, seq, effective_from, freshness_limit_hours, search_validity_days, recorded_at, recorded_by_client_id,
         proposed_by_person_id, approved_by_person_id)
       SELECT 'rotherham', max(seq) + 1, '2026-03-02', 168, 28, now(), 'rotherham.back-office', 'rotherham.senior', 'rotherham.senior-2'
       FROM authority_standards WHERE authority_slug = 'rotherham'`,
      )
      await owner.query('COMMIT')
      await owner.end()
      await recording
      const { licences, latestStandards } = await camera(registry, vehicleId).compliance()
      expect(licences).toMatchObject([
        { isCurrent: false, standards: latestStandards - 1, holds: { status: 'unknown', reasons: [] } },
      ])
      await followStandards(registry.deps)
      const { licences: followed } = await camera(registry, vehicleId).compliance()
      expect(followed).toMatchObject([{ isCurrent: true, holds: { reasons: [{ code: 'standard-not-stated' }] } }])
    },
  )
})

describe('what goes wrong with the vehicles of one authority', () => {
  it('keeps those of no other waiting, is logged, and is tried again', async () => {
    const registry = await startRegistry()
    const statuses = async (authority: string) => {
      const { holder } = await office(registry, authority).grant('private-hire-vehicle')
      return camera(registry, holder.id, authority).statuses
    }
    const authorities = ['rotherham', 'sheffield'] as const
    const statusesOf = { rotherham: await statuses('rotherham'), sheffield: await statuses('sheffield') }
    for (const broken of authorities) {
      const other = broken === 'rotherham' ? 'sheffield' : 'rotherham'
      for (const authority of authorities) await newStandards(registry, authority, { cctv: { ...CCTV_RULE } })
      await asOwner(
        registry.db,
        `ALTER TABLE cctv_compliance ADD CONSTRAINT broken CHECK (authority_slug <> '${broken}') NOT VALID`,
      )
      const { log, said } = listening()
      await followStandards({ db: registry.db, log })
      expect([await statusesOf[broken](), await statusesOf[other]()]).toEqual([['unknown'], ['non-compliant']])
      await recomputeCompliance({ db: registry.db, log })
      expect(said).toMatchObject(Array(2).fill({ event: 'compliance-not-derived', authority: broken }))
      await asOwner(registry.db, 'ALTER TABLE cctv_compliance DROP CONSTRAINT broken')
      await followStandards(registry.deps)
      expect(await statusesOf[broken]()).toEqual(['non-compliant'])
    }
    await registry.close()
  })
})

describe('registry cctv verify|rebuild', () => {
  let registry: Registry
  const COUNT = 450
  beforeAll(async () => {
    registry = await startRegistry()
    await plantFleet(registry.db, COUNT)
    await recomputeCompliance(registry.deps)
    await askForCameras(registry)
    await followStandards(registry.deps)
  })
  afterAll(() => registry.close())

  const cctv = async (word: string): Promise<string> => {
    const write = process.stdout.write.bind(process.stdout)
    let said = ''
    process.stdout.write = (text) => Boolean((said += String(text)))
    const open = () => Promise.resolve({ ...registry.deps, close: () => Promise.resolve() })
    await runCommand(cctvCommand(open), { rawArgs: [word] }).finally(() => (process.stdout.write = write))
    return said
  }
  const rebuilt = async () => {
    const events = await registry.db.prisma.auditEvent.findMany({ where: { action: 'rebuild-cctv' } })
    return events.map(({ objectKind, objectId }) => `${objectKind} ${objectId}`)
  }

  it('finds every stored time line to be what its facts and standards say', async () => {
    expect(await cctv('verify')).toBe(`All ${COUNT} time lines are what their facts and standards say.\n`)
    expect(await cctv('rebuild')).toBe(`0 of ${COUNT} time lines written anew.\n`)
    expect(await rebuilt()).toEqual([])
  })

  it('names those that differ, wherever they are and in whatever, and writes them anew under audit rows', async () => {
    const { prisma } = registry.db
    const all = await prisma.licence.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
    const [changed, gone, behind] = [all[0]!.id, all[220]!.id, all[COUNT - 1]!.id]
    await asOwner(
      registry.db,
      `UPDATE cctv_compliance SET time_line = jsonb_set(time_line, '{0,status}', '"exempt"') WHERE licence_id = '${changed}'`,
    )
    await asOwner(registry.db, `DELETE FROM cctv_compliance WHERE licence_id = '${gone}'`)
    await asOwner(registry.db, `UPDATE cctv_compliance SET standards_seq = 1 WHERE licence_id = '${behind}'`)
    const ids = [changed, gone, behind]
    await expect(cctv('verify')).rejects.toThrow(
      `3 of ${COUNT} time lines differ from their facts and standards:\n${ids.join('\n')}`,
    )
    expect(await rebuilt()).toEqual([])
    expect(await cctv('rebuild')).toBe(`3 of ${COUNT} time lines written anew.\n`)
    expect(await cctv('verify')).toContain(`All ${COUNT}`)
    expect(await rebuilt()).toEqual(ids.map((id) => `licence ${id}`))
    expect(await believed(registry)).toBe(COUNT)
  })

  it('goes on from where it was cut short', async () => {
    await asOwner(registry.db, `UPDATE cctv_compliance SET time_line = '[]'`)
    const cut = { ...registry.deps, db: failingAfter(registry.db, 1), close: () => Promise.resolve() }
    await expect(
      runCommand(
        cctvCommand(() => Promise.resolve(cut)),
        { rawArgs: ['rebuild'] },
      ),
    ).rejects.toThrow('power cut')
    expect(await cctv('rebuild')).toBe(`${COUNT - 200} of ${COUNT} time lines written anew.\n`)
    expect(await believed(registry)).toBe(COUNT)
  })
})

describe('a fact about a camera', () => {
  it('is neither changed nor removed, by the program or by the owner of the tables', async () => {
    const registry = await startRegistry()
    const licence = await office(registry).grant('private-hire-vehicle')
    await camera(registry, licence.holder.id).record(installation())
    for (const sql of [`UPDATE cctv_fact SET type = type`, `DELETE FROM cctv_fact`, `TRUNCATE cctv_fact CASCADE`]) {
      await expect(asProgram(registry.db, sql)).rejects.toThrow('permission denied')
      await expect(asOwner(registry.db, sql)).rejects.toThrow('append-only')
    }
    await registry.close()
  })
})

/** A log that keeps what it is told of faults. */
function listening() {
  const said: object[] = []
  return { log: { error: (line: object) => said.push(line) } as unknown as Log, said }
}

/** The database, which counts transactions begun, and from the one after `most` on does what `beyond` does. */
function watched(db: Db, most: number, beyond: () => void): { db: Db; batches: () => number } {
  let count = 0
  const prisma = new Proxy(db.prisma, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== '$transaction') return value
      return (...args: unknown[]) => {
        if (++count > most) beyond()
        return (value as (...args: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  return { db: { ...db, prisma }, batches: () => count }
}
const counting = (db: Db) => watched(db, Infinity, () => {})
const failingAfter = (db: Db, most: number): Db =>
  watched(db, most, () => {
    throw new Error('power cut')
  }).db
/** The batch that is under way when the program ends is still done. */
const abortingAfter = (db: Db, most: number, controller: AbortController): Db =>
  watched(db, most - 1, () => controller.abort()).db
