import type { CorrectionEffect } from './words.js'

interface Correctable {
  id: string
  correction: { effect: CorrectionEffect } | null
}

/** An original record with all its corrections, in order of recording. */
export interface Chain<R> {
  /** The record that counts; null: annulled. */
  counting: R | null
  original: R
  /** The only record of the chain that a further correction may name. */
  latest: R
  /** Of the original and of every correction: what hangs on the matter may name any of them. */
  ids: ReadonlySet<string>
  records: readonly R[]
}

/**
 * Each original followed through its corrections, in order of recording. A correction of nothing is ignored.
 * @param corrected the id of the record that this one corrects; undefined: it is an original.
 */
export function chains<R extends Correctable>(
  all: readonly R[],
  corrected: (record: R) => string | undefined,
): Chain<R>[] {
  const correctionOf = new Map(all.map((record) => [corrected(record), record]))
  return all
    .filter((record) => record.correction === null)
    .map((original) => {
      const records = [original]
      for (let next = correctionOf.get(original.id); next; next = correctionOf.get(next.id)) records.push(next)
      return {
        counting: countingAt(records, records.length - 1),
        original,
        latest: records.at(-1) ?? original,
        ids: new Set(records.map(({ id }) => id)),
        records,
      }
    })
}

/** What counted once the record at `index` was made. An annulment brings back what counted before the record it names. */
function countingAt<R extends Correctable>(records: readonly R[], index: number): R | null {
  const record = records[index]
  if (!record) return null
  return record.correction?.effect === 'annul' ? countingAt(records, index - 2) : record
}
