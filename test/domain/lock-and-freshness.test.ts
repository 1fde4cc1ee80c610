import { isStale } from '../../src/domain/freshness.js'
import { tripleLock, type Found } from '../../src/domain/triple-lock.js'
import type { TripleLock } from '../../src/domain/words.js'

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
    ['no operator named', ph.driver, ph.vehicle, null, 'not-checked'],
    ['driver unknown', { 'private-hire-driver': 'unknown' }, ph.vehicle, ph.operator, 'not-checked'],
    ['driver unknown, vehicle not licensed', { 'private-hire-driver': 'unknown' }, {}, ph.operator, 'broken'],
  ])('%s', (_, driver, vehicle, operator, expected) => {
    expect(tripleLock({ driver, vehicle, operator })).toBe(expected)
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
