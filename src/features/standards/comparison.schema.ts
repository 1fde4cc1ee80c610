import { z } from 'zod'
import { CivilDate, Slug } from '../../platform/http/fields.schema.js'

const MOST = 10

export const ComparisonQuery = z.strictObject({
  authorities: z
    .string()
    .max(MOST * 81)
    .transform((slugs) => slugs.split(','))
    .pipe(
      z
        .array(Slug)
        .min(2)
        .max(MOST)
        .refine((slugs) => new Set(slugs).size === slugs.length, 'must name each authority once'),
    )
    .meta({ description: `Slugs of 2 to ${MOST} authorities, with commas between.`, example: 'rotherham,sheffield' }),
  on: CivilDate.optional().meta({ description: 'A day; left out: today, in London.' }),
})

export const StandardsComparison = z
  .object({
    on: CivilDate,
    authorities: z
      .array(
        z.object({
          slug: Slug,
          name: z.string(),
          seq: z.int().nullable().meta({ description: 'The version in force on the day; null: none.' }),
          effectiveFrom: CivilDate.nullable().meta({ description: 'Its first day.' }),
        }),
      )
      .meta({ description: 'In the order asked.' }),
    points: z.array(
      z.object({
        point: z.string().meta({ description: 'Where it stands in a version.' }),
        label: z.string(),
        values: z
          .array(
            z.object({
              authority: Slug,
              value: z.string().nullable().meta({ description: 'In words; null: not stated.' }),
            }),
          )
          .meta({ description: 'In the order asked.' }),
        differs: z.boolean().meta({ description: 'Whether two of them ask, or state, different things.' }),
      }),
    ),
  })
  .meta({
    id: 'StandardsComparison',
    description: 'What authorities ask, side by side, point by point.',
    example: {
      on: '2026-03-02',
      authorities: [
        { slug: 'rotherham', name: 'Rotherham', seq: 2, effectiveFrom: '2015-07-06' },
        { slug: 'sheffield', name: 'Sheffield', seq: 1, effectiveFrom: '2026-01-05' },
      ],
      points: [
        {
          point: 'cctv.inspectionIntervalMonths',
          label: 'Camera inspected',
          values: [
            { authority: 'rotherham', value: 'every 12 months' },
            { authority: 'sheffield', value: null },
          ],
          differs: true,
        },
      ],
    },
  })
