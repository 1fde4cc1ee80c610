import fc from 'fast-check'
import { VEHICLE_KINDS, type Situation, type VehicleKind, type Verdict } from '../../../src/domain/words.js'
import { inForce, inForceThen, plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { endStated, plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

const RUNS = 40
const TODAY = '2026-03-02'
const [SHEFFIELD, ELSEWHERE] = ['sheffield', 'rotherham']

type Recorded = { mark: number; plate: number; kind: VehicleKind; situation: Situation; authority: string }
type Stated = {
  mark: number
  plate: number
  kind: VehicleKind
  startsOn: string
  endsOn: string
  isEnded: boolean
  authority: string
}

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const recorded: fc.Arbitrary<Recorded> = fc.record({
  mark: fc.nat(2),
  plate: fc.nat(2),
  kind: some(...VEHICLE_KINDS),
  situation: some<Situation>(
    'in-force',
    'expired',
    'not-yet-in-force',
    'held-off-by-appeal',
    'suspended',
    'temporarily-suspended',
    'revoked',
    'surrendered',
    'appeal-unsettled',
    'refused-renewal-under-appeal',
  ),
  authority: some(SHEFFIELD, SHEFFIELD, SHEFFIELD, ELSEWHERE),
})
const stated: fc.Arbitrary<Stated> = fc.record({
  mark: fc.nat(2),
  plate: fc.nat(2),
  kind: some(...VEHICLE_KINDS),
  startsOn: some('2025-06-01', TODAY, '2026-03-03'),
  endsOn: some('2026-03-31', '2026-04-01', '2026-05-31'),
  isEnded: some(false, false, false, true),
  authority: some(SHEFFIELD, SHEFFIELD, SHEFFIELD, ELSEWHERE),
})

/** What stands is stated once (index `stated_licence_stands_once`). */
const statedOnce = (row: Stated) => JSON.stringify({ ...row, kind: null })

const VERDICT: Partial<Record<Situation, Verdict>> = {
  'in-force': 'yes',
  'held-off-by-appeal': 'yes',
  'appeal-unsettled': 'unknown',
  'refused-renewal-under-appeal': 'unknown',
}
const verdictOf = ({ situation }: Recorded): Verdict => VERDICT[situation] ?? 'no'
const isAdverse = (each: Recorded) =>
  verdictOf(each) !== 'yes' && each.situation !== 'expired' && each.situation !== 'not-yet-in-force'
const strongest = (verdicts: Verdict[]): Verdict =>
  (['yes', 'unknown'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'no'

/** What a check shall say, worked out again by days, lists and words. */
function expected(by: 'mark' | 'plate', n: number, here: Recorded[], rows: Stated[], day: string): Verdict {
  const own = here.filter((each) => each.authority === SHEFFIELD)
  const standing = rows.filter(
    (row) => row.authority === SHEFFIELD && !row.isEnded && row[by] === n && row.startsOn <= day && day <= row.endsOn,
  )
  return strongest([
    ...own.filter((each) => each[by] === n).map(verdictOf),
    ...standing.map((row): Verdict => {
      const against = own.filter((each) => isAdverse(each) && (each.mark === row.mark || each.plate === row.plate))
      if (against.some((each) => verdictOf(each) === 'no')) return 'no'
      return against.length > 0 ? 'unknown' : 'yes'
    }),
  ])
}

/** One of two licences of a kind that one vehicle has at once, or of two that bear one plate, could not be recorded. */
const storable = (all: Recorded[]) =>
  all.filter(
    (each, index) =>
      !all
        .slice(0, index)
        .some((other) => other.authority === each.authority && other.mark === each.mark && other.kind === each.kind),
  )

let run = 0
it(`answers as worked out again from any licences recorded here and any statements; these turn no decision into a yes, and no yes into less (${RUNS} times)`, async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(recorded, { maxLength: 3 }).map(storable),
      fc.uniqueArray(stated, { minLength: 1, maxLength: 4, selector: statedOnce }),
      some(TODAY, '2026-03-31', '2026-04-01'),
      async (here, rows, day) => {
        run++
        const vrm = (mark: number) =>
          `R${'ABC'[mark]}${String(run % 100).padStart(2, '0')}A${'ABCDEFGHIJ'[Math.floor(run / 100)]}Z`
        const number = (plate: number) => `R${run}-${plate}`
        const ask = async (by: 'mark' | 'plate', n: number): Promise<Verdict> => {
          const question = {
            authority: SHEFFIELD,
            badgeNumber: 'NOBODY',
            vehicle: by === 'mark' ? { vrm: vrm(n) } : { plateNumber: number(n) },
            at: day === TODAY ? undefined : `${day}T08:00:00Z`,
          }
          return (await registry.as('booking.system').post('/v1/booking-checks', question)).json().vehicle.licensed
        }
        const questions = (['mark', 'plate'] as const).flatMap((by) => [0, 1, 2].map((n) => [by, n] as const))
        const askAll = async () => {
          const answers: Verdict[] = []
          for (const [by, n] of questions) answers.push(await ask(by, n))
          return answers
        }

        const holders = new Map<string, string>()
        for (const { mark, plate, kind, situation, authority } of here) {
          const holder = `${authority} ${mark}`
          const subjectId = holders.get(holder)
          const { subjectId: id } = await plantLicence(registry.db, {
            kind,
            authority,
            number: number(plate),
            standing: standingOf(situation),
            ...(subjectId === undefined ? { vrm: vrm(mark) } : { subjectId }),
          })
          holders.set(holder, id)
        }
        await plantStated(registry.db, [])
        const before = await askAll()
        for (const isEnded of [false, true])
          for (const authority of [SHEFFIELD, ELSEWHERE]) {
            const own = rows.filter((row) => row.isEnded === isEnded && row.authority === authority)
            const batch = await plantStated(
              registry.db,
              own.map(({ mark, plate, ...row }) => ({ ...row, vrm: vrm(mark), number: number(plate) })),
              { authority },
            )
            if (isEnded) await endStated(registry.db, batch, { authority })
          }
        const after = await askAll()

        questions.forEach(([by, n], i) => {
          expect(before[i]).toBe(expected(by, n, here, [], day))
          expect(after[i]).toBe(expected(by, n, here, rows, day))
          const found = here.filter((each) => each.authority === SHEFFIELD && each[by] === n)
          if (before[i] === 'yes') expect(after[i]).toBe('yes')
          if (found.some(isAdverse) && before[i] !== 'yes') expect(after[i]).not.toBe('yes')
          const word = `${before[i]} then ${after[i]}`
          seen.set(word, (seen.get(word) ?? 0) + 1)
        })
      },
    ),
    { seed: 16, numRuns: RUNS },
  )
  expect([...seen.keys()].sort()).toEqual([
    'no then no',
    'no then unknown',
    'no then yes',
    'unknown then unknown',
    'yes then yes',
  ])
}, 240_000)

function standingOf(situation: Situation) {
  if (situation === 'in-force') return inForce()
  if (situation === 'expired') return inForce('2025-01-01', '2025-12-31')
  if (situation === 'not-yet-in-force') return inForce('2026-06-01', '2027-05-31')
  return inForceThen('2026-02-01', situation, VERDICT[situation] ?? 'no')
}
