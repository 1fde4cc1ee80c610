import { isStale } from '../../src/domain/freshness.js'
import { tripleLock, type Found } from '../../src/domain/triple-lock.js'
import type { LicenceKind, TripleLock, Verdict } from '../../src/domain/words.js'

const ph = {
  driver: { 'private-hire-driver': 'yes' },
  vehicle: { 'private-hire-vehicle': 'yes' },
  operator: { 'private-hire-operator': 'yes' },
} as const
const taxiDriver = { 'hackney-carriage-driver': 'yes' } as const
const taxi = { 'hackney-carriage-vehicle': 'yes' } as const

describe('the triple lock', () => {
  it.each<[string, Found, Found, Found, TripleLock]>([
    ['all three licensed here', ph.driver, ph.vehicle, ph.operator, 'satisfied'],
    ['no such driver', {}, ph.vehicle, ph.operator, 'broken'],
    ['vehicle suspended', ph.driver, { 'private-hire-vehicle': 'no' }, ph.operator, 'broken'],
    ['operator unknown here', ph.driver, ph.vehicle, {}, 'broken'],
    ['a taxi driver in a private hire vehicle', taxiDriver, ph.vehicle, ph.operator, 'broken'],
    ['a taxi with a private hire driver', ph.driver, taxi, ph.operator, 'broken'],
    ['a taxi with its driver', taxiDriver, taxi, ph.operator, 'not-applicable'],
    ['a taxi with its driver, no operator named', taxiDriver, taxi, null, 'not-applicable'],
    ['a dual driver in a private hire vehicle', { ...taxiDriver, ...ph.driver }, ph.vehicle, ph.operator, 'satisfied'],
    ['a taxi that is suspended', taxiDriver, { 'hackney-carriage-vehicle': 'no' }, ph.operator, 'broken'],
    [
      'a taxi that may or may not be licensed',
      taxiDriver,
      { 'hackney-carriage-vehicle': 'unknown' },
      ph.operator,
      'not-checked',
    ],
    ['no vehicle named', ph.driver, null, ph.operator, 'not-checked'],
    ['a taxi with a private hire driver, no operator named', ph.driver, taxi, null, 'broken'],
    [
      'a dual driver whose private hire licence is revoked, in a private hire vehicle',
      { ...taxiDriver, 'private-hire-driver': 'no' },
      ph.vehicle,
      null,
      'broken',
    ],
    ['no such driver, nothing else named', {}, null, null, 'not-checked'],
    ['a taxi driver, nothing else named', taxiDriver, null, null, 'not-checked'],
    [
      'no such vehicle, no driver known',
      { 'private-hire-driver': 'unknown', 'hackney-carriage-driver': 'unknown' },
      {},
      null,
      'broken',
    ],
    ['no operator named', ph.driver, ph.vehicle, null, 'not-checked'],
    ['driver unknown', { 'private-hire-driver': 'unknown' }, ph.vehicle, ph.operator, 'not-checked'],
    ['driver unknown, vehicle not licensed', { 'private-hire-driver': 'unknown' }, {}, ph.operator, 'broken'],
  ])('%s', (_, driver, vehicle, operator, expected) => {
    expect(tripleLock({ driver, vehicle, operator })).toBe(expected)
  })
})

describe('the triple lock, for everything that can be found', () => {
  const KINDS = {
    driver: ['hackney-carriage-driver', 'private-hire-driver'],
    vehicle: ['hackney-carriage-vehicle', 'private-hire-vehicle'],
    operator: ['private-hire-operator'],
  } as const
  const NAMED = ['driver', 'vehicle', 'operator'] as const
  const VERDICTS = ['yes', 'no', 'unknown', undefined] as const
  const everyFound = (kinds: readonly LicenceKind[]): Found[] => [
    null,
    ...kinds.reduce<Partial<Record<LicenceKind, Verdict>>[]>(
      (founds, kind) =>
        founds.flatMap((found) => VERDICTS.map((verdict) => (verdict ? { ...found, [kind]: verdict } : found))),
      [{}],
    ),
  ]
  const inputs = everyFound(KINDS.driver).flatMap((driver) =>
    everyFound(KINDS.vehicle).flatMap((vehicle) =>
      everyFound(KINDS.operator).map((operator) => ({ driver, vehicle, operator })),
    ),
  )

  /** What may be true of each kind: what was not named or is not known may be licensed or not. */
  const possible = (found: Found, kind: LicenceKind): boolean[] => {
    const verdict = found === null ? 'unknown' : (found[kind] ?? 'no')
    return verdict === 'unknown' ? [true, false] : [verdict === 'yes']
  }
  type World = Partial<Record<LicenceKind, boolean>>
  const lockOf = (world: World): TripleLock =>
    world['hackney-carriage-driver'] && world['hackney-carriage-vehicle']
      ? 'not-applicable'
      : world['private-hire-driver'] && world['private-hire-vehicle'] && world['private-hire-operator']
        ? 'satisfied'
        : 'broken'

  it('says what is so in every case that may be true, and not-checked where they differ', () => {
    expect(inputs).toHaveLength(17 * 17 * 5)
    const wrong = inputs.filter((input) => {
      let worlds: World[] = [{}]
      for (const named of NAMED)
        for (const kind of KINDS[named])
          worlds = worlds.flatMap((world) => possible(input[named], kind).map((is) => ({ ...world, [kind]: is })))
      const locks = new Set(worlds.map(lockOf))
      const isOneAlone = input.vehicle === null && input.operator === null
      const expected = locks.size === 1 && !isOneAlone ? [...locks][0] : 'not-checked'
      return tripleLock(input) !== expected
    })
    expect(wrong).toEqual([])
  })
})

describe('freshness', () => {
  const hour = 3_600_000
  it.each([
    ['recorded here', 'registry', null, false],
    ['a feed at its limit', 'feed', 0, false],
    ['a feed past its limit', 'feed', -1, true],
    ['a feed that never came', 'feed', null, true],
  ] as const)('%s', (_, mode, updatedAt, stale) => {
    expect(isStale({ mode, updatedAt, limitHours: 24 }, 24 * hour)).toBe(stale)
  })
})
