import type { Fault, StagedRow } from '../feed-kind.js'
import { fault } from './raw-rows.js'
import { DIGEST_LENGTH } from './read-records.js'

/** What is wrong only beside an earlier row of the file. */
export const REPEATS = {
  described: (earlier: number) =>
    `Column reference: line ${earlier} has another description under it; a reference has the same on each of its rows`,
  held: (earlier: number) => `Column number: is under another reference on line ${earlier}`,
  twice: (earlier: number) => `The row is there twice: line ${earlier} is about the same`,
} as const satisfies Record<string, (earlier: number) => string>
export type Repeat = keyof typeof REPEATS

export interface FoundRepeat {
  line: number
  earlier: number
  repeat: Repeat
}

export const repeatFault = ({ line, earlier, repeat }: FoundRepeat): Fault => fault(line, REPEATS[repeat](earlier))

/** Finds the same as the query of `repeats.store.ts`, in rows that pass by in order: for whoever checks a file without a database. Keeps some 700 bytes a row. */
export function repeatFinder(): (row: StagedRow) => Fault[] {
  const holders = new Map<string, First>()
  const licences = new Map<string, First>()
  const facts = new Map<string, First>()
  return ({ line, authoritySlug, kind, number, startsOn, reference, description }) => {
    const licence = `${authoritySlug} ${kind} ${number}`
    const digests = description ?? ''
    const compare = (repeat: Repeat, firsts: Map<string, First>, key: string, value: string | null): Fault[] => {
      const first = firsts.get(key)
      if (!first) firsts.set(key, { line, value })
      return first && (first.value === null || first.value !== value)
        ? [repeatFault({ line, earlier: first.line, repeat })]
        : []
    }
    return [
      ...compare('described', holders, `${authoritySlug} ${reference}`, digests.slice(0, DIGEST_LENGTH)),
      ...(number === null ? [] : compare('held', licences, licence, reference)),
      ...compare('twice', facts, `${licence} ${startsOn} ${digests.slice(DIGEST_LENGTH)}`, null),
    ]
  }
}

/** The first line of its key, and what later ones should say too; null: there should be none. */
interface First {
  line: number
  value: string | null
}
