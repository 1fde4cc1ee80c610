import fc from 'fast-check'
import { blockingKeys, identifierKeys } from '../../src/domain/blocking.js'
import { compare, matchRecord } from '../../src/domain/match.js'
import type { PersonDescription } from '../../src/domain/person.js'
import { MATCH_BANDS } from '../../src/domain/words.js'
import { FULL, person, plainDigest, record, type Told } from './people.js'

const part = fc.oneof(
  fc.constantFrom(
    'Mohammed',
    'Mahmood',
    'Hussain',
    'Hossain',
    'Khan',
    'Zbigniew',
    'Zgierski',
    'Zgerski',
    'J',
    'Morgan',
  ),
  fc.string({ unit: fc.constantFrom(...'a b d e g h i k l m n o r s t u z'.split(' ')), minLength: 3, maxLength: 10 }),
)
const name = fc.record({ type: fc.constantFrom('former', 'alias'), familyName: part, givenNames: part })
const address = fc.record({
  line1: fc.tuple(fc.nat(40), part).map(([number, street]) => `${number} ${street} Street`),
  town: part,
  postcode: fc.constantFrom('S60 2TH', 'S60 2TJ', 'S1 2HH', 'LS1 4DY', null),
})
const date = fc.constantFrom('1984-02-11', '1984-11-02', '1984-02-12', '1959-08-20', '1965-07-05', '1980-01-01')
const ni = fc.constantFrom('AB123456', 'AB123457', 'CE654321')
const licence = fc.record({
  issuer: fc.constant('gb' as const),
  number: fc.constantFrom('MORGA657055F99IJ', 'HUSSA802114M99XY', 'ZGIER802114Z99XY'),
})

const someone: fc.Arbitrary<PersonDescription> = fc.record({
  names: fc
    .tuple(name, fc.array(name, { maxLength: 3 }))
    .map(([now, others]) => [{ ...now, type: 'full' as const }, ...others]),
  dateOfBirth: date,
  addresses: fc.array(address, { minLength: 1, maxLength: 3 }),
  niNumber: ni,
  drivingLicences: fc.array(licence, { minLength: 1, maxLength: 2 }),
})
/** Told in addition, up to twenty-one names and twenty addresses in all. */
const more = (most: number) =>
  fc.record({
    names: fc.array(name, { maxLength: most }),
    addresses: fc.array(address, { maxLength: most }),
    formerDatesOfBirth: fc.array(date, { maxLength: 1 }),
    formerNiNumbers: fc.array(ni, { maxLength: 2 }),
    drivingLicences: fc.array(licence, { maxLength: 1 }),
  })

type More = ReturnType<typeof more> extends fc.Arbitrary<infer Added> ? Added : never
const withMore = (one: PersonDescription, added: More) => ({
  ...one,
  ...added,
  names: [...one.names, ...added.names],
  addresses: [...one.addresses, ...added.addresses],
  drivingLicences: [...one.drivingLicences, ...added.drivingLicences],
})
const made = (one: PersonDescription) => matchRecord(one, plainDigest)
const lost = (before: string[], after: string[]): string[] => {
  const kept = new Set(after)
  return before.filter((key) => !kept.has(key))
}
const BANDS = [...MATCH_BANDS, 'none']

describe('who tells more', () => {
  it('is asked for by every key and identifier as before', () => {
    fc.assert(
      fc.property(someone, more(17), (one, added) => {
        const [before, after] = [
          made(one),
          made(withMore(one, { ...added, formerDatesOfBirth: [], drivingLicences: [] })),
        ]
        expect(lost(blockingKeys(before), blockingKeys(after))).toEqual([])
        expect(lost(identifierKeys(before), identifierKeys(after))).toEqual([])
      }),
    )
  })

  it('is no less surely one person with anybody, on either side', () => {
    fc.assert(
      fc.property(someone, more(4), someone, (one, added, other) => {
        const rank = (asked: PersonDescription, held: PersonDescription) =>
          BANDS.indexOf(compare(made(asked), made(held), FULL).band)
        const before = rank(one, other)
        expect(rank(withMore(one, added), other)).toBeLessThanOrEqual(before)
        expect(rank(other, withMore(one, added))).toBeLessThanOrEqual(before)
      }),
    )
  })
})

