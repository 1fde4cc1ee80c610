/** With 285 parts the first has 10.6 % of the whole, as Wolverhampton has of England's vehicles, and half of the parts less than 0.2 % each. */
const TAIL = 0.85

/** Whole numbers, the largest first, each at least 1 where there is enough, that add up to `total`. */
export function apportion(total: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, (_, index) => (index + 1) ** -TAIL)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const least = Math.min(1, Math.floor(total / parts))
  const sizes = weights.map((weight) => least + Math.floor(((total - least * parts) * weight) / whole))
  // What rounding left over: less than one for each part.
  const left = total - sizes.reduce((sum, size) => sum + size, 0)
  return sizes.map((size, index) => (index < left ? size + 1 : size))
}

/** The share of `total` that falls to item `index` of `count`: each gets as much as any other, or one more, and all together get everything. */
export const shareOf = (total: number, count: number, index: number): number =>
  Math.floor(((index + 1) * total) / count) - Math.floor((index * total) / count)
