import { z } from 'zod'
import { DECISION_TYPES, LICENCE_CLASSES, LICENCE_KINDS, type DecisionType } from '../../domain/words.js'
import { Instant, Month, Slug } from '../../platform/http/fields.schema.js'
import { DataSources } from '../authorities/authority.schema.js'
import { Shares } from '../driver-criteria/shares.schema.js'

export const MOST_MONTHS = 36

export const LicensingStatisticsQuery = z.strictObject({
  authority: Slug.meta({ description: 'One that keeps its licences here.' }),
  from: Month.optional().meta({ description: 'First month; left out: the twelfth, counted back from the last.' }),
  to: Month.optional().meta({
    description: `Last month, at most ${MOST_MONTHS} in all; left out: this month, in London.`,
  }),
})

/** What the authority decides. A suspension that another authority imposed on its licence is that other's. */
export type OwnDecision = Exclude<DecisionType, 'temporary-suspension-by-other-authority'>
export const OWN_DECISIONS = DECISION_TYPES.filter(
  (type): type is OwnDecision => type !== 'temporary-suspension-by-other-authority',
)

/** For the page, which shows a small figure as the words. */
export const HOW_ROUNDED =
  'So that nobody can be singled out, figures are rounded down to a multiple of 5: 5 means 5 to 9, 10 means 10 to 14. 0 is exact. Of 1 to 4, only that is told. ' +
  'Shares are worked out from the rounded figures.'
export const WHY_HIDDEN = `${HOW_ROUNDED} A figure of 1 to 4, and a share of one, is null.`

const count = (description: string) => z.int().nullable().meta({ description })

const Vehicles = z.object({
  total: count('Vehicle licences that may be used, of both kinds.'),
  isAsked: z.boolean().nullable().meta({
    description:
      'Whether the standards of the authority ask vehicles for a camera today. Null: they do not say. Unless true, the figures below are null.',
  }),
  required: count(
    'Of these, asked for a camera: neither exempt nor of a kind that needs none. A vehicle that only a feed names is among them, and not among the next.',
  ),
  compliant: count('Of these, known to meet the rule on cameras.'),
  share: z.number().min(0).max(1).nullable().meta({ description: '`compliant` of `required`.' }),
})

const Drivers = z.object({
  total: Shares.shape.drivers,
  all: Shares.shape.all,
  criteria: Shares.shape.criteria,
})

const Refusals = z.object({
  openAlerts: count('Alerts about an entry or a licence of the authority on which it has not recorded a view.'),
  overdueDuties: count('Duties of the 2022 Act past their last day and not done.'),
})

const MonthOfDecisions = z.object({
  month: Month,
  counts: z.array(z.object({ type: z.enum(OWN_DECISIONS), count: count('Decisions taken in the month.') })),
})

export const LicensingStatistics = z
  .object({
    authority: Slug,
    asAt: Instant.meta({ description: 'When it was counted.' }),
    from: Month,
    to: Month,
    whyHidden: z.string().meta({ description: 'How figures are rounded, and what one that is null means, in words.' }),
    dataSources: DataSources.meta({ description: 'Where the figures come from, and how old what a feed told is.' }),
    notAnswered: z.array(z.enum(LICENCE_CLASSES)).meta({
      description:
        'Classes of licence whose records the authority does not keep here, or has not brought up to date in time. Their figures are null, and their decisions may be missing.',
    }),
    notKept: z.array(z.enum(LICENCE_CLASSES)).meta({ description: 'Of these, those that it does not keep here.' }),
    licences: z
      .array(
        z.object({ kind: z.enum(LICENCE_KINDS), inForce: count('Licences that may be used: not suspended ones.') }),
      )
      .meta({
        description:
          'All kinds. A driver with both kinds of driver’s licence is counted under each. Vehicle licences are those recorded here, and those that a feed ' +
          'states and no decision recorded here speaks against.',
      }),
    vehicles: Vehicles,
    drivers: Drivers.meta({ description: 'As in the shares of driver criteria.' }),
    refusals: Refusals.nullable().meta({ description: 'Null: the authority has made no statutory entry.' }),
    decisions: z.array(MonthOfDecisions).meta({
      description:
        'By month of the decision and type, each month and type in its place. A corrected decision counts once, as corrected; an annulled one does not; one ' +
        'that a court set aside does. A suspension that another authority imposed is not among them.',
    }),
  })
  .meta({
    id: 'LicensingStatistics',
    description: 'Licensing by an authority in figures in which no person can be singled out.',
    example: {
      authority: 'rotherham',
      asAt: '2026-03-02T09:00:00.000Z',
      from: '2026-03',
      to: '2026-03',
      whyHidden: WHY_HIDDEN,
      dataSources: [{ class: 'driver', mode: 'registry', updatedAt: null }],
      notAnswered: [],
      notKept: [],
      licences: LICENCE_KINDS.map((kind, index) => ({ kind, inForce: [60, 750, 50, 800, 40][index] ?? 0 })),
      vehicles: { total: 850, isAsked: true, required: 845, compliant: 800, share: 0.947 },
      drivers: {
        total: 810,
        all: { isAsked: true, met: 640, share: 0.79 },
        criteria: [{ criterion: 'background-check', isAsked: true, met: 790, share: 0.975 }],
      },
      refusals: { openAlerts: 0, overdueDuties: null },
      decisions: [
        {
          month: '2026-03',
          counts: [
            { type: 'grant', count: 40 },
            { type: 'revoke', count: null },
          ],
        },
      ],
    },
  })
export type LicensingStatistics = z.infer<typeof LicensingStatistics>

export const StatisticsFile = z
  .string()
  .meta({ id: 'StatisticsFile', description: 'Comma-separated values in UTF-8, one row a figure.' })
