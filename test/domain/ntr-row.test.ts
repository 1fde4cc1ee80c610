import fc from 'fast-check'
import { NTR } from '../../src/domain/ntr-message.js'
import { isNtrText, ntrRowCheck, type NtrFields } from '../../src/domain/ntr-row.js'
import { faultsOf, isVrm } from './reference-ntr-row.js'

const SEED = 2019
const TODAY = '2026-11-24'
const NAMES = { Leeds: 'leeds', Birmingham: 'birmingham', 'Bournemouth, Christchurch and Poole': 'bcp' } as const
const OWN = ['leeds', 'bcp']
const reading = {
  slugOf: (name: string) => (Object.hasOwn(NAMES, name) ? NAMES[name as keyof typeof NAMES] : undefined),
  maySpeakFor: (slug: string) => OWN.includes(slug),
  today: TODAY,
}
const csv = ntrRowCheck(reading, true)
const json = ntrRowCheck(reading, false)

const good: NtrFields = {
  vrm: 'ZC62OMB',
  start: '2026-04-15',
  end: '2027-04-14',
  description: 'PHV',
  authorityName: 'Leeds',
  plate: 'beBCC',
  wheelchair: 'true',
}
const faults = (fields: Partial<NtrFields>, check = csv): string[] => {
  const checked = check({ ...good, ...fields })
  return checked.ok ? [] : checked.faults.map(({ title, detail }) => `${title}: ${detail}`)
}
const licence = (fields: Partial<NtrFields>, check = csv) => {
  const checked = check({ ...good, ...fields })
  if (!checked.ok) throw new Error(JSON.stringify(checked))
  return checked.licence
}

it('a row without fault states a licence', () => {
  expect(licence({})).toEqual({
    authoritySlug: 'leeds',
    kind: 'private-hire-vehicle',
    number: 'beBCC',
    vrm: 'ZC62OMB',
    startsOn: '2026-04-15',
    endsOn: '2027-04-14',
    description: 'PHV',
    isWheelchairAccessible: true,
  })
})

const START = 'Value error: Invalid start date format. Date format must be either ISO (YYYY-MM-DD) or DD/MM/YYYY'
const END = START.replace('start', 'end')
const PAST = 'Value error: Start date cannot be more than 20 years in the past'
const FUTURE = 'Value error: End date cannot be more than 20 years in the future'
const TYPE = 'Value error: Invalid taxi/PHV value. Can only be taxi, HCV or PHV'
const TOO_LONG = 'Value error: Taxi/PHV value must be less than 100 characters'
const AUTHORITY = 'Value error: Invalid licensing authority name'
const PLATE = 'Value error: Invalid format of license plate number'
const WHEELCHAIR = 'Value error: Invalid wheelchair accessible value. Can only be True or False'

