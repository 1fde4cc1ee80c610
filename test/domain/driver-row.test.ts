import { DRIVER_COLUMNS, driverRow } from '../../src/domain/driver-row.js'
import { FED_DECISION_TYPES } from '../../src/domain/fed-record.js'
import { DRIVING_LICENCE_ISSUERS } from '../../src/domain/words.js'
import { naming } from '../support/record-files.js'

const LICENCE = {
  row: 'licence',
  authority: 'Rotherham',
  reference: 'P-1001',
  kind: 'private-hire-driver',
  number: 'PHD-1024',
  familyName: 'Fictional',
  givenNames: 'Farah',
  dateOfBirth: '1979-03-12',
  startsOn: '2025-03-01',
  endsOn: '2028-02-29',
}
const { startsOn: _1, endsOn: _2, ...PERSON } = LICENCE
const SUSPENSION = {
  ...PERSON,
  row: 'decision',
  type: 'suspend',
  decidedOn: '2026-02-02',
  notifiedOn: '2026-02-03',
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: 'not-fit-and-proper',
  decidedByCapacity: 'officer-delegated',
  decidedByName: 'Head of Licensing',
}
const LIFT = { ...SUSPENSION, type: 'lift-suspension', grounds: '' }
const { number: _3, ...UNNUMBERED } = SUSPENSION
const REFUSAL = { ...UNNUMBERED, type: 'refuse-application', legalBasis: 'lgmpa-1976-s51' }

const rowOf = (cells: Record<string, string>) => {
  const read = driverRow(cells, naming)
  if ('faults' in read) throw new Error(read.faults.map(({ detail }) => detail).join('\n'))
  return read.row
}
const faultsOf = (cells: Record<string, string>): string[] => {
  const read = driverRow(cells, naming)
  return 'faults' in read ? read.faults.map(({ detail }) => detail) : []
}

describe('a row of a file of drivers', () => {
  it('of a licence is a period of it', () => {
    expect(rowOf(LICENCE)).toEqual({
      authoritySlug: 'rotherham',
      holder: {
        reference: 'P-1001',
        familyName: 'Fictional',
        givenNames: 'Farah',
        dateOfBirth: '1979-03-12',
        niNumber: null,
        drivingLicence: null,
        address: null,
      },
      fact: {
        row: 'licence',
        kind: 'private-hire-driver',
        number: 'PHD-1024',
        startsOn: '2025-03-01',
        endsOn: '2028-02-29',
        decidedOn: '2025-03-01',
      },
    })
  })
  it('of a decision is the decision', () => {
    const relevant = { relevantInformation: 'harassment; road-safety-risk', isImmediate: 'TRUE' }
    expect(rowOf({ ...SUSPENSION, ...relevant, suspensionEndsOn: '2026-03-31' }).fact).toEqual({
      row: 'decision',
      kind: 'private-hire-driver',
      number: 'PHD-1024',
      type: 'suspend',
      decidedOn: '2026-02-02',
      notifiedOn: '2026-02-03',
      takesEffectOn: null,
      suspensionEndsOn: '2026-03-31',
      isImmediate: true,
      legalBasis: 'lgmpa-1976-s61-1',
      grounds: ['not-fit-and-proper'],
      relevantInformation: ['harassment', 'road-safety-risk'],
      decidedBy: { capacity: 'officer-delegated', name: 'Head of Licensing' },
      receivedOn: null,
    })
  })
  it('of a refused application has no number, and was received on the day of the decision unless it says otherwise', () => {
    expect(rowOf(REFUSAL).fact).toMatchObject({ number: null, receivedOn: '2026-02-02' })
    expect(rowOf({ ...REFUSAL, receivedOn: '2025-12-01' }).fact).toMatchObject({ receivedOn: '2025-12-01' })
    expect(faultsOf({ ...REFUSAL, number: 'PHD-1024' })).toEqual([
      'Column number: must be empty in a refuse-application row',
    ])
  })
  it('of a surrender needs no power: there is one only', () => {
    const { legalBasis: _, notifiedOn: __, ...surrender } = { ...LIFT, type: 'surrender' }
    expect(rowOf(surrender).fact).toMatchObject({ legalBasis: 'holder-surrender' })
  })
  it('keeps identifiers in the forms in which POST /v1/drivers keeps them, and names in one form', () => {
    const row = rowOf({
      ...LICENCE,
      number: ' phd 1024',
      familyName: ' Zmys\u0301lony ',
      niNumber: 'ab 12 34 56 c',
      drivingLicenceIssuer: 'gb',
      drivingLicenceNumber: 'FICTI 703129 F99AB 12',
      addressLine1: 'Flat 4\r\n1 Invented Street',
      town: 'Rotherham',
      postcode: 's602th',
    })
    expect(row.fact.number).toBe('PHD1024')
    expect(row.holder).toMatchObject({
      familyName: 'Zmyślony',
      niNumber: 'AB123456',
      drivingLicence: { issuer: 'gb', number: 'FICTI703129F99AB' },
      address: { line1: 'Flat 4 1 Invented Street', line2: null, town: 'Rotherham', postcode: 'S60 2TH' },
    })
  })
  it('may name its authority by slug', () => {
    expect(rowOf({ ...LICENCE, authority: 'rotherham' }).authoritySlug).toBe('rotherham')
  })
})

