import type { Clock } from './clock.js'

const KEPT_MS = 60_000

/**
 * Keeps what was made for a key, for a minute from when it was there; whoever asks meanwhile, also while it is being made, is given the same. A failure is
 * not kept. For keys of which there are few: the last answer of each stays in memory.
 */
export function forAMinute<T>(clock: Clock): (key: string, make: () => Promise<T>) => Promise<T> {
  /** `at`: when it was there; null: it is being made. From when it was asked for, one that takes a minute would be of use to nobody. */
  const kept = new Map<string, { at: number | null; answer: Promise<T> }>()
  const now = () => clock.now().getTime()
  // A clock that was set back must not keep an answer for longer.
  const isFresh = (at: number | null) => at === null || (at <= now() && now() < at + KEPT_MS)
  return (key, make) => {
    const last = kept.get(key)
    if (last && isFresh(last.at)) return last.answer
    const made: { at: number | null; answer: Promise<T> } = { at: null, answer: make() }
    kept.set(key, made)
    made.answer.then(
      () => (made.at = now()),
      // Whoever waits is told of it by the promise itself. Nothing took its place: while it was being made it was the one to wait for.
      () => kept.delete(key),
    )
    return made.answer
  }
}
