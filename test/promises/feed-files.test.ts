import fc from 'fast-check'
import type { StagedRow } from '../../src/features/feeds/feed-kind.js'
import type { Feed } from '../../src/features/feeds/feed.schema.js'
import { readDrivers } from '../../src/features/feeds/records/read-records.js'
import { readVehicles } from '../../src/features/feeds/vehicles/read-vehicles.js'
import type { Problem } from '../../src/platform/http/problem.js'
import { SERVER } from '../support/database.js'
import { readAll } from '../support/record-files.js'
import { startRegistry, type Registry } from '../support/registry.js'
import { sound } from '../api/feeds/record-feeding.js'

const SEED = 20260302
// What a file is made of does not depend on the database: on a server, only whether such files are taken at all.
const VEHICLE_FILES = SERVER ? 200 : 2_000
const DRIVER_FILES = SERVER ? 20 : 200
const TODAY = '2026-03-02'
/** Of a busy machine. Alone, a file takes some 20 ms. */
const PATIENCE_MS = 600_000

let registry: Registry
beforeEach(async () => {
  registry = await startRegistry()
})
afterEach(() => registry.close())

type Damage = (file: Buffer, at: number, byte: number) => Buffer
const lines = (file: Buffer) => file.toString('latin1').split('\n')
const joined = (all: string[]) => Buffer.from(all.join('\n'), 'latin1')
const inserted = (file: Buffer, at: number, bytes: number[]) =>
  Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at)])
