import fc from 'fast-check'
import { published, publishedShare } from '../../src/domain/suppress.js'

/** All ways to divide a total among so many parts. */
function* divisions(total: number, parts: number): Generator<number[]> {
  if (parts === 1) return yield [total]
  for (let first = 0; first <= total; first += 1)
    for (const others of divisions(total - first, parts - 1)) yield [first, ...others]
}

const isSmall = (count: number) => count >= 1 && count <= 4

describe('a count that everybody may read', () => {
  it('is 0, nothing, or a multiple of 5 that it does not fall short of', () => {
    expect([0, 1, 4, 5, 9, 10, 14, 15, 801].map(published)).toEqual([0, null, null, 5, 5, 10, 10, 15, 800])
  })

  it.each([
    ['two parts and their total', 2, [[0], [1], [0, 1]], 24],
    ['three parts and their total', 3, [[0], [1], [2], [0, 1, 2]], 24],
    ['drivers by kind, some of both, and all', 3, [[0, 1], [1, 2], [0, 1, 2]], 24],
    // of each kind of vehicle: compliant, another that needs a camera, one that needs none
    ['vehicles by kind, all, needing a camera, compliant', 6, [[0, 1, 2], [3, 4, 5], [0, 1, 2, 3, 4, 5], [0, 1, 3, 4], [0, 3]], 14],
    ['the same where one kind needs none', 4, [[0], [1, 2, 3], [0, 1, 2, 3], [1, 2], [1]], 19],
    ['drivers who meet two criteria, one of them, all drivers', 4, [[0, 1], [0, 2], [0], [0, 1, 2, 3]], 19],
    ['drivers who meet three criteria, and so on', 8, [[0, 1, 2, 3], [0, 1, 4, 5], [0, 2, 4, 6], [0], [0, 1, 2, 3, 4, 5, 6, 7]], 14],
  ])('leaves no count of 1 to 4 to be worked out: %s', (_, parts, figures, most) => {
    /** By what is published: of each part and figure one value, and whether there may be another. */
    const worlds = new Map<string, { value: number; isOnly: boolean }[]>()
    for (let total = 0; total <= most; total += 1)
      for (const counts of divisions(total, parts)) {
        const sums = figures.map((of) => of.reduce((sum, part) => sum + (counts[part] ?? 0), 0))
        const cells = [...counts, ...sums]
        const key = JSON.stringify(sums.map(published))
        const known = worlds.get(key)
        if (!known) worlds.set(key, cells.map((value) => ({ value, isOnly: true })))
        else for (const [index, cell] of known.entries()) cell.isOnly &&= cell.value === cells[index]
      }
    const toldExactly = [...worlds].filter(([, cells]) => cells.some(({ value, isOnly }) => isOnly && isSmall(value)))
    expect(toldExactly).toEqual([])
  }) // prettier-ignore

  it('has a share of 0 to 1, of what is shown', () => {
    const counts = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(counts, counts, (part, rest) => {
        const [shown, whole] = [published(part), published(part + rest)]
        const share = publishedShare(shown, whole)
        if (shown === null || whole === null || whole === 0) expect(share).toBeNull()
        else expect(share).toBe(Math.round((shown / whole) * 1_000) / 1_000)
        expect(share ?? 0).toBeLessThanOrEqual(1)
      }),
      { seed: 7, numRuns: 1_000 },
    )
  })
})

/**
 * All populations of people who each fall short of something: which numbers (of people, then short of each criterion, then in a group) there can be
 * together, found by adding one person after the other. `isIn`: whether a person short of these criteria, one bit each, is in the group.
 */
function* outcomes(criteria: number, most: number, isIn: (short: number) => boolean) {
  const base = most + 1
  const kinds = 2 ** criteria - 1
  const groupAt = base ** criteria
  const stepOf = (short: number) =>
    Array.from({ length: criteria }, (_, index) => ((short >> index) & 1) * base ** index).reduce((a, b) => a + b, 0) +
    (isIn(short) ? groupAt : 0)
  const steps = Array.from({ length: kinds }, (_, index) => stepOf(index + 1))
  let reached = new Uint8Array(groupAt * base)
  reached[0] = 1
  for (let people = 0; ; people += 1) {
    for (let at = 0; at < groupAt; at += 1) {
      const groups = []
      for (let size = 0; size <= people; size += 1) if (reached[at + size * groupAt] === 1) groups.push(size)
      const shortOf = Array.from({ length: criteria }, (_, index) => Math.floor(at / base ** index) % base)
      const [least, greatest] = [groups.at(0), groups.at(-1)]
      if (least !== undefined && greatest !== undefined) yield { people, shortOf, least, greatest }
    }
    if (people === most) return
    const next = new Uint8Array(reached.length)
    for (let at = 0; at < reached.length; at += 1) if (reached[at] === 1) for (const step of steps) next[at + step] = 1
    reached = next
  }
}

describe('of several criteria, how many meet all and how many each', () => {
  /** Short of the first so many, and not of the next so many. */
  const groupsOf = (criteria: number) =>
    Array.from({ length: criteria + 1 }, (_, not) =>
      Array.from({ length: criteria + 1 - not }, (_, short) => ({ short, not })),
    )
      .flat()
      .slice(1)

  it.each([
    [1, 24],
    [2, 24],
    [3, 14],
    [4, 8],
  ])('of %i no group of 1 to 4 can be told from what is shown, whatever its people meet and are short of', (criteria, most) => {
    for (const { short, not } of groupsOf(criteria)) {
      const [isShort, isNot] = [2 ** short - 1, (2 ** not - 1) << short]
      const isIn = (shortOf: number) => (shortOf & isShort) === isShort && (shortOf & isNot) === 0
      /** By what is shown: least and most that the group may be. */
      const known = new Map<string, [least: number, most: number]>()
      for (const { people, shortOf, least, greatest } of outcomes(criteria, most, isIn))
        for (let all = 0; all + people <= most; all += 1) {
          const total = people + all
          const shown = [total, all, ...shortOf.map((count) => total - count)].map(published).join()
          const meetingAll = short === 0 ? all : 0
          const [from, to] = known.get(shown) ?? [Infinity, 0]
          known.set(shown, [Math.min(from, least + meetingAll), Math.max(to, greatest + meetingAll)])
        }
      expect([...known].filter(([, [from, to]]) => from === to && from >= 1 && from <= 4)).toEqual([])
    }
  }) // prettier-ignore
})
