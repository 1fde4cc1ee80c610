import { isCivilDate, type CivilDate } from './calendar.js'
import { EARLIEST_DECISION } from './decision-rules.js'
import { FED_DECISION_TYPES } from './fed-record.js'

/** What a row says: a period of a licence, or a decision of some type. */
export const ROW_SORTS = ['licence', ...FED_DECISION_TYPES] as const
export type RowSort = (typeof ROW_SORTS)[number]

/** In which rows a column is filled in. In those that are not named its cell is empty. */
export type Need = Readonly<Partial<Record<RowSort, 'must' | 'may'>>>

/** What a row is read with. */
export interface RowContext {
  today: CivilDate
  /** Undefined: no authority is called so. */
  slugOf: (name: string) => string | undefined
  isSlug: (text: string) => boolean
  maySpeakFor: (slug: string) => boolean
}

/** A column of a file. `must` is what its faults say, and the documentation of the format. */
export interface Column<T = unknown> {
  /** As what JSON writes it. */
  form: 'text' | 'list' | 'boolean'
  need: Need
  must: string
  /** Of text that is not blank, trimmed and in one form; null: it is not what it must be. */
  read: (text: string, context: RowContext) => T | null
}

export const needed = (must: readonly RowSort[], may: readonly RowSort[] = []): Need =>
  Object.fromEntries<'must' | 'may'>([
    ...must.map((sort) => [sort, 'must'] as const),
    ...may.map((sort) => [sort, 'may'] as const),
  ])
export const ALWAYS = needed(ROW_SORTS)
export const OPTIONAL = needed([], ROW_SORTS)

export const matching = (must: string, need: Need, read: (text: string) => string | null): Column<string> => ({
  form: 'text',
  need,
  must: `must be ${must}`,
  read,
})

export const line = (longest: number, need: Need): Column<string> =>
  matching(`text of at most ${longest} characters`, need, (text) => (text.length <= longest ? text : null))

export const oneOf = <T extends string>(words: readonly T[], need: Need): Column<T> => ({
  form: 'text',
  need,
  must: `must be one of: ${words.join(', ')}`,
  read: (text) => words.find((word) => word === text) ?? null,
})

/** In any case: spreadsheets write TRUE. */
export const yesOrNo = (need: Need): Column<boolean> => ({
  form: 'boolean',
  need,
  must: 'must be true or false',
  read: (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : null),
})

const MOST_ITEMS = 20
/** Semicolons, because a comma would have to be quoted in every cell. */
export const listOf = <T extends string>({ need, must, read }: Column<T>): Column<T[]> => ({
  form: 'list',
  need,
  must: `with ; between items, at most ${MOST_ITEMS} and none twice; each ${must}`,
  read: (text, context) => {
    const items = text.split(';').map((item) => (item.trim() === '' ? null : read(item.trim(), context)))
    const known = items.filter((item) => item !== null)
    const isList = known.length === items.length && known.length <= MOST_ITEMS && new Set(known).size === known.length
    return isList ? known : null
  },
})

export const day = (need: Need): Column<CivilDate> =>
  matching('a date, YYYY-MM-DD', need, (text) => (isCivilDate(text) ? text : null))

/** A day on which something was done. */
export const pastDay = (need: Need): Column<CivilDate> => ({
  form: 'text',
  need,
  must: `must be a date, YYYY-MM-DD, from ${EARLIEST_DECISION} to today`,
  read: (text, { today }) => (isCivilDate(text) && text >= EARLIEST_DECISION && text <= today ? text : null),
})
