import fc from 'fast-check'
import { normaliseName } from '../../src/domain/identity.js'
import { fold } from '../../src/domain/name-fold.js'
import { nameParts, soundKey } from '../../src/domain/person-name.js'

describe('the parts of a name', () => {
  it.each([
    ['Mr John Smith', ['john', 'smith']],
    ['Dr', ['dr']],
    ['van der Berg', ['berg']],
    ['de la', ['de', 'la']],
    ['Abdul Rahman', ['abdulrahman']],
    ['Abd al-Rehman', ['abdulrahman']],
    ['Abdurrahman', ['abdulrahman']],
    ['Abdul', ['abdul']],
    ['Mohammed Abdul Karim Khan', ['mohammed', 'abdulkarim', 'khan']],
    ['Abdullah', ['abdullah']],
    ["D'Souza-O’Neill", ['dsouza', 'oneill']],
    ['Łukasz', ['lukasz']],
    ['Мухаммад', ['mukhammad']],
    ['J.', ['j']],
    ['  ', []],
  ])('of %j are %j', (text, parts) => {
    expect(nameParts(text)).toEqual(parts)
  })
})

it.each([
  ['Choudhury', 'Chaudhry'],
  ['Phillips', 'Filips'],
  ['Shakeel', 'Shakil'],
  ['Qasim', 'Kaseem'],
])('%s and %s sound alike', (one, other) => {
  expect(soundKey(fold(one))).toBe(soundKey(fold(other)))
})
describe('folding', () => {
  it('does nothing to what is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(normaliseName(normaliseName(text))).toBe(normaliseName(text))
      }),
      { numRuns: 1000 },
    )
  })
  it('never leaves a name empty that has a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), (text) => {
        if (/\p{L}/u.test(text.normalize('NFKD'))) expect(normaliseName(text)).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })
  it('takes an emoji for a sign, not for a word', () => {
    expect(normaliseName('😀')).toBe('')
  })
})
