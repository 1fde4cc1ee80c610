import type { Cells } from '../../../domain/fed-row.js'
import type { Fault } from '../feed-kind.js'

/** Bytes. Longer than all cells of a row at their longest. */
export const LONGEST_ROW = 16 * 1024

/** Some rows of a file as their cells stand there, each with the line where it begins, and what could not be read. */
export interface RawRows {
  rows: { line: number; cells: Cells }[]
  faults: Fault[]
}

/** Of what is wrong with the file, or with a row as a whole. */
export const fault = (line: number | null, detail: string): Fault => ({ line, vrm: null, title: 'Value error', detail })
