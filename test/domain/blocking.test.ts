import fc from 'fast-check'
import { blockingKeys, identifierKeys } from '../../src/domain/blocking.js'
import { record, type Told } from './people.js'

const HOME = ['12 Invented Street', 'Rotherham', 'S60 2TH'] as const
const rare: Told = { given: 'Zbigniew', family: 'Zgierski', born: '1984-02-11', addresses: [HOME] }
const meet = (keys: (told: ReturnType<typeof record>) => string[], one: Told, other: Told): boolean => {
  const known = new Set(keys(record(one)))
  return keys(record(other)).some((key) => known.has(key))
}

describe('descriptions of one person meet', () => {
  const moved = { ...rare, addresses: [['7 Madeup Road', 'Sheffield', 'S1 2HH'] as const] }

  it.each<[string, Told]>([
    ['a new address', moved],
    ['a new family name and address', { ...moved, family: 'Newname' }],
    ['a new given name and address', { ...moved, given: 'Kazimierz' }],
    ['swapped names and a swapped date', { ...moved, given: 'Zgierski', family: 'Zbigniew', born: '1984-11-02' }],
    ['another year and address', { ...moved, born: '1948-02-11' }],
    ['no date', { ...rare, born: null }],
    [
      'a wrong date and half the address',
      { ...rare, born: '1999-12-31', addresses: [['9 Invented St', 'Rotherham', null]] },
    ],
    ['both names changed and the date kept', { ...moved, given: 'Farah', family: 'Fictional' }],
    ['a misspelt name and a wrong digit', { ...moved, family: 'Zgerski', born: '1984-02-12' }],
  ])('after %s', (_, other) => {
    expect(meet(blockingKeys, rare, other)).toBe(true)
  })

  it('by the name and date in a driver number', () => {
    const before = { given: 'Farah', family: 'Morgan', born: '1965-07-05' }
    const after = { given: 'Sara', family: 'Zgierska', born: '1971-12-24', licences: ['MORGA657055F99IJ'] }
    expect(meet(blockingKeys, before, after)).toBe(true)
  })

  it('after any one slip in any name', () => {
    const slip = fc.tuple(fc.nat(20), fc.constantFrom('a', 'b', 'g', 'k', 'n', 'o', 's', 'x', 'z'), fc.nat(2))
    fc.assert(
      fc.property(slip, fc.boolean(), ([place, letter, kind], given) => {
        const at = (name: string) => name.slice(0, place % name.length) + (kind === 0 ? letter : '')
        const rest = (name: string) => name.slice((place % name.length) + (kind === 1 ? 0 : 1))
        const wrong = (name: string) => (kind === 1 ? at(name) + letter + rest(name) : at(name) + rest(name))
        const typed = given ? { ...moved, given: wrong('Zbigniew') } : { ...moved, family: wrong('Zgierski') }
        expect(meet(blockingKeys, rare, { ...typed, born: '1984-02-12' })).toBe(true)
      }),
    )
  })
})

describe('a question is bounded', () => {
  it('about fifty keys, of an ordinary description', () => {
    const { length } = blockingKeys(record(rare))
    expect(length).toBeGreaterThan(30)
    expect(length).toBeLessThan(70)
  })
  it('at most four thousand, of any', () => {
    const many = Array.from({ length: 30 }, (_, index) => index)
    const letter = (index: number) => String.fromCodePoint(97 + (index % 26))
    const words = (most: number, from: number) =>
      Array.from(
        { length: most },
        (_, index) => letter(index + from) + letter(index * from) + letter(from) + 'mnop',
      ).join(' ')
    const told: Told = {
      ...rare,
      others: many.map((index) => [words(8, index), words(8, index + 8)] as const),
      addresses: many.map(
        (index) => [`${index} ${words(8, index).replaceAll(' ', ', ')}`, `Town${index}`, null] as const,
      ),
    }
    expect(blockingKeys(record(told)).length).toBeGreaterThan(3800)
    expect(blockingKeys(record(told)).length).toBeLessThanOrEqual(4000)
  })
  it('nothing known asks for nothing', () => {
    expect(blockingKeys(record({ given: '-', family: '-', born: null }))).toEqual([])
  })
  it('strangers born on the first of January do not meet by the day', () => {
    const [one, other] = [
      { ...rare, born: '1984-01-01' },
      { given: 'Farah', family: 'Fictional', born: '1984-01-01' },
    ]
    expect(meet(blockingKeys, one, other)).toBe(false)
  })
})

describe('identifiers meet', () => {
  const ni = (number: string): Told => ({ ni: number })
  it.each([
    ['equal', 'AB123456', true],
    ['one digit wrong', 'AB123457', true],
    ['two digits changed places', 'AB123465', true],
    ['two digits wrong', 'AB123478', false],
  ])('%s', (_, other, expected) => {
    expect(meet(identifierKeys, ni('AB123456'), ni(other))).toBe(expected)
  })
  it('and of nobody without any', () => {
    expect(identifierKeys(record())).toEqual([])
  })
})
