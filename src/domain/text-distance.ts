/**
 * Whether `most` insertions, deletions, substitutions and swaps of neighbours turn one text into the other (optimal string alignment).
 */
export function within(most: number, a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > most) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end)) <= most
}

function distance(a: string, b: string): number {
  let before: number[] = []
  let last = [...Array(b.length + 1).keys()]
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      next.push(cost)
    }
    before = last
    last = next
  }
  return last[b.length] ?? 0
}

/** Jaro-Winkler likeness of two texts, 0 to 1: kind to common beginnings, as names are. */
export function likeness(one: string, other: string): number {
  // Jaro's greedy pairing depends on which text leads.
  const [a, b] = one < other ? [one, other] : [other, one]
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken: boolean[] = Array.from(b, () => false)
  let matched = ''
  for (let index = 0; index < a.length; index++) {
    const end = Math.min(b.length, index + reach + 1)
    for (let other = Math.max(0, index - reach); other < end; other++) {
      if (taken[other] || a[index] !== b[other]) continue
      taken[other] = true
      matched += a.charAt(index)
      break
    }
  }
  if (matched === '') return 0
  let moved = 0
  let seen = 0
  for (let other = 0; other < b.length; other++) if (taken[other] && b[other] !== matched[seen++]) moved++
  const share = (matched.length / a.length + matched.length / b.length + 1 - moved / 2 / matched.length) / 3
  let common = 0
  while (common < Math.min(4, a.length) && a[common] === b[common]) common++
  return share + common * 0.1 * (1 - share)
}

/** Share of neighbouring letter pairs in common (Dice), 0 to 1: kind to lost spaces and moved words, as streets need. */
export function overlap(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const pairs = letterPairs(a)
  let common = 0
  for (const pair of letterPairs(b)) {
    const place = pairs.indexOf(pair)
    if (place === -1) continue
    pairs[place] = -1
    common++
  }
  return common === 0 ? 0 : (2 * common) / (a.length + b.length - 2)
}

function letterPairs(text: string): number[] {
  const pairs: number[] = []
  for (let index = 1; index < text.length; index++)
    pairs.push(text.charCodeAt(index - 1) * 65_536 + text.charCodeAt(index))
  return pairs
}
