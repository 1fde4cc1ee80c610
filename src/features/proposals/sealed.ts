import type { ImportRows } from './proposal.schema.js'

/** The part of a command that is kept encrypted, and only while the proposal is open: reasons given, persons named. */
export interface Sealed {
  reasons?: string
  correction?: { why: string }
  rows?: ImportRows
}

type Command = Record<string, unknown> &
  Partial<Omit<Sealed, 'correction' | 'rows'>> & { correction?: { why?: string } }

/** What a proposal keeps for ever, and what it does not: nobody can purge it, and a decision's reasons are purged after eleven years. */
export function takeApart(command: object): { open: Record<string, unknown>; sealed: Sealed } {
  const { reasons, correction, ...rest } = command as Command
  const { why: correctionWhy, ...corrects } = correction ?? {}
  return {
    open: { ...rest, ...(correction && { correction: corrects }) },
    sealed: {
      ...(reasons !== undefined && { reasons }),
      ...(correctionWhy !== undefined && { correction: { why: correctionWhy } }),
    },
  }
}

/** The command as it was sent; without what was sealed, if that is gone. */
export function putTogether(open: Record<string, unknown>, sealed: Sealed | undefined): Record<string, unknown> {
  const { correction, rows: _rows, ...texts } = sealed ?? {}
  return { ...open, ...texts, ...(correction && { correction: { ...(open['correction'] as object), ...correction } }) }
}
