import { z } from 'zod'
import { FEED_CONFLICTS, FEED_SIGNS, LICENCE_KINDS } from '../../domain/words.js'
import { Id, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

export const DifferenceQuery = PageQueryBy(/^[1-9][0-9]{0,8}$/).extend({
  sign: z.enum(FEED_SIGNS).optional().meta({ description: 'Of this sort only.' }),
})

export const FeedDifference = z
  .object({
    n: z.int().meta({ description: '1, 2, 3 … of the feed: conflicts, what is missing, what changes, what is new.' }),
    sign: z.enum(FEED_SIGNS),
    authority: Slug,
    line: z.int().nullable().meta({ description: 'Of the file, from 1; null: what is missing has none.' }),
    kind: z.enum(LICENCE_KINDS).nullable(),
    number: z.string().nullable().meta({ description: 'Of the licence, plate or badge.' }),
    vrm: z.string().nullable(),
    licenceId: Id.nullable().meta({ description: 'The licence recorded here that it is about.' }),
    fields: z
      .record(z.string(), z.object({ was: z.unknown(), willBe: z.unknown() }))
      .nullable()
      .meta({ description: 'By name, what changes.' }),
    why: z.enum(FEED_CONFLICTS).nullable().meta({ description: 'Of a conflict: why it is not applied.' }),
  })
  .meta({
    id: 'FeedDifference',
    description:
      'What a file would change, or did. Kind, number and mark are those of the row, or of what stands here; null once the rows are gone.',
    example: {
      n: 4,
      sign: 'changed',
      authority: 'rotherham',
      line: 17,
      kind: 'private-hire-vehicle',
      number: 'PHV-204',
      vrm: 'AB12CDE',
      licenceId: null,
      fields: { endsOn: { was: '2026-08-31', willBe: '2027-08-31' } },
      why: null,
    },
  })
export type FeedDifference = z.infer<typeof FeedDifference>

export const FeedDifferencePage = PageOf(FeedDifference, 'FeedDifferencePage')
