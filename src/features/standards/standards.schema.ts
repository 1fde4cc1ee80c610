import { z } from 'zod'
import {
  CCTV_AUDIO_RULES,
  CCTV_AUDIO_TRIGGERS,
  CCTV_EXEMPTION_GROUNDS,
  CCTV_VIDEO_RULES,
  VEHICLE_KINDS,
} from '../../domain/words.js'
import { CivilDate, Id, Line, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

export const StandardsParams = z.strictObject({ slug: Slug.meta({ description: 'The authority.' }) })

const On = CivilDate.optional().meta({ description: 'A day; left out: today, in London.' })
export const StandardsQuery = z.strictObject({ on: On })
/** Versions are numbered 1, 2, 3 … */
export const StandardsListQuery = PageQueryBy(/^[1-9][0-9]{0,8}$/)

const MONTHS = z.int().min(1).max(120)

/** The fields of a version, with its texts as they are sent or as they were kept. */
const contentOf = (text: (max: number) => z.ZodType<string, string>) => ({
  effectiveFrom: CivilDate.meta({ description: 'First day on which it counts.' }),
  freshnessLimitHours: z
    .int()
    .min(1)
    .max(8784)
    .meta({ description: 'Data fed from another system and older than this is answered as `unknown`.' }),
  searchValidityDays: z
    .int()
    .min(1)
    .max(90)
    .meta({ description: 'Days before a grant or renewal in which its search of the entries may lie.' }),
  cctv: z
    .discriminatedUnion('isRequired', [
      z.strictObject({
        isRequired: z.literal(true),
        requiredFrom: CivilDate.meta({ description: 'First day of the requirement.' }),
        transitionUntil: CivilDate.meta({
          description:
            'Last day on which a vehicle that falls short only awaits its fitting. The day before `requiredFrom`: there is no transition.',
        }),
        appliesTo: z.array(z.enum(VEHICLE_KINDS)).max(VEHICLE_KINDS.length),
        video: z.enum(CCTV_VIDEO_RULES),
        audio: z.strictObject({
          rule: z.enum(CCTV_AUDIO_RULES, {
            error: `must be one of ${CCTV_AUDIO_RULES.join(', ')}: continuous recording of sound is unlawful (Information Commissioner, Southampton 2012, upheld)`,
          }),
          triggers: z
            .array(z.enum(CCTV_AUDIO_TRIGGERS))
            .max(CCTV_AUDIO_TRIGGERS.length)
            .meta({ description: 'What switches the sound on; of `on-trigger` only.' }),
        }),
        inspectionIntervalMonths: MONTHS.meta({
          description: 'Inspected within so many months of fitting and of the last inspection.',
        }),
        faultRepairDays: z.int().min(0).max(365).meta({ description: 'Days after its report to repair a fault.' }),
        approvedSystems: z
          .array(z.strictObject({ make: text(50), model: text(50) }))
          .max(100)
          .meta({ description: 'Empty: any.' }),
        approvedInstallers: z.array(text(100)).max(100).meta({ description: 'Firms. Empty: any.' }),
        exemptionGrounds: z.array(z.enum(CCTV_EXEMPTION_GROUNDS)).max(CCTV_EXEMPTION_GROUNDS.length),
      }),
      z.strictObject({ isRequired: z.literal(false) }),
    ])
    .nullable()
    .meta({ description: 'Cameras in vehicles; null: not stated.' }),
  driverCriteria: z
    .strictObject({
      backgroundCheck: z.strictObject({ everyMonths: MONTHS }).nullable(),
      safeguardingTraining: z
        .strictObject({ everyMonths: MONTHS.nullable().meta({ description: 'Null: once is enough.' }) })
        .nullable(),
      qualification: z
        .strictObject({ accepted: z.array(text(150)).max(50) })
        .nullable()
        .meta({ description: 'Titles of which one is enough.' }),
      camera: z
        .strictObject({ isRequired: z.literal(true) })
        .nullable()
        .meta({ description: 'Every vehicle driven meets the rule on cameras.' }),
    })
    .nullable()
    .meta({ description: 'Of drivers, beside the licence; null of one: not asked; null: not stated.' }),
})

const CONTENT = {
  effectiveFrom: '2026-04-01',
  freshnessLimitHours: 168,
  searchValidityDays: 28,
  cctv: {
    isRequired: true as const,
    requiredFrom: '2026-04-01',
    transitionUntil: '2027-03-31',
    appliesTo: ['hackney-carriage-vehicle' as const, 'private-hire-vehicle' as const],
    video: 'whenever-used-as-a-taxi' as const,
    audio: { rule: 'on-trigger' as const, triggers: ['unaccompanied-child' as const, 'dispute' as const] },
    inspectionIntervalMonths: 12,
    faultRepairDays: 7,
    approvedSystems: [{ make: 'Imaginary Optics', model: 'Guardian 4' }],
    approvedInstallers: ['Fictional Fitters Ltd'],
    exemptionGrounds: ['executive-hire' as const],
  },
  driverCriteria: {
    backgroundCheck: { everyMonths: 6 },
    safeguardingTraining: { everyMonths: 36 },
    qualification: { accepted: ['BTEC Level 2 in taxi and private hire driving'] },
    camera: { isRequired: true as const },
  },
}

export const ProposeStandards = z.strictObject(contentOf(Line)).meta({
  id: 'ProposeStandards',
  description: 'A whole version: what it leaves unsaid is not stated any more, whatever the version before it said.',
  example: CONTENT,
})
export type ProposeStandards = z.output<typeof ProposeStandards>

const RECORDED = {
  id: Id.meta({ description: 'As the audit trail names it.' }),
  authority: Slug,
  seq: z.int().meta({ description: '1, 2, 3 … of the authority, in order of recording.' }),
  ...contentOf(() => z.string()),
  recordedAt: z.iso.datetime(),
}
const VERSION = {
  id: '01987654-3210-7abc-8def-0123456789d1',
  authority: 'rotherham',
  seq: 2,
  ...CONTENT,
  recordedAt: '2026-03-02T09:00:00.000Z',
}

export const Standards = z.object(RECORDED).meta({
  id: 'Standards',
  description: 'What an authority asks of vehicles, drivers and itself, in one version.',
  example: VERSION,
})
export type Standards = z.output<typeof Standards>

export const StandardsInForce = z
  .object({
    ...RECORDED,
    latestSeq: z.int().meta({ description: 'Of the version recorded last, which may not have begun.' }),
  })
  .meta({
    id: 'StandardsInForce',
    description: 'The version that counts on a day.',
    example: { ...VERSION, latestSeq: 3 },
  })

export const StandardsPage = PageOf(Standards, 'StandardsPage')