describe('each rule has the words of the national register', () => {
  it.each<[Partial<NtrFields>, string[]]>([
    [{ vrm: '' }, ['Mandatory field missing: Missing VRM value']],
    [{ vrm: '   ' }, ['Mandatory field missing: Missing VRM value']],
    [{ vrm: 'AB12CDEF' }, ['Value error: Too long VRM. VRM should should have from 1-7 characters']],
    [{ vrm: 'AB12CD' }, ['Value error: Invalid format of VRM']],
    [{ start: '' }, ['Mandatory field missing: Missing start date']],
    [{ end: '' }, ['Mandatory field missing: Missing end date']],
    [
      { start: '', end: '' },
      ['Mandatory field missing: Missing start date', 'Mandatory field missing: Missing end date'],
    ],
    [{ start: '2026-4-15' }, [START]],
    [{ start: ' 2026-04-15' }, [START]],
    [{ start: '20260415' }, [START]],
    [{ start: '2026-04-31' }, [START]],
    [{ start: '2026-02-29' }, [START]],
    [{ start: '2026-00-10' }, [START]],
    [{ start: '2026-13-10' }, [START]],
    [{ start: '2026-04-00' }, [START]],
    [{ start: '2026-04-15T00:00' }, [START]],
    [{ start: '31/02/2026' }, [START]],
    [{ start: '04/15/2026' }, [START]],
    [{ start: '1/4/2026' }, [START]],
    [{ start: '01/04/26' }, [START]],
    [{ end: '2019-02-31' }, [END]],
    [{ end: 'never' }, [END]],
    [{ start: '2026-04-16', end: '2026-04-15' }, ['Value error: Start date must be before end date']],
    [{ start: '2006-11-23' }, [PAST]],
    [{ start: '1850-01-01' }, [PAST]],
    [{ end: '2046-11-25' }, [FUTURE]],
    [{ end: '9999-12-31' }, [FUTURE]],
    [{ description: '' }, ['Mandatory field missing: Missing taxi/PHV value']],
    [{ description: ' ' }, ['Mandatory field missing: Missing taxi/PHV value']],
    [{ description: 'x'.repeat(100) }, [TOO_LONG]],
    [{ description: 'x'.repeat(99) }, [TYPE]],
    [{ description: 'bus' }, [TYPE]],
    [{ description: 'not a taxi' }, [TYPE]],
    [{ authorityName: '' }, ['Mandatory field missing: Missing licensing authority name']],
    [{ authorityName: 'leeds' }, [AUTHORITY]],
    [{ authorityName: 'Leeds City Council' }, [AUTHORITY]],
    [{ authorityName: 'Leeds'.padEnd(51, 's') }, [AUTHORITY]],
    [{ authorityName: '__proto__' }, [AUTHORITY]],
    [{ plate: '' }, ['Mandatory field missing: Missing license plate number']],
    [{ plate: 'P'.repeat(16) }, [PLATE]],
    [{ plate: 'P£1' }, [PLATE]],
    [{ plate: 'P\u00001' }, [PLATE]],
    [{ plate: '\ud800' }, [PLATE]],
    [{ wheelchair: 'yes' }, [WHEELCHAIR]],
    [{ wheelchair: ' true' }, [WHEELCHAIR]],
    [{ wheelchair: '1' }, [WHEELCHAIR]],
    [
      { authorityName: 'Birmingham' },
      ['Insufficient Permissions: You are not authorised to submit data for Birmingham'],
    ],
  ])('%j', (fields, told) => {
    expect(faults(fields)).toEqual(told)
  })

  it('all faults of a row are told at once, in one order', () => {
    const fields = { vrm: 'ABCDEFG', start: '01.02.2026', end: '', description: 'bus', plate: '', wheelchair: 'no' }
    expect(faults({ ...fields, authorityName: 'Birmingham' })).toEqual([
      'Value error: Invalid format of VRM',
      'Mandatory field missing: Missing end date',
      START,
      TYPE,
      'Mandatory field missing: Missing license plate number',
      WHEELCHAIR,
      'Insufficient Permissions: You are not authorised to submit data for Birmingham',
    ])
  })

  it('what is said of a whole line, and by those who see all lines, is worded alike', () => {
    expect([NTR.fieldCount, NTR.lineTooLong, NTR.characters, NTR.header, NTR.duplicate]).toEqual([
      { title: 'Value error', detail: "Record doesn't match the data rule specifications" },
      { title: 'Value error', detail: 'Line is too long' },
      { title: 'Value error', detail: 'Invalid character or empty row detected' },
      { title: 'Value error', detail: 'Header information should not be included' },
      { title: 'Value error', detail: 'There are multiple vehicles with the same VRN' },
    ])
    expect(NTR.authorityLocked).toEqual({
      title: 'Licensing Authority Unavailability',
      detail: 'Licence Authority is locked because it is being updated now by another Uploader',
    })
  })
})

describe('registration marks', () => {
  it.each([
    ['AAA9', 'AAA9'],
    ['AAA9999', 'AAA9999'],
    ['A9AAA', 'A9AAA'],
    ['A999AAA', 'A999AAA'],
    ['AAA9A', 'AAA9A'],
    ['AAA999A', 'AAA999A'],
    ['AA99AAA', 'AA99AAA'],
    ['A1', 'A1'],
    ['AAA999', 'AAA999'],
    ['1A', '1A'],
    ['9999AAA', '9999AAA'],
    ['A9999', 'A9999'],
    ['AA9999', 'AA9999'],
    [' zc 62\tomb ', 'ZC62OMB'],
  ])('%j is %s', (sent, vrm) => {
    expect(licence({ vrm: sent })).toMatchObject({ vrm })
  })

  // The register's own pattern anchors the first alternative at one end and the last at the other; searched for, it finds a mark in almost anything.
  it.each([
    'AAA9-',
    'AAA99999',
    '9AAA9',
    'AB12CD',
    'AAAA9',
    'AAA',
    '999',
    '0A',
    '0001AAA',
    '99999A',
    'A9A',
    'AA9A',
    'AA99A',
  ])('%j is none', (vrm) => {
    expect(csv({ ...good, vrm }).ok).toBe(false)
  })

  it.each(['ſA12ABC', 'ıA1', 'ﬁ12ABC', 'Zß1', 'ＡＢ１２'])('%j is none: no letter is changed into another', (vrm) => {
    expect(faults({ vrm }, json)).toEqual(['Value error: Invalid format of VRM'])
  })

  it.each([
    ['ab 12 cd', 'AB12CD'],
    ['X'.repeat(20), 'X'.repeat(20)],
    ['X'.repeat(21), null],
    ['AB\u0000', null],
    ['Ärger', null],
  ])('%j, which is none, is repeated as %j', (vrm, shown) => {
    expect(csv({ ...good, vrm })).toMatchObject({ ok: false, vrm: shown })
  })
})

