import type { ImportRows } from './proposal.schema.js'

/** The part of a command that is kept encrypted, and only while the proposal is open: what was written freely, persons named. */
export interface Sealed {
  correction?: { why: string }
  rows?: ImportRows
  /** Reasons, and other texts, by field. */
  [text: string]: unknown
}

type Command = Record<string, unknown> & { correction?: { why?: string } }

/** What a proposal keeps for ever, and what it does not: nobody can purge it, and a decision's reasons are purged after eleven years. `texts`: fields of free text. */
export function takeApart(
  command: object,
  texts: readonly string[],
): { open: Record<string, unknown>; sealed: Sealed } {
  const { correction, ...rest } = command as Command
  const { why: correctionWhy, ...corrects } = correction ?? {}
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return {
    open: {
      ...Object.fromEntries(given.filter(([name]) => !texts.includes(name))),
      ...(correction && { correction: corrects }),
    },
    sealed: {
      ...Object.fromEntries(given.filter(([name]) => texts.includes(name))),
      ...(correctionWhy !== undefined && { correction: { why: correctionWhy } }),
    },
  }
}

/** The command as it was sent; without what was sealed, if that is gone. */
export function putTogether(open: Record<string, unknown>, sealed: Sealed | undefined): Record<string, unknown> {
  const { correction, rows: _rows, ...texts } = sealed ?? {}
  return { ...open, ...texts, ...(correction && { correction: { ...(open['correction'] as object), ...correction } }) }
}