const CONTROLS = [0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x1b, 0x22, 0x2c, 0x5c, 0x7f]
const DAMAGES: Record<string, Damage> = {
  'a bit is turned': (file, at, byte) => {
    const turned = Buffer.from(file)
    turned[at] = (turned[at] ?? 0) ^ (1 << (byte % 8))
    return turned
  },
  'a digit becomes another': (file, at, byte) => {
    const found = file.subarray(at).findIndex((each) => each >= 0x30 && each <= 0x39)
    const changed = Buffer.from(file)
    if (found >= 0) changed[at + found] = 0x30 + (byte % 10)
    return changed
  },
  'a line is gone': (file, at) => {
    const all = lines(file)
    return joined(all.toSpliced(at % all.length, 1))
  },
  'a line is there twice': (file, at, byte) => {
    const all = lines(file)
    return joined(all.toSpliced(byte % all.length, 0, all[at % all.length] ?? ''))
  },
  'its lines are turned round': (file, at) => {
    const [first = '', ...all] = lines(file).slice(0, -1)
    return joined([first, ...all.slice(at % all.length), ...all.slice(0, at % all.length), ''])
  },
  'the rest is gone': (file, at) => file.subarray(0, at),
  'the beginning is gone': (file, at) => file.subarray(at),
  'a control character comes in': (file, at, byte) => inserted(file, at, [CONTROLS[byte % CONTROLS.length] ?? 0]),
  'a byte that is no UTF-8 comes in': (file, at, byte) => inserted(file, at, [0x80 | byte]),
  'a long run of one byte comes in': (file, at, byte) => inserted(file, at, Array<number>(300).fill(byte)),
  'it is UTF-16': (file) => Buffer.from(`\uFEFF${file.toString('latin1')}`, 'utf16le'),
  'it has a byte order mark': (file) => inserted(file, 0, [0xef, 0xbb, 0xbf]),
  'its lines end as on Windows': (file) => Buffer.from(file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  'its lines end as on old Macs': (file) => Buffer.from(file.toString('latin1').replaceAll('\n', '\r'), 'latin1'),
}

/** Of which a file may well come through without a fault. */
const MILD = [
  'a digit becomes another',
  'a line is gone',
  'its lines are turned round',
  'it has a byte order mark',
  'its lines end as on Windows',
]
/** What happens to one file: one thing, or several, one after the other. */
const changeOf = (names: string[]) => fc.tuple(fc.constantFrom(...names), fc.nat(1_000_000), fc.nat(255))
const change = changeOf(Object.keys(DAMAGES))
const changes = fc.oneof(
  fc.array(changeOf(MILD), { minLength: 1, maxLength: 2 }),
  fc.array(change, { minLength: 1, maxLength: 1 }),
  fc.array(change, { minLength: 2, maxLength: 4 }),
)
type Changes = [damage: string, at: number, byte: number][]
const damaged = (file: Buffer, all: Changes) =>
  all.reduce((now, [damage, at, byte]) => (DAMAGES[damage] as Damage)(now, at % (now.length + 1), byte), file)

interface Period {
  mark: string
  startsOn: string
  endsOn: string
}
/** No day of it is lost, where a day is left. */
const isKept = (old: Period, after: Period[]) =>
  old.endsOn < TODAY ||
  after.some(
    ({ mark, startsOn, endsOn }) =>
      mark === old.mark && endsOn >= old.endsOn && (startsOn <= old.startsOn || startsOn <= TODAY),
  )

interface Story<Standing extends Period> {
  path: string
  file: Buffer
  /** What the registry has of it. */
  standing: () => Promise<Standing[]>
  /** What the file says and does not stand, or stands beside it. */
  unlike: (file: Buffer, standing: Standing[]) => Promise<unknown[]>
}

/** Sends the good file, and then so many damaged copies of whatever was applied last. @returns how many had which end. */
async function sendDamaged<Standing extends Period>(count: number, { path, file, standing, unlike }: Story<Standing>) {
  const send = async (body: Buffer) => {
    const headers = { 'content-type': 'text/csv', prefer: 'wait=30' }
    const post = () => registry.as('rotherham.feeder').send({ method: 'POST', url: path, payload: body, headers })
    let answer = await post()
    // The right answer of a machine that is too busy just now; of a file that is always answered so it is a fault.
    for (let again = 0; answer.statusCode === 503 && again < 3; again++) answer = await post()
    return answer
  }
  // Of the file just sent. What an officer has refused may still be read beside its rows.
  const left = async () =>
    (
      await registry.db.pool.query<{ rows: number; open: number }>(
        `SELECT (SELECT count(*)::int FROM feed_row WHERE feed_id IN
            (SELECT id FROM (SELECT * FROM feed ORDER BY id DESC LIMIT 1) AS f WHERE state = 'received' OR refusal <> 'feed-withdrawn')) AS rows,
          (SELECT count(*)::int FROM feed_authority WHERE is_open) AS open`,
      )
    ).rows[0]

  expect((await send(file)).json<Feed>().state).toBe('applied')
  const ends: Record<string, number> = {}
  let [good, before] = [file, await standing()]
  for (const what of fc.sample(changes, { numRuns: count, seed: SEED })) {
    const body = damaged(good, what)
    const answer = await send(body)
    const after = await standing()
    const told = {
      what,
      status: answer.statusCode,
      answer: answer.json<Omit<Feed, 'errors'> & Pick<Problem, 'type'> & { errors?: NonNullable<Problem['errors']> }>(),
    }
    const end = told.status < 300 ? `${told.status} ${told.answer.state}` : told.answer.type
    ends[end] = (ends[end] ?? 0) + 1
    if (told.status >= 500 || !before.every((old) => isKept(old, after)))
      expect(told).toBe('taken, or refused with its faults')
    if (told.status === 202 && told.answer.state === 'applied') {
      expect({ ...told, unlike: await unlike(body, after) }).toEqual({ ...told, unlike: [] })
      good = body
    } else expect({ ...told, after }).toEqual({ ...told, after: before })
    if (told.status >= 400) {
      expect(answer.headers['content-type']).toContain('application/problem+json')
      const { errors = [], type } = told.answer
      if (type.endsWith('feed-not-valid')) expect(errors.length).toBeGreaterThan(0)
      for (const { pointer, detail } of errors) {
        const line = /^\/lines\/(\d+)$/.exec(pointer)?.[1]
        expect(detail).toMatch(line === undefined ? /^[A-Z]/ : new RegExp(`^Line ${line}: .`))
      }
    } else if (told.answer.state === 'previewed') {
      expect(told.answer.personsNeeded).toBeGreaterThan(0)
      const refusal = await registry.as('rotherham.officer').post(`/v1/feeds/${told.answer.id}/refusal`)
      expect(refusal.statusCode).toBe(201)
    }
    expect({ ...told, left: await left() }).toEqual({ ...told, left: { rows: 0, open: 0 } })
    before = after
  }
  expect(['applied', 'previewed']).toContain((await send(file)).json<Feed>().state)
  await sound(registry)
  return ends
}

it(
  `of ${VEHICLE_FILES} damaged files of vehicles none is answered 5xx, none is applied in part, and none ends a licence by leaving it out`,
  async () => {
    const rowOf = (n: number) =>
      `${['AB12CD', 'X12AB', 'ABC12'][n % 3]}${'ABCDEFGHKLMN'[n]},${n % 2 ? '2026-01-15' : '15/01/2026'},2027-0${1 + (n % 9)}-14,` +
      `${n % 3 ? 'PHV' : 'taxi'},Rotherham,${n % 4 ? `P ${n}` : `"P,""${n}"`},${['true', 'False', ''][n % 3]}`
    type Stated = Period & { rest: string }
    const statedIn = ({
      vrm,
      number,
      startsOn,
      endsOn,
      kind,
      description,
      isWheelchairAccessible,
    }: StagedRow): Stated => ({
      mark: `${vrm} ${number}`,
      startsOn: String(startsOn),
      endsOn: String(endsOn),
      rest: [kind, description, isWheelchairAccessible].join(),
    })
    const ends = await sendDamaged<Stated>(VEHICLE_FILES, {
      path: '/v1/feeds/vehicles',
      file: Buffer.from(
        `${Array.from({ length: 12 }, (_, n) => `${rowOf(n)}\n`).join('')}OLD1,2024-01-01,2025-01-01,PHV,Rotherham,P99,\n`,
      ),
      standing: async () =>
        (
          await registry.db.pool.query<Stated>(
            `SELECT vrm || ' ' || number AS mark, starts_on::text AS "startsOn", ends_on::text AS "endsOn",
              concat_ws(',', kind, description, coalesce(is_wheelchair_accessible::text, '')) AS rest FROM stated_licence WHERE ended_by IS NULL ORDER BY id`,
          )
        ).rows,
      unlike: async (file, standing) => {
        const said = (await readAll(readVehicles, 'ntr-csv', file)).rows.map((row) => JSON.stringify(statedIn(row)))
        const stands = standing.filter(({ endsOn }) => endsOn >= TODAY).map((each) => JSON.stringify(each))
        const all = new Set(standing.map((each) => JSON.stringify(each)))
        return [...said.filter((each) => !all.has(each)), ...stands.filter((each) => !said.includes(each))]
      },
    })
    expect(ends['202 applied']).toBeGreaterThan(VEHICLE_FILES / 20)
    expect(ends['202 previewed']).toBeGreaterThan(VEHICLE_FILES / 20)
    expect(ends['/problems/feed-not-valid']).toBeGreaterThan(VEHICLE_FILES / 4)
  },
  PATIENCE_MS,
)

it(
  `nor does any of ${DRIVER_FILES} damaged files of drivers`,
  async () => {
    const HEADER =
      'row,authority,reference,kind,number,familyName,givenNames,dateOfBirth,startsOn,endsOn,decidedOn,type,notifiedOn,legalBasis,grounds,decidedByCapacity,decidedByName'
    const rowOf = (n: number) =>
      `licence,Rotherham,P-${n},private-hire-driver,PHD-${n},Fictional${'abcdef'[n]},Farah,197${n}-03-12,2025-03-0${n + 1},2028-02-29,,,,,,,`
    const SUSPENDED =
      'decision,Rotherham,P-1,private-hire-driver,PHD-1,Fictionalb,Farah,1971-03-12,,,2026-02-02,suspend,2026-02-02,lgmpa-1976-s61-1,not-fit-and-proper,sub-committee,"Committee, B"'
    const ends = await sendDamaged<Period>(DRIVER_FILES, {
      path: '/v1/feeds/drivers',
      file: Buffer.from([HEADER, ...Array.from({ length: 6 }, (_, n) => rowOf(n)), SUSPENDED, ''].join('\n')),
      standing: async () =>
        (
          await registry.db.pool.query<Period>(
            `SELECT l.kind || ' ' || l.number AS mark, p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn"
             FROM licence l JOIN licence_period p ON p.licence_id = l.id WHERE p.superseded_by IS NULL AND l.authority_slug = 'rotherham' ORDER BY p.decision_id`,
          )
        ).rows,
      unlike: async (file, standing) => {
        const { rows } = await readAll(readDrivers, 'csv', file)
        const periods = rows.filter(({ startsOn }) => startsOn !== null)
        const isThere = ({ kind, number, startsOn, endsOn }: StagedRow) =>
          standing.some(
            (each) => each.mark === `${kind} ${number}` && each.startsOn === startsOn && each.endsOn === endsOn,
          )
        return periods.filter((row) => !isThere(row))
      },
    })
    expect(ends['202 applied']).toBeGreaterThan(0)
    expect(ends['202 previewed']).toBeGreaterThan(0)
    expect(ends['/problems/feed-not-valid']).toBeGreaterThan(DRIVER_FILES / 4)
  },
  PATIENCE_MS,
)
