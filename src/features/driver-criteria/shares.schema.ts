import { z } from 'zod'
import { DRIVER_CRITERIA } from '../../domain/words.js'
import { Slug } from '../../platform/http/fields.schema.js'

export const SharesQuery = z.strictObject({ authority: Slug.meta({ description: 'The authority.' }) })

const met = z.int().nullable().meta({
  description:
    'Drivers licensed now who meet it, rounded down to a multiple of 5. Null: nothing is asked, or it is 1 to 4.',
})
const share = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .meta({ description: '`met` of `drivers`, as they are shown; null where one is.' })
const isAsked = z.boolean().nullable().meta({ description: 'Null: the standards in force state nothing of drivers.' })

const EXAMPLE = {
  authority: 'rotherham',
  asAt: '2026-03-02T09:00:00.000Z',
  drivers: 810,
  all: { isAsked: true, met: 640, share: 0.79 },
  criteria: [
    { criterion: 'background-check' as const, isAsked: true, met: 790, share: 0.975 },
    { criterion: 'safeguarding-training' as const, isAsked: true, met: 800, share: 0.988 },
    { criterion: 'qualification' as const, isAsked: false, met: null, share: null },
    { criterion: 'camera' as const, isAsked: true, met: 660, share: 0.815 },
  ],
}

export const Shares = z
  .object({
    authority: Slug,
    asAt: z.iso.datetime(),
    drivers: z.int().nullable().meta({
      description:
        'Persons with a driver’s licence that may be used, each counted once; rounded down to a multiple of 5. Null: 1 to 4.',
    }),
    all: z.object({ isAsked, met, share }).meta({ description: 'Of those who meet all that is asked.' }),
    criteria: z.array(z.object({ criterion: z.enum(DRIVER_CRITERIA), isAsked, met, share })).meta({
      description: 'One by one, all four in this order.',
    }),
  })
  .meta({
    id: 'DriverCriteriaShares',
    description: 'How many of an authority’s drivers meet what its standards ask of them beside the licence.',
    example: EXAMPLE,
  })
export type Shares = z.infer<typeof Shares>
