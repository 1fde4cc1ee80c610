import { z } from 'zod'
import { CCTV_STATUSES, VEHICLE_KINDS } from '../../domain/words.js'
import { Id, LicenceNumber, Slug } from '../../platform/http/fields.schema.js'
import { PageQuery } from '../../platform/http/page.js'
import { CctvStep } from './compliance.schema.js'

const FILTERS = {
  status: z.enum(CCTV_STATUSES).optional().meta({ description: 'As it is now.' }),
  dueWithin: z.coerce.number().int().min(1).max(366).optional().meta({
    description:
      'Only those that will have more to do within so many days: not `non-compliant` or `unknown` now, and then one of these two or newly `awaiting-fit`.',
  }),
}
export const CctvExportQuery = z.strictObject(FILTERS)
export const CctvComplianceQuery = PageQuery.extend({
  ...FILTERS,
  authority: Slug.optional().meta({ description: 'Scrutiny must name one; an officer’s own is meant otherwise.' }),
})

const { status, reasons } = CctvStep.shape

export const OUTLOOK = {
  status,
  reasons,
  since: z.iso.datetime().nullable().meta({ description: 'Instant from which it has had this status; null: ever.' }),
  nextChange: z
    .object({ at: z.iso.datetime(), status, reasons })
    .nullable()
    .meta({ description: 'What becomes of the status if nothing more is recorded; null: it stays.' }),
  isCurrent: z.boolean().meta({
    description: 'False: the time line is being derived anew after a change of the standards; `unknown` until then.',
  }),
}
export type CctvOutlook = { [K in keyof typeof OUTLOOK]: z.infer<(typeof OUTLOOK)[K]> }

const LISTED = {
  licenceId: '01987654-3210-7abc-8def-0123456789ab',
  number: 'PLATE-201',
  kind: 'private-hire-vehicle' as const,
  vehicle: { id: '01987654-3210-7abc-8def-0123456789ac', vrm: 'YK21FCT' },
  status: 'compliant' as const,
  reasons: [
    {
      code: 'meets-the-rule' as const,
      rule: 'standards in force from 2015-07-06: inspected every 12 months',
      factId: '01987654-3210-7abc-8def-0123456789e2',
    },
  ],
  since: '2026-03-02T00:00:00.000Z',
  nextChange: {
    at: '2027-03-03T00:00:00.000Z',
    status: 'non-compliant' as const,
    reasons: [
      {
        code: 'inspection-overdue' as const,
        rule: 'standards in force from 2015-07-06: inspected every 12 months',
        factId: '01987654-3210-7abc-8def-0123456789e2',
      },
    ],
  },
  isCurrent: true,
}

export const ListedCctv = z
  .object({
    licenceId: Id,
    number: LicenceNumber.meta({ description: 'Of the plate.' }),
    kind: z.enum(VEHICLE_KINDS),
    vehicle: z
      .object({ id: Id, vrm: z.string() })
      .nullable()
      .meta({ description: 'Shown to officers of the authority only.' }),
    ...OUTLOOK,
  })
  .meta({ id: 'ListedCctv', description: 'A vehicle licence that may be used now, and its camera.', example: LISTED })
export type ListedCctv = z.infer<typeof ListedCctv>

const NUMBER_BY_STATUS = {
  compliant: 612,
  'non-compliant': 9,
  'awaiting-fit': 14,
  exempt: 3,
  'not-required': 0,
  unknown: 2,
}
export const StatusCounts = z
  .object(
    Object.fromEntries(CCTV_STATUSES.map((word) => [word, z.int()])) as Record<
      (typeof CCTV_STATUSES)[number],
      z.ZodInt
    >,
  )
  .meta({ id: 'CctvStatusCounts', description: 'Vehicle licences by status.', example: NUMBER_BY_STATUS })

export const ListedCctvPage = z
  .object({
    items: z.array(ListedCctv),
    next: z.string().nullable(),
    counts: StatusCounts.nullable().meta({
      description:
        'Of all vehicle licences that may be used now, whatever was asked for. On the first page; null on the others.',
    }),
    notCurrent: z.int().nullable().meta({
      description: 'Of `counts.unknown`: being derived anew after a change of the standards. Null where `counts` is.',
    }),
  })
  .meta({
    id: 'ListedCctvPage',
    description: 'A page; `next` is the cursor of the following one, or null.',
    example: { items: [LISTED], next: null, counts: NUMBER_BY_STATUS, notCurrent: 0 },
  })

export const CctvFile = z.string().meta({ id: 'CctvFile', description: 'Comma-separated values in UTF-8.' })
