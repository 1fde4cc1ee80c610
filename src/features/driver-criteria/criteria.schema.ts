import { z } from 'zod'
import { CRITERION_REASONS } from '../../domain/driver-criteria.js'
import { CRITERION_STATUSES, DRIVER_CRITERIA } from '../../domain/words.js'
import { CivilDate, Id } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

const FINDING = {
  criterion: 'background-check' as const,
  status: 'not-met' as const,
  reason: 'check-overdue' as const,
  factIds: ['01987654-3210-7abc-8def-0123456789d1'],
  until: '2026-02-14',
}

const Finding = z
  .object({
    criterion: z.enum(DRIVER_CRITERIA),
    status: z.enum(CRITERION_STATUSES).meta({
      description:
        '`unknown`: the standards state nothing of drivers; or of the camera, no vehicle is recorded as driven, or nothing is known of one.',
    }),
    reason: z.enum(CRITERION_REASONS),
    factIds: z.array(Id).meta({ description: 'Facts that it rests on.' }),
    until: CivilDate.nullable().meta({
      description:
        'Last day on which what was recorded is enough, in the past where it no longer is. Null: it does not lapse, or there is nothing.',
    }),
  })
  .meta({ id: 'CriterionFinding', description: 'What is found of one criterion, and why.', example: FINDING })

export const DriverCriteriaQuery = z.strictObject({
  on: CivilDate.optional().meta({
    description: 'Left out: today, in London, as it is now; any other day as it begins.',
  }),
})

const MET = {
  ...FINDING,
  criterion: 'safeguarding-training' as const,
  status: 'met' as const,
  reason: 'trained' as const,
}
const NOT_ASKED = { status: 'not-asked' as const, reason: 'standard-asks-for-none' as const, factIds: [], until: null }

export const DriverCriteriaStatus = z
  .object({
    driverId: Id,
    on: CivilDate,
    standards: z
      .object({ seq: z.int(), effectiveFrom: CivilDate })
      .nullable()
      .meta({ description: 'The version in force on that day; null: none had begun.' }),
    meetsAll: z.boolean().nullable().meta({ description: 'All that is asked. Null: nothing is, or nothing stated.' }),
    criteria: z.array(Finding).meta({ description: 'All four, in this order.' }),
  })
  .meta({
    id: 'DriverCriteriaStatus',
    description: 'Whether a driver, licensed or not, meets what the authority’s standards ask beside the licence.',
    example: {
      driverId: '01987654-3210-7abc-8def-0123456789ac',
      on: '2026-03-02',
      standards: { seq: 2, effectiveFrom: '2015-07-06' },
      meetsAll: false,
      criteria: [
        FINDING,
        { ...MET, until: '2028-05-31' },
        { ...NOT_ASKED, criterion: 'qualification' as const },
        { ...NOT_ASKED, criterion: 'camera' as const },
      ],
    },
  })
export type DriverCriteriaStatus = z.infer<typeof DriverCriteriaStatus>

export const ShortfallQuery = PageQuery.extend({
  criterion: z.enum(DRIVER_CRITERIA).optional().meta({ description: 'Only those who fall short of this one.' }),
})

const Shortfall = z
  .object({
    driverId: Id,
    name: z.string(),
    badgeNumbers: z.array(z.string()).meta({ description: 'Of the licences that may be used.' }),
    shortOf: z.array(Finding).meta({ description: 'What is asked and not shown to be met: `not-met` or `unknown`.' }),
  })
  .meta({
    id: 'DriverShortfall',
    description: 'A licensed driver who is not shown to meet all that is asked.',
    example: {
      driverId: '01987654-3210-7abc-8def-0123456789ac',
      name: 'Farah Fictional',
      badgeNumbers: ['PHD-1024'],
      shortOf: [FINDING],
    },
  })
export type Shortfall = z.infer<typeof Shortfall>

export const ShortfallPage = PageOf(Shortfall, 'DriverShortfallPage')
