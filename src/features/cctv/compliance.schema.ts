import { z } from 'zod'
import { CCTV_REASON_CODES } from '../../domain/cctv.js'
import { CCTV_STATUSES, VEHICLE_KINDS } from '../../domain/words.js'
import { Id, Instant } from '../../platform/http/fields.schema.js'
import { CctvFact } from './cctv-fact.schema.js'

export const VehicleCctvQuery = z.strictObject({
  at: Instant.optional().meta({ description: 'The instant asked about; left out: now.' }),
})

const STEP = {
  from: '2026-03-02T00:00:00.000Z',
  until: '2027-03-02T00:00:00.000Z',
  status: 'compliant' as const,
  reasons: [
    {
      code: 'meets-the-rule' as const,
      rule: 'standards in force from 2015-07-06: inspected every 12 months',
      factId: '01987654-3210-7abc-8def-0123456789e2',
    },
  ],
}

export const CctvStep = z
  .object({
    from: z.iso.datetime().nullable().meta({ description: 'From this instant (included); null: since ever.' }),
    until: z.iso.datetime().nullable().meta({ description: 'To this instant (not included); null: for ever.' }),
    status: z.enum(CCTV_STATUSES),
    reasons: z.array(
      z.object({
        code: z.enum(CCTV_REASON_CODES),
        rule: z.string().meta({ description: 'The rule that makes it so, in words.' }),
        factId: Id.nullable().meta({
          description: 'The fact that it rests on; null: on the absence of one, or on the standards.',
        }),
      }),
    ),
  })
  .meta({
    id: 'CctvStep',
    description: 'Whether the rule on cameras is met for a span of time, and why.',
    example: STEP,
  })
export type CctvStep = z.infer<typeof CctvStep>

const VEHICLE = {
  vehicleId: '01987654-3210-7abc-8def-0123456789ac',
  at: '2026-04-01T08:00:00.000Z',
  latestStandards: 2,
  licences: [
    {
      licenceId: '01987654-3210-7abc-8def-0123456789ab',
      kind: 'private-hire-vehicle' as const,
      standards: 2,
      isCurrent: true,
      holds: STEP,
      timeLine: [STEP],
    },
  ],
}

export const VehicleCctv = z
  .object({
    vehicleId: Id,
    at: z.iso.datetime(),
    latestStandards: z
      .int()
      .nullable()
      .meta({ description: 'Number of the version of the standards recorded last; null: there is none.' }),
    licences: z
      .array(
        z.object({
          licenceId: Id.nullable().meta({
            description:
              'Null: the vehicle was never licensed, and this is what would hold under a licence of that kind.',
          }),
          kind: z.enum(VEHICLE_KINDS),
          standards: z.int().nullable().meta({ description: 'Latest version that the time line was derived with.' }),
          isCurrent: z.boolean().meta({
            description:
              'False: the standards have changed since, and it is about to be derived anew. Until then the status is unknown.',
          }),
          holds: CctvStep.meta({ description: 'At `at`.' }),
          timeLine: z.array(CctvStep).meta({ description: 'For all time, the future included: no gaps, in order.' }),
        }),
      )
      .meta({ description: 'By licence: which vehicles need a camera may differ by the kind of licence.' }),
  })
  .meta({
    id: 'VehicleCctv',
    description: 'Whether a vehicle meets the rule on cameras, for all time.',
    example: VEHICLE,
  })
export type VehicleCctv = z.infer<typeof VehicleCctv>

export const RecordedCctvFact = z.object({ fact: CctvFact, compliance: VehicleCctv }).meta({
  id: 'RecordedCctvFact',
  description: 'The fact as recorded, and whether the vehicle meets the rule with it.',
  example: { fact: z.globalRegistry.get(CctvFact)?.['example'], compliance: VEHICLE },
})
export type RecordedCctvFact = z.infer<typeof RecordedCctvFact>
