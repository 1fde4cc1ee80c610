import {
  normaliseBadge,
  normaliseGbDrivingLicence,
  normaliseName,
  normaliseNiDrivingLicence,
  normaliseNiNumber,
  normalisePostcode,
  normaliseVrm,
} from '../../src/domain/identity.js'

describe('vehicle registration marks', () => {
  it.each([
    [' zc62 omb ', 'ZC62OMB'],
    ['AAA9', 'AAA9'],
    ['AAA9999', 'AAA9999'],
    ['A9AAA', 'A9AAA'],
    ['A999AAA', 'A999AAA'],
    ['AAA9A', 'AAA9A'],
    ['AAA999A', 'AAA999A'],
    ['A1', 'A1'],
    ['1A', '1A'],
    ['9999AAA', '9999AAA'],
    ['AA9999', 'AA9999'],
  ])('%j is %s', (text, vrm) => {
    expect(normaliseVrm(text)).toBe(vrm)
  })
  it.each(['', 'A', '1', '0A', '0123AB', 'ABCDEFG', 'AA99AAAA', 'XXAA99AAA', 'AA99AAA;', 'ÀB12CDE', 'AAAA1', "'--"])(
    '%j is none',
    (text) => {
      expect(normaliseVrm(text)).toBeNull()
    },
  )
})

describe('names', () => {
  it.each([
    ["O'Brien", 'o’brien'],
    ['Smith-Jones', 'SMITH JONES'],
    ['Muñoz', 'Munoz'],
    ['Mun\u0303oz', 'Muñoz'],
    ['Łukasz', 'lukasz'],
    ['STRASSE', 'straße'],
    ['Søren', 'SOREN'],
    ['ﬁnn', 'Finn'],
    ['İnan', 'inan'],
  ])('%s and %s are alike', (one, other) => {
    expect(normaliseName(one)).toBe(normaliseName(other))
  })
  it('differ where they do, in any script', () => {
    expect(normaliseName('Khan')).not.toBe(normaliseName('Kahn'))
    expect(normaliseName('Иванов')).not.toBe('')
    expect(normaliseName(" -'")).toBe('')
  })
})

it.each([
  [normaliseBadge, ' phd / 0123-a ', 'PHD/0123-A'],
  [normaliseBadge, '', null],
  [normaliseBadge, 'A'.repeat(21), null],
  [normaliseBadge, 'PHD_1', null],
  [normaliseNiNumber, 'ab 12 34 56 c', 'AB123456'],
  [normaliseNiNumber, 'AB123456', 'AB123456'],
  [normaliseNiNumber, 'AO123456A', null],
  [normaliseNiNumber, 'DA123456A', null],
  [normaliseNiNumber, 'GB123456A', null],
  [normaliseNiNumber, 'AB123456E', null],
  [normaliseGbDrivingLicence, 'MORGA 657054 SM9IJ 35', 'MORGA657054SM9IJ'],
  [normaliseGbDrivingLicence, 'FOX99 861293 J99WX', 'FOX99861293J99WX'],
  [normaliseGbDrivingLicence, 'FOX99 862313 J99WX', 'FOX99862313J99WX'],
  [normaliseGbDrivingLicence, 'MORGA673054SM9IJ', null],
  [normaliseGbDrivingLicence, 'MORGA657324SM9IJ', null],
  [normaliseGbDrivingLicence, 'MO9GA657054SM9IJ', null],
  [normaliseGbDrivingLicence, '99999657054SM9IJ', null],
  [normaliseNiDrivingLicence, '1234 5678', '12345678'],
  [normaliseNiDrivingLicence, '1234567', null],
  [normalisePostcode, 's602th', 'S60 2TH'],
  [normalisePostcode, 'EC1A 1BB', 'EC1A 1BB'],
  [normalisePostcode, 'W1A0AX', 'W1A 0AX'],
  [normalisePostcode, 'gir 0aa', 'GIR 0AA'],
  [normalisePostcode, 'S60 2T', null],
  [normalisePostcode, 'QQ1 1AA', null],
])('%p of %j is %j', (normalise, text, result) => {
  expect(normalise(text)).toBe(result)
})