describe('what a row means', () => {
  it.each([
    ['taxi', 'hackney-carriage-vehicle'],
    ['TAXI', 'hackney-carriage-vehicle'],
    ['HCV', 'hackney-carriage-vehicle'],
    ['Hackney', 'hackney-carriage-vehicle'],
    ['Hackney Carriage', 'hackney-carriage-vehicle'],
    ['PHV', 'private-hire-vehicle'],
    ['phv', 'private-hire-vehicle'],
    ['Private Hire Vehicle', 'private-hire-vehicle'],
  ])('%s is a %s, and the word is kept', (description, kind) => {
    expect(licence({ description })).toMatchObject({ kind, description })
  })

  it.each([
    ['true', true],
    ['TRUE', true],
    ['fAlSe', false],
    ['', null],
  ])('wheelchair %j is %s', (wheelchair, isWheelchairAccessible) => {
    expect(licence({ wheelchair })).toMatchObject({ isWheelchairAccessible })
  })

  it('a date may be British in CSV, in JSON not', () => {
    expect(licence({ start: '15/04/2026', end: '2027-04-14' })).toMatchObject({ startsOn: '2026-04-15' })
    expect(licence({ start: '29/02/2028', end: '29/02/2028' })).toMatchObject({ endsOn: '2028-02-29' })
    expect(faults({ start: '15/04/2026', end: '14/04/2027' }, json)).toEqual([START, END])
  })

  it('a licence of one day, and of twenty years to the day, is one', () => {
    expect(licence({ start: '2026-04-15', end: '2026-04-15' }).endsOn).toBe('2026-04-15')
    expect(licence({ start: '2006-11-24', end: '2046-11-24' })).toMatchObject({ startsOn: '2006-11-24' })
  })

  it('space around words and plates is not part of them', () => {
    const fields = { description: ' taxi ', authorityName: ' Leeds ', plate: ' 12 34 ' }
    expect(licence(fields)).toMatchObject({ description: 'taxi', authoritySlug: 'leeds', number: '12 34' })
  })
})

const NEAR: Record<keyof NtrFields, fc.Arbitrary<string>> = {
  vrm: fc.oneof(
    fc.constantFrom('ZC62OMB', 'zc62 omb', 'A1', '0A', '', 'AB12CDEF', 'AAA9A', ' '),
    fc.string({ unit: fc.constantFrom('A', 'b', '0', '9', ' ', '-'), maxLength: 9 }),
  ),
  start: fc.oneof(
    fc.constantFrom('2026-04-15', '15/04/2026', '', '2006-11-24', '2006-11-23', '31/02/2026', '0000-00-00'),
    fc.string({ unit: fc.constantFrom('0', '1', '2', '9', '-', '/'), minLength: 8, maxLength: 10 }),
    fc
      .date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  end: fc.oneof(
    fc.constantFrom('2027-04-14', '14/04/2027', '', '2046-11-24', '2046-11-25', '29/02/2100', '9999-12-31'),
    fc
      .date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  description: fc.oneof(
    fc.constantFrom('taxi', 'PHV', 'HCV', 'hackney', 'Private Hire', '', ' ', 'bus', 'taxis', 'x'.repeat(100)),
    fc.string({ maxLength: 101 }),
  ),
  authorityName: fc.oneof(
    fc.constantFrom(...Object.keys(NAMES), ' Leeds', 'leeds', '', 'constructor'),
    fc.string({ maxLength: 52 }),
  ),
  plate: fc.oneof(
    fc.constantFrom('1', 'P'.repeat(15), 'P'.repeat(16), '', ' '),
    fc.string({ unit: 'grapheme', maxLength: 18 }),
  ),
  wheelchair: fc.oneof(fc.constantFrom('', 'true', 'FALSE', 'yes', ' '), fc.string({ maxLength: 5 })),
}

describe('against the same rules written another way', () => {
  it.each([
    ['CSV', csv, true],
    ['JSON', json, false],
  ])('5,000 rows of %s have the same faults, or none', (_, check, isCsv) => {
    const property = fc.property(fc.record(NEAR), (fields) => {
      const checked = check(fields)
      const told = checked.ok ? [] : checked.faults.map(({ detail }) => detail)
      expect(told).toEqual(faultsOf(fields, { names: NAMES, own: OWN, today: TODAY, isCsv }))
      expect(checked.ok).toBe(told.length === 0)
    })
    fc.assert(property, { numRuns: 5_000, seed: SEED })
  })

  it('every text of up to seven letters and digits is a mark for both, or for neither', () => {
    const signs = ['A', 'Z', '0', '7']
    let texts = ['']
    for (let length = 1; length <= 7; length++) {
      texts = texts.flatMap((text) => signs.map((sign) => text + sign))
      for (const vrm of texts) if (csv({ ...good, vrm }).ok !== isVrm(vrm)) throw new Error(vrm)
    }
  })

  it('a text is plain by the letters of the contract', () => {
    const allowed = `abcXYZ019_ &,'"-().*/%!+:;=?@[]^{}~`
    for (let code = 0; code <= 0xffff; code++) {
      const sign = String.fromCharCode(code)
      if (isNtrText(sign) !== (/^[a-zA-Z0-9]$/.test(sign) || allowed.includes(sign))) throw new Error(String(code))
    }
    expect(isNtrText('')).toBe(false)
    expect(isNtrText('a\n')).toBe(false)
  })
})
