import { addDays, startOfLondonDay } from '../../src/domain/calendar.js'
import type { StandingStep } from '../../src/domain/standing.js'
import { meetsRecorded, type RecordedVehicleLicence } from '../../src/domain/vehicle-conflict.js'
import type { Situation, Verdict } from '../../src/domain/words.js'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const ROW = {
  kind: 'private-hire-vehicle',
  vrm: 'AB12CDE',
  number: 'P-1',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
} as const

const step = (from: string | null, until: string | null, verdict: Verdict, situation: Situation): StandingStep => ({
  from: from === null ? null : startOfLondonDay(from),
  until: until === null ? null : startOfLondonDay(until),
  verdict,
  situation,
  basis: '',
  validUntil: null,
})
/** In force from one day to another, and in `situation` from `since` until `back`. */
function recorded(
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  against?: { situation: Situation; verdict?: Verdict; since: string; back?: string },
): RecordedVehicleLicence {
  const over = addDays(endsOn, 1)
  const { situation, since, back = null, verdict = 'no' } = against ?? {}
  const standing = [step(null, startsOn, 'no', 'not-yet-in-force')]
  if (situation === undefined || since === undefined) {
    standing.push(step(startsOn, over, 'yes', 'in-force'), step(over, null, 'no', 'expired'))
  } else {
    standing.push(step(startsOn, since, 'yes', 'in-force'), step(since, back, verdict, situation))
    if (back !== null && back < over) standing.push(step(back, over, 'yes', 'in-force'))
    if (back !== null) standing.push(step(back < over ? over : back, null, 'no', 'expired'))
  }
  return {
    id: 'l',
    kind: 'private-hire-vehicle',
    vrm: 'AB12CDE',
    number: 'P-1',
    periods: [{ startsOn, endsOn }],
    standing,
    isRenewalRefused: false,
  }
}
const meets = (licence: RecordedVehicleLicence, row: object = {}, now = NOW) =>
  meetsRecorded({ ...ROW, ...row }, [licence], now)
const conflict = (why: string) => ({ as: 'conflict', why, licenceId: 'l' })

describe('a row of a vehicle file and what is recorded here', () => {
  it('the same vehicle, plate, kind and period, in force: the same', () => {
    expect(meets(recorded(ROW))).toEqual({ as: 'same' })
    expect(meets(recorded(ROW, { situation: 'suspended', since: '2026-02-01', back: '2026-02-10' }))).toEqual({
      as: 'same',
    })
    expect(meets(recorded(ROW, { situation: 'revoked', since: '2026-03-23' }))).toEqual({ as: 'same' })
  })
  it.each(['suspended', 'revoked', 'surrendered', 'temporarily-suspended'] as const)(
    '%s here: decided here',
    (situation) => {
      expect(meets(recorded(ROW, { situation, since: '2026-02-01' }))).toEqual(conflict('decided-here'))
    },
  )
  it('unsettled here: decided here', () => {
    const licence = recorded(ROW, { situation: 'appeal-unsettled', verdict: 'unknown', since: '2026-02-01' })
    expect(meets(licence)).toEqual(conflict('decided-here'))
  })
  it.each([
    ['period', { endsOn: '2027-01-01' }, 'recorded-differently'],
    ['plate', { number: 'P-2' }, 'recorded-differently'],
    ['kind', { kind: 'hackney-carriage-vehicle' }, 'recorded-differently'],
    ['vehicle', { vrm: 'XY34ZZZ' }, 'number-held-by-another'],
  ])('with another %s in the same time: a conflict', (_, row, why) => {
    expect(meets(recorded(ROW), row)).toEqual(conflict(why))
  })
  it('of neither the vehicle nor the plate: nothing', () => {
    expect(meets(recorded(ROW), { vrm: 'XY34ZZZ', number: 'P-2' })).toBeUndefined()
  })
  it.each([
    ['ends on the eve', { startsOn: '2025-01-01', endsOn: '2025-12-31' }, undefined],
    ['ends on its first day', { startsOn: '2025-01-01', endsOn: '2026-01-01' }, conflict('recorded-differently')],
    ['begins on its last day', { startsOn: '2026-12-31', endsOn: '2027-12-30' }, conflict('recorded-differently')],
    ['begins the day after', { startsOn: '2027-01-01', endsOn: '2027-12-31' }, undefined],
  ])('a licence that %s', (_, period, expected) => {
    expect(meets(recorded(period))).toEqual(expected)
  })
  it('a licence that was revoked speaks against every later one; a suspension only on days that are still to come', () => {
    const LAST_YEAR = { startsOn: '2025-01-01', endsOn: '2025-12-31' }
    const next = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
    expect(meets(recorded(LAST_YEAR, { situation: 'revoked', since: '2025-06-01' }), next)).toEqual(
      conflict('decided-here'),
    )
    const until = (back: string) => recorded(LAST_YEAR, { situation: 'suspended', since: '2025-12-01', back })
    expect(meets(until('2026-03-02'), next)).toBeUndefined()
    expect(meets(until('2026-03-03'), next)).toEqual(conflict('decided-here'))
  })
  it('a licence whose renewal was refused speaks against what begins after it, of the same vehicle; not against what is over, nor of another', () => {
    const LAST_YEAR = { startsOn: '2025-01-01', endsOn: '2025-12-31' }
    const refused = { ...recorded(LAST_YEAR), isRenewalRefused: true }
    expect(meets(refused)).toEqual(conflict('decided-here'))
    expect(meets(refused, { number: 'P-2', kind: 'hackney-carriage-vehicle' })).toEqual(conflict('decided-here'))
    expect(meets(refused, { vrm: 'XY34ZZZ' })).toBeUndefined()
    expect(meets(refused, { startsOn: '2026-01-01', endsOn: '2026-03-01' })).toBeUndefined()
    expect(meets({ ...recorded(ROW), isRenewalRefused: true })).toEqual({ as: 'same' })
  })
  it('a row to come is judged as on its first day, one that is over as on its last', () => {
    const next = { startsOn: '2026-06-01', endsOn: '2027-05-31' }
    expect(meets(recorded(next), next)).toEqual({ as: 'same' })
    const late = recorded(next, { situation: 'suspended', since: '2026-06-01', back: '2026-07-01' })
    expect(meets(late, next)).toEqual(conflict('decided-here'))
    const past = { startsOn: '2024-01-01', endsOn: '2024-12-31' }
    expect(meets(recorded(past), past)).toEqual({ as: 'same' })
    expect(meets(recorded(past, { situation: 'revoked', since: '2024-06-01' }), past)).toEqual(conflict('decided-here'))
  })
  it('of several licences the one that says the same is heard; else the weightiest reason is told', () => {
    const revoked = {
      ...recorded({ startsOn: '2024-01-01', endsOn: '2024-12-31' }, { situation: 'revoked', since: '2024-06-01' }),
      id: 'r',
    }
    expect(meetsRecorded(ROW, [revoked, recorded(ROW)], NOW)).toEqual({ as: 'same' })
    const differently = { ...recorded(ROW), id: 'd', number: 'P-3' }
    const elsewhere = { ...recorded(ROW), id: 'e', vrm: 'XY34ZZZ' }
    expect(meetsRecorded(ROW, [differently, elsewhere], NOW)).toEqual({
      as: 'conflict',
      why: 'number-held-by-another',
      licenceId: 'e',
    })
    expect(meetsRecorded(ROW, [differently, elsewhere, revoked], NOW)).toEqual({
      as: 'conflict',
      why: 'decided-here',
      licenceId: 'r',
    })
  })
})