describe('what is wrong with a row', () => {
  it.each<[string, Record<string, string>, string]>([
    ['an unknown sort of row', { ...LICENCE, row: 'licences' }, 'Column row: must be one of: licence, decision'],
    ['an authority that is none', { ...LICENCE, authority: 'Rotherham MBC' }, 'Column authority: must be the name'],
    ["another's authority", { ...LICENCE, authority: 'Leeds' }, 'Column authority: is not an authority that you may'],
    ['a reference with a space', { ...LICENCE, reference: 'P 1' }, 'Column reference: must be 1 to 40 letters'],
    ['a reference too long', { ...LICENCE, reference: 'P'.repeat(41) }, 'Column reference: must be 1 to 40 letters'],
    ['a vehicle', { ...LICENCE, kind: 'private-hire-vehicle' }, 'Column kind: must be one of: hackney-carriage-driver'],
    ['a number of signs only', { ...LICENCE, number: '/12' }, 'Column number: must be 1 to 20 letters'],
    ['a name without a letter', { ...LICENCE, familyName: '-' }, 'Column familyName: must be text of at most 100'],
    ['a name too long', { ...LICENCE, givenNames: 'x'.repeat(101) }, 'Column givenNames: must be text of at most 100'],
    ['a name with a tab', { ...LICENCE, givenNames: 'Fa\trah' }, 'Column givenNames: must be text in UTF-8'],
    ['a name with NUL', { ...LICENCE, givenNames: 'Fa\0rah' }, 'Column givenNames: must be text in UTF-8'],
    ['a name spoilt', { ...LICENCE, givenNames: 'Far\ufffdh' }, 'Column givenNames: must be text in UTF-8'],
    ['half a surrogate', { ...LICENCE, givenNames: 'Far\ud800h' }, 'Column givenNames: must be text in UTF-8'],
    ['a day that is none', { ...LICENCE, startsOn: '2025-02-29' }, 'Column startsOn: must be a date, YYYY-MM-DD'],
    ['a British date', { ...LICENCE, dateOfBirth: '12/03/1979' }, 'Column dateOfBirth: must be a date, YYYY-MM-DD'],
    ['born today', { ...LICENCE, dateOfBirth: '2026-03-02' }, 'Column dateOfBirth: must be a date, YYYY-MM-DD, before'],
    ['born later', { ...LICENCE, dateOfBirth: '2025-03-01' }, 'Column dateOfBirth: must be before the licence'],
    ['no NI number', { ...LICENCE, niNumber: 'GB123456A' }, 'Column niNumber: must be a National Insurance number'],
    [
      'half a driving licence',
      { ...LICENCE, drivingLicenceNumber: 'FICTI703129F99AB' },
      'Column drivingLicenceIssuer:',
    ],
    [
      'half an address',
      { ...LICENCE, addressLine2: 'x', town: 'x', postcode: 'S60 2TH' },
      'Column addressLine1: must be filled in with town, postcode',
    ],
    ['no postcode', { ...LICENCE, addressLine1: 'x', town: 'x', postcode: '1' }, 'Column postcode: must be a UK post'],
    ['an end before the start', { ...LICENCE, endsOn: '2025-02-28' }, 'Column endsOn: must not be before startsOn'],
    ['over when granted', { ...LICENCE, decidedOn: '2026-03-01', endsOn: '2026-02-28' }, 'Column endsOn: must not be'],
    ['decided tomorrow', { ...LICENCE, decidedOn: '2026-03-03' }, 'Column decidedOn: must be a date, YYYY-MM-DD, from'],
    [
      'decided in 1969',
      { ...SUSPENSION, decidedOn: '1969-12-31' },
      'Column decidedOn: must be a date, YYYY-MM-DD, from',
    ],
    ['to come, decided when?', { ...LICENCE, startsOn: '2026-03-03' }, 'Column decidedOn: must be filled in where'],
    ['a decision of no type', { ...SUSPENSION, type: '' }, 'Column type: must be filled in'],
    ['a type recorded by officers only', { ...SUSPENSION, type: 'warning' }, 'Column type: must be one of: refuse-'],
    ['notified before decided', { ...SUSPENSION, notifiedOn: '2026-02-01' }, 'Column notifiedOn: must not be before'],
    [
      'effect before decided',
      { ...SUSPENSION, takesEffectOn: '2026-02-01' },
      'Column takesEffectOn: must not be before',
    ],
    ['ended before begun', { ...SUSPENSION, suspensionEndsOn: '2026-02-01' }, 'Column suspensionEndsOn: must not be'],
    ['not yes or no', { ...SUSPENSION, isImmediate: 'yes' }, 'Column isImmediate: must be true or false'],
    ['no power', { ...SUSPENSION, legalBasis: 's61' }, 'Column legalBasis: must be the code of a power'],
    ["another decision's power", { ...SUSPENSION, legalBasis: 'lgmpa-1976-s51' }, 'Column legalBasis: gives no power'],
    ["another licence's power", { ...SUSPENSION, legalBasis: 'lgmpa-1976-s62' }, 'Column legalBasis: gives no power'],
    ['an unknown ground', { ...SUSPENSION, grounds: 'not-fit-and-proper;bad' }, 'Column grounds: with ; between items'],
    ['a ground twice', { ...SUSPENSION, grounds: 'fee-unpaid;fee-unpaid' }, 'Column grounds: with ; between items'],
    ['a blank ground', { ...SUSPENSION, grounds: 'fee-unpaid;' }, 'Column grounds: with ; between items'],
    [
      'received after decided',
      { ...REFUSAL, receivedOn: '2026-02-03' },
      'Column decidedOn: must not be before received',
    ],
  ])('%s', (_, cells, fault) => {
    expect(faultsOf(cells)).toEqual([expect.stringContaining(fault)])
  })
  it.each(DRIVING_LICENCE_ISSUERS)('a driving licence number that is none of issuer %s', (issuer) => {
    expect(faultsOf({ ...LICENCE, drivingLicenceIssuer: issuer, drivingLicenceNumber: '?' })).toEqual([
      'Column drivingLicenceNumber: is not a number of that issuer',
    ])
  })
  it('is told at once, all of it, and never by a value of it', () => {
    const faults = faultsOf({ ...SUSPENSION, familyName: '', dateOfBirth: 'Secret', niNumber: 'Secret', grounds: '' })
    expect(faults).toEqual([
      'Column dateOfBirth: must be a date, YYYY-MM-DD, before today',
      'Column niNumber: must be a National Insurance number',
      'Column familyName: must be filled in',
      'Column grounds: must be filled in',
    ])
  })
  it.each(['licence', ...FED_DECISION_TYPES])('%s: every column that it must have and must not have', (sort) => {
    const cells = sort === 'licence' ? { row: 'licence' } : { row: 'decision', type: sort }
    const columns = Object.entries(DRIVER_COLUMNS)
    const must = columns.flatMap(([name, { need }]) => (need[sort as 'licence'] === 'must' ? [name] : []))
    const mustNot = columns.flatMap(([name, { need }]) => (need[sort as 'licence'] === undefined ? [name] : []))
    const empty = faultsOf(cells).map((each) => /^Column (\w+): must be filled in$/.exec(each)?.[1])
    expect(new Set(['row', ...(sort === 'licence' ? [] : ['type']), ...empty])).toEqual(new Set(must))
    const full = { ...Object.fromEntries(columns.map(([name]) => [name, 'x'])), ...cells }
    const superfluous = faultsOf(full).flatMap((each) => /^Column (\w+): must be empty/.exec(each)?.[1] ?? [])
    expect(new Set(superfluous)).toEqual(new Set(mustNot))
  })
})
