/** Puts an entry into a map of at most `most`. The oldest goes first; of tokens it is also the first to expire. */
export function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  if (map.has(key)) return
  const oldest = map.size >= most ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}
