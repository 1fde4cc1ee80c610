import { compare, describeAgreement, METHOD } from '../../src/domain/match.js'
import { EMPTY, FULL, record, type Told } from './people.js'

const HOME = ['12 Invented Street', 'Rotherham', 'S60 2TH'] as const
const ELSEWHERE = ['7 Madeup Road', 'Sheffield', 'S1 2HH'] as const

const band = (asked: Told, held: Told, statistics = FULL) => compare(record(asked), record(held), statistics).band

describe('one person, told twice, is found', () => {
  const held: Told = { given: 'Mohammed', family: 'Hussain', born: '1984-02-11', addresses: [HOME] }
  const rare: Told = { given: 'Zbigniew', family: 'Zgierski', born: '1984-02-11', addresses: [HOME] }

  it.each<[string, Told, Told, string]>([
    ['the same words', held, held, 'exact'],
    ['Muhammad', { ...held, given: 'Muhammad' }, held, 'exact'],
    ['Mohamad', { ...held, given: 'Mohamad' }, held, 'exact'],
    ['Md', { ...held, given: 'Md' }, held, 'exact'],
    ['Hossain', { ...held, family: 'Hossain' }, held, 'exact'],
    ['a date made up, all else the same', { ...rare, born: '1959-08-20' }, rare, 'strong'],
    [
      'a given name told as part of the family name',
      { ...held, given: 'Mohammed Imran', family: 'Khan', addresses: [] },
      { ...held, family: 'Imran Khan', addresses: [] },
      'possible',
    ],
    ['names swapped', { ...held, given: 'Hussain', family: 'Mohammed' }, held, 'strong'],
    ['one letter wrong in the given name', { ...rare, given: 'Zbignew' }, rare, 'strong'],
    ['one letter wrong in the family name', { ...rare, family: 'Zgerski' }, rare, 'strong'],
    ['two letters changed places', { ...rare, family: 'Zgiersik' }, rare, 'strong'],
    ['accents', { ...rare, given: 'Żbigńiew', family: 'Zgiérski' }, rare, 'exact'],
    ['another script', { ...rare, given: 'Збигнев' }, rare, 'strong'],
    ['a second given name', { ...rare, given: 'Zbigniew Marian' }, rare, 'strong'],
    ['a patronymic', { ...rare, given: 'Zbigniew Kazimierovich' }, rare, 'strong'],
    ['half a double name', { ...rare, family: 'Zgierski-Invented' }, rare, 'strong'],
    [
      'a hyphen for a space',
      { ...rare, family: 'Zgierski-Invented' },
      { ...rare, family: 'Zgierski Invented' },
      'exact',
    ],
    ['an apostrophe', { ...rare, family: "O'Brien" }, { ...rare, family: 'OBrien' }, 'exact'],
    ['a title and a particle', { ...rare, given: 'Mr Zbigniew', family: 'von Zgierski' }, rare, 'exact'],
    ['abdul apart and together', { ...held, given: 'Abdul Rehman' }, { ...held, given: 'Abdurrahman' }, 'exact'],
    ['a nickname', { ...rare, given: 'Bill' }, { ...rare, given: 'William' }, 'exact'],
    ['day and month swapped', { ...rare, born: '1984-11-02' }, rare, 'strong'],
    ['day and month swapped, a common name', { ...held, born: '1984-11-02' }, held, 'strong'],
    ['one digit of the year wrong', { ...rare, born: '1983-02-11' }, rare, 'strong'],
    ['two digits changed places', { ...rare, born: '1948-02-11' }, rare, 'strong'],
    ['moved house', { ...rare, addresses: [ELSEWHERE] }, rare, 'exact'],
    ['moved house, a former address told', { ...held, addresses: [ELSEWHERE, HOME] }, held, 'exact'],
    ['no address at all', { ...rare, addresses: [] }, rare, 'exact'],
    ['the street mistyped', { ...held, addresses: [['12 Invneted St', 'Rotherham', 'S60 2TH']] }, held, 'exact'],
    ['a common name that moved house', { ...held, addresses: [ELSEWHERE] }, held, 'possible'],
    [
      'a common name misspelt that moved house',
      { ...held, family: 'Husein', addresses: [ELSEWHERE] },
      held,
      'possible',
    ],
    ['a former name told', { ...rare, family: 'Newname', others: [['Zbigniew', 'Zgierski']] }, rare, 'exact'],
    ['a former name held', rare, { ...rare, family: 'Newname', others: [['Zbigniew', 'Zgierski']] }, 'exact'],
  ])('%s', (_, asked, there, expected) => {
    expect(band(asked, there)).toBe(expected)
    expect(band(there, asked)).toBe(expected)
  })
})

