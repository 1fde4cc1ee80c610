import { licenceConflicts, parseGbDrivingLicence } from '../../src/domain/driving-licence.js'
import { person, type Told } from './people.js'

describe('what a driver number says', () => {
  it.each([
    ['MORGA657054SM9IJ', { family: 'morga', born: '640705', initials: 'sm' }],
    ['MORGA 607054 SM9IJ 35', { family: 'morga', born: '640705', initials: 'sm' }],
    ['FOX99862313J99WX', { family: 'fox', born: '831231', initials: 'j' }],
    ['FOX99862313999WX', { family: 'fox', born: '831231', initials: '' }],
  ])('%s', (number, encoded) => {
    expect(parseGbDrivingLicence(number)).toEqual(encoded)
  })
  it('nothing, in another form', () => {
    expect(parseGbDrivingLicence('12345678')).toBeNull()
  })
})

describe('a driver number contradicts', () => {
  const told: Told = { given: 'Sarah Meredyth', family: 'Morgan', born: '1964-07-05', licences: ['MORGA657054SM9IJ'] }
  it.each<[string, Told, string[]]>([
    ['nothing of whom it was made for', told, []],
    ['nothing of one who has none', { ...told, licences: [] }, []],
    ['another family name', { ...told, family: 'Invented' }, ['family-name']],
    ['a changed family name', { ...told, family: 'Invented', others: [['Sarah', 'Morgan']] }, ['former-family-name']],
    ['another day', { ...told, born: '1964-07-06' }, ['date-of-birth']],
    ['another given name', { ...told, given: 'Farah' }, ['initials']],
    ['no given name that was once borne', { ...told, given: 'Farah', others: [['Sarah', 'Morgan']] }, []],
    [
      'all at once',
      { given: 'Farah', family: 'Invented', born: '1979-03-12', licences: told.licences ?? [] },
      ['family-name', 'date-of-birth', 'initials'],
    ],
    ['no date that is not told', { ...told, born: null }, []],
    ['Mac written Mc', { ...told, family: 'MacDonald', licences: ['MCDON657054SM9IJ'] }, []],
    ['an apostrophe and a short name', { ...told, family: "O'Su", licences: ['OSU99657054SM9IJ'] }, []],
    ['its own form', { ...told, licences: ['12345678'] }, ['not-a-driver-number']],
    ['the same, once', { ...told, licences: ['12345678', '87654321'] }, ['not-a-driver-number']],
  ])('%s', (_, stated, conflicts) => {
    expect(licenceConflicts(person(stated)).map(({ conflict }) => conflict)).toEqual(conflicts)
  })

  it('in words that tell no value', () => {
    const found = licenceConflicts(person({ ...told, family: 'Invented', born: '1979-03-12', given: 'Farah' }))
    for (const { words } of found) expect(words).not.toMatch(/morga|640705|1964|invented|farah|\d/i)
  })
  it('nothing in a number of another issuer', () => {
    const stated = person({ ...told, licences: [] })
    expect(licenceConflicts({ ...stated, drivingLicences: [{ issuer: 'ni', number: '12345678' }] })).toEqual([])
  })
})