describe('decoys hide nobody', () => {
  const rare: Told = {
    given: 'Zbigniew',
    family: 'Zgierski',
    born: '1980-01-01',
    addresses: [['12 Invented St', 'Rotherham', 'S60 2TH']],
  }
  const count = (most: number) => Array.from({ length: most }, (_, index) => index)
  const letters = (index: number) => String.fromCodePoint(97 + (index % 26), 97 + ((index * 7) % 26))
  const decoys = count(19).map((index): [string, string] => [`Gi${letters(index)}ven`, `Fa${letters(index)}mily`])
  const places = count(20).map(
    (index) => [`${index} ${letters(index)}le Street`, `To${letters(index)}wn`, null] as const,
  )
  const hiding: Told = { ...rare, given: 'Farah', family: 'Fictional', addresses: places }

  it.each([0, 7, 19])('behind twenty other names, the true one at %i, and twenty addresses', (place) => {
    const told = { ...hiding, others: decoys.toSpliced(place, 0, ['Zbigniew', 'Zgierski']) }
    const known = new Set(blockingKeys(record(rare)))
    // Every piece of both names with every piece of the date.
    expect(blockingKeys(record(told)).filter((key) => known.has(key)).length).toBeGreaterThanOrEqual(18)
    expect(compare(record(told), record(rare), FULL).band).toBe('exact')
  })
  it('at a false date, at the last of twenty addresses', () => {
    const told = {
      ...rare,
      born: '1999-12-31',
      others: decoys,
      addresses: [...places.slice(1), ...(rare.addresses ?? [])],
    }
    const known = new Set(blockingKeys(record(rare)))
    expect(blockingKeys(record(told)).filter((key) => known.has(key)).length).toBeGreaterThanOrEqual(18)
  })
  it('behind a relative whose family name is rare', () => {
    const statistics = { records: 5_000_000, given: { muhammad: 0.3 }, family: { hussain: 0.3 } }
    const held = {
      given: 'Mohammed',
      family: 'Hussain',
      born: '1984-02-11',
      others: [['Zbigniew', 'Zgierski'] as const],
    }
    const told = { ...held, others: [['Kazimierz', 'Zgierski'] as const] }
    expect(compare(record(told), record(held), statistics).fields).toContainEqual(
      expect.objectContaining({ field: 'given-names', level: 'exact' }),
    )
  })
  it('behind a driver number that agrees with a common name', () => {
    const statistics = { records: 5_000_000, given: { muhammad: 0.3 }, family: { hussain: 0.3 } }
    const told = { given: 'Mohammed', family: 'Hussain', born: '1984-02-11', licences: ['HUSSA802114M99XY'] }
    const held = { ...told, licences: ['HUSSA802114M99AB'] }
    expect(compare(record(told), record(held), statistics).band).toBe('possible')
  })
})

describe('what a record once had', () => {
  const now: Told = { given: 'Farah', family: 'Fictional', born: '1979-03-12', ni: 'CE654321' }
  const then: Told = { ...now, given: 'Sara', family: 'Zgierska', born: '1965-07-05', ni: 'AB123456' }

  it('agrees as what it has', () => {
    const told = made({ ...person(now), formerDatesOfBirth: ['1965-07-05'], formerNiNumbers: ['AB123456'] })
    for (const [asked, held] of [
      [told, record(then)],
      [record(then), told],
    ] as const) {
      const { band, fields } = compare(asked, held, FULL)
      expect(band).toBe('exact')
      expect(fields).toContainEqual({ field: 'date-of-birth', level: 'exact', bits: 14 })
      expect(fields).toContainEqual(expect.objectContaining({ field: 'ni-number', level: 'exact' }))
    }
  })
  it('is a key', () => {
    const told = made({ ...person(now), formerDatesOfBirth: ['1965-07-05'], formerNiNumbers: ['AB123456'] })
    expect(identifierKeys(told)).toEqual(expect.arrayContaining(identifierKeys(record(then))))
    expect(blockingKeys(told)).toEqual(
      expect.arrayContaining(blockingKeys(record({ ...now, born: then.born ?? null }))),
    )
  })
  it('counts by whichever date is nearest', () => {
    const told = made({ ...person(now), dateOfBirth: '1946-01-20', formerDatesOfBirth: ['1979-12-03', '1979-03-13'] })
    expect(compare(told, record(now), FULL).fields).toContainEqual(
      expect.objectContaining({ field: 'date-of-birth', level: 'day-month-swapped' }),
    )
  })
})