describe('a changed name shows in the driver number', () => {
  const before: Told = { given: 'Farah', family: 'Morgan', born: '1965-07-05', addresses: [HOME] }
  const after: Told = { ...before, family: 'Zgierska', addresses: [ELSEWHERE] }

  it('of the one who asks, against the name held', () => {
    expect(band(after, before)).toBe('possible')
    expect(band({ ...after, licences: ['MORGA657055F99IJ'] }, before)).toBe('strong')
    expect(band({ ...after, addresses: [HOME], licences: ['MORGA657055F99IJ'] }, before)).toBe('strong')
  })
  it('in both numbers, though their ends differ', () => {
    const [asked, held] = [
      { ...after, licences: ['MORGA657055F99IJ'] },
      { ...before, licences: ['MORGA657055F91AB'] },
    ]
    const { fields } = compare(record(asked), record(held), FULL)
    expect(fields).toContainEqual({ field: 'family-name', level: 'encoded', bits: 4 })
  })
  it('and the whole number is an identifier', () => {
    const licences = ['MORGA657055F99IJ']
    expect(band({ ...after, licences }, { ...before, licences })).toBe('exact')
  })
  it('a date of birth mistyped shows in it too', () => {
    const { fields } = compare(
      record({ ...before, born: '1971-12-24', licences: ['MORGA657055F99IJ'] }),
      record(before),
      FULL,
    )
    expect(fields).toContainEqual({ field: 'date-of-birth', level: 'encoded', bits: 8 })
  })
})

describe('two people are not strongly one', () => {
  const one: Told = { given: 'Mohammed', family: 'Hussain', born: '1984-02-11', addresses: [HOME] }
  const rare: Told = { given: 'Zbigniew', family: 'Zgierski', born: '1984-02-11', addresses: [HOME] }

  it.each<[string, Told, Told, string]>([
    ['brothers in one house', rare, { ...rare, given: 'Kazimierz', born: '1987-09-30' }, 'none'],
    ['Mohammed and Mahmood, of one family', one, { ...one, given: 'Mahmood', born: '1990-06-23' }, 'none'],
    [
      'father and son, one with a second name',
      rare,
      { ...rare, given: 'Zbigniew Jan', born: '1959-08-20' },
      'possible',
    ],
    [
      'father and son, with identifiers',
      { ...rare, ni: 'AB123456' },
      { ...rare, born: '1959-08-20', ni: 'CE654321' },
      'possible',
    ],
    [
      'twins, by their identifiers',
      { ...rare, ni: 'AB123456' },
      { ...rare, given: 'Kazimierz', ni: 'CE654321' },
      'possible',
    ],
    [
      'twins who are both Mohammed',
      { ...rare, given: 'Mohammed Imran', ni: 'AB123456' },
      { ...rare, given: 'Mohammed Kamran', ni: 'CE654321' },
      'possible',
    ],
    [
      'a given name and a date in common, elsewhere',
      { ...rare, family: 'Fictional' },
      { ...rare, addresses: [ELSEWHERE] },
      'possible',
    ],
    ['strangers', one, { given: 'Farah', family: 'Fictional', born: '1979-03-12', addresses: [ELSEWHERE] }, 'none'],
    ['two of one name', one, { ...one, born: '1971-12-24', addresses: [ELSEWHERE] }, 'none'],
  ])('%s', (_, asked, held, expected) => {
    expect(band(asked, held)).toBe(expected)
    expect(band(held, asked)).toBe(expected)
  })
})

