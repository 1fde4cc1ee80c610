import fc from 'fast-check'
import { blockingKeys, identifierKeys } from '../../src/domain/blocking.js'
import { licenceConflicts } from '../../src/domain/driving-licence.js'
import { compare, describeAgreement, matchRecord } from '../../src/domain/match.js'
import type { PersonDescription } from '../../src/domain/person.js'
import { FULL, plainDigest } from './people.js'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const name = fc.oneof(
  fc.constantFrom(
    'Mohammed',
    'Md Imran',
    'Mahmood',
    'Hussain',
    'Bill',
    'William',
    'Abdul Rahman',
    'Zgierski-Khan',
    'J',
    '-',
    'Morgan',
  ),
  text,
)
const date = fc.constantFrom(
  '1984-02-11',
  '1984-11-02',
  '1984-02-12',
  '1959-08-20',
  '1964-07-05',
  '1980-01-01',
  '1984-02-31',
)
const ni = fc.constantFrom('AB123456', 'AB123457', 'CE654321')
const number = fc.constantFrom('MORGA657054SM9IJ', 'MORGA657054SM9AB', 'HUSSA802114M99XY', '12345678')

const someone: fc.Arbitrary<PersonDescription> = fc.record({
  names: fc.array(fc.record({ type: fc.constantFrom('full', 'former', 'alias'), familyName: name, givenNames: name }), {
    minLength: 1,
    maxLength: 3,
  }),
  dateOfBirth: fc.option(date),
  addresses: fc.array(
    fc.record({
      line1: fc.oneof(fc.constantFrom('12 Invented Street', 'Flat 3, 12 Invented St', '7 Madeup Road'), text),
      town: fc.oneof(fc.constantFrom('Rotherham', 'Sheffield'), text),
      postcode: fc.option(fc.oneof(fc.constantFrom('S60 2TH', 'S60 2TJ', '2119'), text)),
    }),
    { maxLength: 3 },
  ),
  niNumber: fc.option(ni),
  drivingLicences: fc.array(fc.record({ issuer: fc.constantFrom('gb', 'ni', 'community'), number }), { maxLength: 3 }),
})
const record = someone.map((person) => matchRecord(person, plainDigest))
const RUNS = { numRuns: 500 }

describe('of any two descriptions, in any script', () => {
  it('the answer is the same whichever side asks, and every time', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        const { band, bits, posterior } = compare(one, other, FULL)
        expect(compare(other, one, FULL)).toMatchObject({ band, bits, posterior })
        expect(compare(structuredClone(one), structuredClone(other), FULL)).toEqual(compare(one, other, FULL))
        expect(posterior).toBeGreaterThanOrEqual(0)
        expect(posterior).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  it('an identifier in common is never hidden, and is a key', () => {
    fc.assert(
      fc.property(someone, someone, ni, (one, other, niNumber) => {
        const [asked, held] = [one, other].map((person) => matchRecord({ ...person, niNumber }, plainDigest))
        expect(compare(asked!, held!, FULL).band).not.toBe('none')
        expect(identifierKeys(asked!)).toContain(held!.niNumbers[0]!.whole)
      }),
      RUNS,
    )
  })

  it('nothing fails, and no question is unbounded', () => {
    fc.assert(
      fc.property(someone, record, (person, other) => {
        const made = matchRecord(person, plainDigest)
        expect(describeAgreement(compare(made, other, FULL).fields).join()).not.toContain('undefined')
        expect(blockingKeys(made).length).toBeLessThanOrEqual(500)
        expect(licenceConflicts(person).length).toBeLessThanOrEqual(5)
      }),
      RUNS,
    )
  })
})
