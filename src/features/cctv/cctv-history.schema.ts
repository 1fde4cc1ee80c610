import { z } from 'zod'
import { Month, Slug } from '../../platform/http/fields.schema.js'
import { StatusCounts } from './compliance-list.schema.js'

export const MOST_POINTS = 120

export const CctvHistoryQuery = z.strictObject({
  authority: Slug.optional().meta({ description: 'Scrutiny must name one; an officer’s own is meant otherwise.' }),
  from: Month.optional().meta({ description: 'First month; left out: the twelfth, counted back from the last.' }),
  to: Month.optional().meta({
    description: `Last month, at most ${MOST_POINTS} in all and not after this month, in London; left out: this month.`,
  }),
  step: z.literal('month').default('month').meta({ description: 'Distance of the points.' }),
})

const POINT = {
  month: '2026-02',
  at: '2026-02-28T23:59:59.999Z',
  licensed: 640,
  counts: z.globalRegistry.get(StatusCounts)?.['example'] as z.infer<typeof StatusCounts>,
  notCurrent: 0,
  required: 637,
  compliantShare: 0.9608,
}

export const CctvHistory = z
  .object({
    authority: Slug,
    items: z
      .array(
        z.object({
          month: Month,
          at: z.iso.datetime().meta({ description: 'End of the month in London; of this month: now.' }),
          licensed: z.int().meta({ description: 'Vehicle licences that could be used at that instant.' }),
          counts: StatusCounts,
          notCurrent: z.int().meta({
            description:
              'Of `counts.unknown`: being derived anew after a change of the standards. While there are any, the figures will still change.',
          }),
          required: z.int().meta({
            description:
              'Those of which a camera was asked: `compliant`, `non-compliant`, `awaiting-fit`, and `unknown` where the authority had said that it asks for one.',
          }),
          compliantShare: z.number().min(0).max(1).nullable().meta({
            description: 'Of `required`, those `compliant`, to four places; null: of none was a camera asked.',
          }),
        }),
      )
      .meta({ description: 'By month, in order of time.' }),
  })
  .meta({
    id: 'CctvHistory',
    description:
      'How many vehicles met the rule on cameras over time, by what is known now: a fact recorded late, or corrected, changes the past as well.',
    example: { authority: 'rotherham', items: [POINT] },
  })
