import { z } from 'zod'
import { LICENCE_CLASSES } from '../../domain/words.js'
import { Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

export const FreshnessQuery = PageQueryBy(/^[a-z0-9-]{1,80} (driver|vehicle|operator)$/).extend({
  late: z.enum(['true']).optional().meta({ description: '`true`: only those that are late, or never came.' }),
})

export const FeedFreshness = z
  .object({
    authority: Slug,
    class: z.enum(LICENCE_CLASSES),
    lastAppliedAt: z.iso.datetime().nullable().meta({
      description:
        'How old the data are: when the file that was applied last began to arrive, or the same file came again. Not when it was approved or applied.',
    }),
    limitHours: z.int().meta({ description: 'For so long it may be believed: the authority’s own standards.' }),
    state: z.enum(['fresh', 'late', 'never']),
    hoursLate: z.int().min(0).nullable().meta({ description: 'Whole hours beyond the limit; null unless late.' }),
  })
  .meta({
    id: 'FeedFreshness',
    description:
      'How old what an authority’s files say of a class is. While it is late, checks of that class answer `unknown`.',
    example: {
      authority: 'rotherham',
      class: 'vehicle',
      lastAppliedAt: '2026-02-20T03:00:00.000Z',
      limitHours: 168,
      state: 'late',
      hoursLate: 78,
    },
  })
export type FeedFreshness = z.infer<typeof FeedFreshness>

export const FeedFreshnessPage = PageOf(FeedFreshness, 'FeedFreshnessPage')
