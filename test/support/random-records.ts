import fc from 'fast-check'
import { LEGAL_BASES, type LegalBasisCode } from '../../src/domain/legal-basis.js'
import { CAPACITIES, GROUNDS, RELEVANT_INFORMATION } from '../../src/domain/words.js'

type Members = Record<string, string | boolean | string[]>

/** Names as people have them, and as they upset programs. */
const NAMES = [
  'Fictional',
  "O'Imaginary",
  'Zmyślony',
  'Éloïse Anne',
  'Łukasz',
  '=Sum(A1)',
  '@Invented',
  '-Made-up',
  'Say "Hi"',
  'Comma, Semi;Colon',
  'Flat 4\nMade-up Court',
  'محمد',
  '𝔘nicode',
]
const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
const name = fc.constantFrom(...NAMES)
const some = <T>(words: readonly T[], least = 0) =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: least, maxLength: 4 })
const optional = <T extends Members>(members: fc.Arbitrary<T>) => fc.oneof(fc.constant<Members>({}), members)
const place = (line: string) =>
  optional(
    fc.record({
      [`${line}Line1`]: name,
      [`${line}Line2`]: name,
      town: fc.constant('Rotherham'),
      postcode: fc.constantFrom('S60 2TH', 's651aa'),
    }),
  )

const driver = fc
  .tuple(
    fc.record({
      reference: fc.stringMatching(/^[A-Za-z0-9._/:-]{1,40}$/),
      familyName: name,
      givenNames: name,
      dateOfBirth: day('1930-01-01', '1969-12-31'),
    }),
    optional(fc.record({ niNumber: fc.constantFrom('AB123456C', 'ab 12 34 56') })),
    optional(
      fc.record({ drivingLicenceIssuer: fc.constant('gb'), drivingLicenceNumber: fc.constant('FICTI703129F99AB') }),
    ),
    place('address'),
  )
  .map((parts) => Object.assign({}, ...parts) as Members)

const operator = fc
  .tuple(
    fc.record({
      reference: fc.stringMatching(/^[A-Za-z0-9._/:-]{1,40}$/),
      name,
      tradingNames: some(NAMES.filter((each) => !each.includes(';'))),
    }),
    place('premises'),
  )
  .map((parts) => Object.assign({}, ...parts) as Members)

const number = fc.stringMatching(/^[A-Z0-9][A-Z0-9/-]{0,19}$/)
const period = fc.record({
  row: fc.constant('licence'),
  number,
  startsOn: day('2019-01-01', '2023-12-31'),
  endsOn: day('2024-01-01', '2029-12-31'),
})
const decision = (kind: string) =>
  fc
    .constantFrom('refuse-application', 'refuse-renewal', 'suspend', 'revoke', 'lift-suspension', 'surrender')
    .chain((type) => {
      const powers = Object.entries(LEGAL_BASES).flatMap(([code, { kinds, types }]) =>
        (kinds as readonly string[]).includes(kind) && (types as readonly string[]).includes(type)
          ? [code as LegalBasisCode]
          : [],
      )
      const isAdverse = !['lift-suspension', 'surrender'].includes(type)
      return fc
        .tuple(
          fc.record({
            row: fc.constant('decision'),
            type: fc.constant(type),
            decidedOn: day('2020-01-01', '2023-12-31'),
            legalBasis: fc.constantFrom(...powers),
            decidedByCapacity: fc.constantFrom(...CAPACITIES),
            decidedByName: name,
          }),
          type === 'refuse-application' ? fc.constant({}) : fc.record({ number }),
          isAdverse
            ? fc.record({
                notifiedOn: day('2024-01-01', '2024-12-31'),
                grounds: some(GROUNDS, 1),
                relevantInformation: some(RELEVANT_INFORMATION),
              })
            : fc.constant({}),
          type === 'suspend' || type === 'revoke' ? fc.record({ isImmediate: fc.boolean() }) : fc.constant({}),
        )
        .map((parts) => Object.assign({}, ...parts) as Members)
    })

const rowOf = (holder: fc.Arbitrary<Members>, fact: fc.Arbitrary<Members>) =>
  fc.tuple(holder, fact).map(([one, other]): Members => ({ authority: 'Rotherham', ...one, ...other }))

/** Rows that are well formed, each as the members of an object of NDJSON. */
export const driverMembers: fc.Arbitrary<Members> = fc
  .constantFrom('hackney-carriage-driver', 'private-hire-driver')
  .chain((kind) => rowOf(driver, fc.oneof(period, decision(kind))).map((row) => ({ ...row, kind })))
export const operatorMembers: fc.Arbitrary<Members> = rowOf(
  operator,
  fc.oneof(period, decision('private-hire-operator')),
)