describe('never hidden', () => {
  const nobody: Told = { given: 'Farah', family: 'Fictional', born: '1979-03-12', addresses: [ELSEWHERE] }
  const other: Told = { given: 'Kazimierz', family: 'Zgierski', born: '1950-10-01', addresses: [HOME] }

  it('an identifier in common, whatever else differs', () => {
    expect(band({ ...nobody, ni: 'AB123456' }, { ...other, ni: 'AB123456' })).toBe('possible')
    expect(band({ ...nobody, licences: ['MORGA657055F99IJ'] }, { ...other, licences: ['MORGA657055F99IJ'] })).toBe(
      'possible',
    )
  })
  it('two names and a date, however common and however many are on the register', () => {
    const statistics = { records: 5_000_000, given: { muhammad: 0.3 }, family: { hussain: 0.3 } }
    const told: Told = { given: 'Mohammed', family: 'Hussain', born: '1984-02-11', addresses: [HOME] }
    expect(band({ ...told, addresses: [ELSEWHERE] }, { ...told, given: 'Md', born: '1984-11-02' }, statistics)).toBe(
      'possible',
    )
  })
  it('but an identifier one character apart is no match by itself', () => {
    expect(band({ ...nobody, ni: 'AB123456' }, { ...other, ni: 'AB123457' })).toBe('none')
    expect(
      band({ ...nobody, ni: 'AB123456' }, { ...nobody, addresses: [HOME], family: 'Invented', ni: 'AB123465' }),
    ).toBe('strong')
  })
})

describe('how common a name is', () => {
  const told = (given: string, family: string): Told => ({ given, family, born: '1984-02-11' })
  const bits = (who: Told, statistics = EMPTY) => compare(record(who), record(who), statistics).bits

  it('counts from the first entry: Smith is not rare on an empty register, nor half of one with two', () => {
    const two = { records: 2, given: { jon: 0.5 }, family: { smith: 0.5 } }
    expect(bits(told('Zbigniew', 'Zgierski'))).toBeGreaterThan(bits(told('John', 'Smith')) + 8)
    expect(Math.abs(bits(told('John', 'Smith')) - bits(told('John', 'Smith'), two))).toBeLessThan(0.3)
  })
  it('is what the register says once it is large', () => {
    const full = { records: 200_000, given: {}, family: { fictional: 0.2 } }
    expect(bits(told('Farah', 'Fictional'), full)).toBeLessThan(bits(told('Farah', 'Invented'), full) - 6)
  })
  it('a larger register asks for more', () => {
    const who = record({ given: 'John', family: 'Smith', born: '1984-02-11' })
    const shares = { given: { jon: 0.025 }, family: { smith: 0.011 } }
    const posteriors = [0, 5_000, 100_000, 1_000_000].map(
      (records) => compare(who, who, { ...shares, records }).posterior,
    )
    expect(posteriors[1]).toBeCloseTo(posteriors[0]!, 3)
    expect(posteriors[2]).toBeLessThan(posteriors[1]!)
    expect(posteriors[3]).toBeLessThan(posteriors[2]!)
  })
  it('a name that is a property of every object is a name', () => {
    expect(bits(told('Constructor', 'Proto'))).toBe(bits(told('Zbigniew', 'Zgierski')))
  })
})

describe('a match record', () => {
  const told: Told = {
    given: 'Farah',
    family: 'Fictional',
    ni: 'AB123456',
    licences: ['MORGA657055F99IJ'],
    addresses: [HOME],
  }

  it('survives JSON', () => {
    const made = record(told)
    expect(JSON.parse(JSON.stringify(made))).toEqual(made)
  })
  it('holds identifiers as digests only', () => {
    const made = JSON.stringify(record(told)).replaceAll(/(?:ni-number|driving-licence-gb):[A-Z0-9]+/g, 'digest')
    expect(made).not.toMatch(/AB12345|MORGA657055F99IJ|F99IJ/)
  })
  it('takes a date that no calendar has as the text it is', () => {
    expect(record({ born: '1984-02-31' }).datesOfBirth).toEqual(['19840231'])
    expect(record({ born: 'unknown' }).datesOfBirth).toEqual([])
  })
  it('says by which method it was made', () => {
    expect(METHOD).toMatch(/^n\d+\.w\d+$/)
  })
})

describe('in words', () => {
  it('how fields agree, and never a value or a number', () => {
    const { fields } = compare(
      record({ given: 'Mohammed', family: 'Zgierski', born: '1984-02-11', addresses: [HOME], ni: 'AB123456' }),
      record({ given: 'Muhammad', family: 'Zgerski', born: '1984-11-02', addresses: [HOME], ni: 'AB123457' }),
      FULL,
    )
    expect(describeAgreement(fields)).toEqual([
      'given names: another spelling of the same name',
      'family name: one letter or two differ',
      'date of birth: day and month have changed places',
      'address: the same address',
      'National Insurance number: one character differs',
      'driving licence number: not known of both',
    ])
  })
})
