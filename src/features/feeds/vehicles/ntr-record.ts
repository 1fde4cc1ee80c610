import type { NtrFault } from '../../../domain/ntr-message.js'
import type { NtrFields } from '../../../domain/ntr-row.js'

/** A record of a file before it is checked, or why it is none. Line null: of the whole file. */
export type NtrRecord = { line: number; fields: NtrFields } | { line: number | null; fault: NtrFault }
