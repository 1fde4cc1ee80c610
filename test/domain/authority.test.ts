import { isCurrent, resolve, type Authority } from '../../src/domain/authority.js'

const make = (slug: string, gssCode: string, facts: Partial<Authority> = {}): Authority => ({
  slug,
  gssCode,
  name: slug,
  officialName: `${slug} Council`,
  nation: 'england',
  jurisdiction: 'england-and-wales',
  startsOn: null,
  endsOn: null,
  formerCodes: [],
  predecessors: [],
  successors: [],
  ...facts,
})

const taunton = make('taunton-deane', 'E07000190', {
  endsOn: '2019-03-31',
  successors: [{ slug: 'somerset-west-and-taunton', effectiveOn: '2019-04-01' }],
})
const west = make('somerset-west-and-taunton', 'E07000246', {
  startsOn: '2019-04-01',
  endsOn: '2023-03-31',
  formerCodes: [{ code: 'E07000999', reason: 'recoded', name: 'West', endsOn: '2020-03-31' }],
  successors: [{ slug: 'somerset', effectiveOn: '2023-04-01' }],
})
const somerset = make('somerset', 'E06000066', { startsOn: '2023-04-01' })
const barnsley = make('barnsley', 'E08000038', {
  formerCodes: [{ code: 'E08000016', reason: 'recoded', name: 'Barnsley', endsOn: null }],
})
const tfl = make('tfl', 'E12000007', {
  formerCodes: [{ code: 'E09000007', reason: 'area', name: 'Camden', endsOn: null }],
})
const all = [taunton, west, somerset, barnsley, tfl]

describe('an authority is current', () => {
  test.each([
    ['2019-03-31', false],
    ['2019-04-01', true],
    ['2023-03-31', true],
    ['2023-04-01', false],
  ])('from its first day to its last, both included: %s', (on, expected) => {
    expect(isCurrent(west, on)).toBe(expected)
  })

  test('for ever where no first or last day is known', () => {
    expect(isCurrent(barnsley, '1900-01-01') && isCurrent(barnsley, '2199-12-31')).toBe(true)
  })
})

describe('who answers', () => {
  test.each(['barnsley', 'E08000038'])('itself, for its own slug or code: %s', (key) => {
    expect(resolve(key, all, '2026-01-01')).toEqual({ authority: barnsley, answeredFor: null })
  })

  test('the recoded authority, for its code of before', () => {
    expect(resolve('E08000016', all, '2026-01-01')).toEqual({
      authority: barnsley,
      answeredFor: { code: 'E08000016', reason: 'recoded', name: 'Barnsley', endsOn: null },
    })
  })

  test('the authority of the area, for a council that does not license', () => {
    expect(resolve('E09000007', all, '2026-01-01')).toEqual({
      authority: tfl,
      answeredFor: { code: 'E09000007', reason: 'area', name: 'Camden', endsOn: null },
    })
  })

  test.each([
    ['taunton-deane', { slug: 'taunton-deane' }],
    ['E07000190', { code: 'E07000190' }],
  ])('the last of a chain of successors, for an abolished authority: %s', (key, asked) => {
    expect(resolve(key, all, '2026-01-01')).toEqual({
      authority: somerset,
      answeredFor: { ...asked, reason: 'succeeded', name: 'taunton-deane', endsOn: '2019-03-31' },
    })
  })

  test.each([
    ['2019-03-31', 'taunton-deane'],
    ['2019-04-01', 'somerset-west-and-taunton'],
    ['2023-03-31', 'somerset-west-and-taunton'],
    ['2023-04-01', 'somerset'],
  ])('the authority of that day: on %s %s', (on, slug) => {
    expect(resolve('taunton-deane', all, on)?.authority.slug).toBe(slug)
  })

  test('the successor, for a code that its predecessor had given up before', () => {
    expect(resolve('E07000999', all, '2026-01-01')).toEqual({
      authority: somerset,
      answeredFor: { code: 'E07000999', reason: 'succeeded', name: 'West', endsOn: '2020-03-31' },
    })
  })

  test('itself, naming its successors, where several share what it was', () => {
    const divided = make('divided', 'E07000998', {
      endsOn: '2023-03-31',
      successors: [
        { slug: 'somerset', effectiveOn: '2023-04-01' },
        { slug: 'barnsley', effectiveOn: '2023-04-01' },
      ],
    })
    expect(resolve('divided', [...all, divided], '2026-01-01')).toEqual({ authority: divided, answeredFor: null })
  })

  test('nobody, for an unknown key', () => {
    expect(resolve('atlantis', all, '2026-01-01')).toBeUndefined()
  })

  test('somebody, in bounded time, where successions form a ring', () => {
    const ring = ['a', 'b'].map((slug, i) =>
      make(slug, `E0700000${i}`, {
        endsOn: '2020-03-31',
        successors: [{ slug: 'ba'[i] ?? '', effectiveOn: '2020-04-01' }],
      }),
    )
    expect(resolve('a', ring, '2026-01-01')).toBeDefined()
  })
})
