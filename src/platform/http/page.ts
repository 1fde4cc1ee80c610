import { z } from 'zod'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * `?limit=&cursor=` of a list sorted by a key of the given form (UUIDs unless said). A cursor is that key in base64url, opaque to callers; one
 * that does not decode to such a key is refused here, before the database sees it. Extend it with `.extend({...})` for filters.
 */
export const PageQueryBy = (key: RegExp) =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: 'Most items to answer.' }),
    cursor: z
      .string()
      .max(200)
      .refine((s) => /^[A-Za-z0-9_-]+$/.test(s) && key.test(keyOf(s)), 'is not a cursor of this list')
      .transform(keyOf)
      .optional()
      .meta({ description: '`next` of the page before.' }),
  })
export const PageQuery = PageQueryBy(UUID)

/** The answer of every list: `next` is null on the last page. Its example is a page of one, the item's own example. */
export function PageOf<T extends z.ZodType>(item: T, id: string) {
  const description = 'A page; `next` is the cursor of the following one, or null.'
  const example = { items: [z.globalRegistry.get(item)?.['example']], next: null }
  return z.object({ items: z.array(item), next: z.string().nullable() }).meta({ id, description, example })
}

export function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url')
}
function keyOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}

/** Read one row more than asked for, and this tells whether there is a next page. */
export function pageOf<T>(rows: T[], limit: number, key: (row: T) => string): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(key(last)) : null }
}
