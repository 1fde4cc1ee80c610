/** Whole numbers from 0 to below the limit: the same for the same seed, everywhere. */
export type Below = (limit: number) => number

/** Mulberry32: not for secrets. */
export function randomFrom(seed: number): Below {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
}

export function oneOf<T>(of: readonly [T, ...T[]], below: Below): T {
  return of[below(of.length)] ?? of[0]
}

export function shuffled<T>(items: readonly T[], below: Below): T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(below(left.length), 1))
}
