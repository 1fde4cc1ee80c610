import { z } from 'zod'
import { normaliseBadge, normaliseName, normaliseVrm } from '../../domain/identity.js'
import { CCTV_STATUSES, LICENCE_KINDS, TRIPLE_LOCK, VERDICTS } from '../../domain/words.js'
import { CivilDate, Id, Instant, Line } from '../../platform/http/fields.schema.js'
import { AuthorityToAsk } from '../authorities/authority.schema.js'

/** Text that is read as its normal form; without one it is refused, since it can be nobody's. */
const Normal = (normalise: (text: string) => string | null, message: string) =>
  Line(40).transform((text, context) => {
    const normal = normalise(text)
    if (normal !== null) return normal
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
const Printed = Normal(normaliseBadge, 'must be 1 to 20 letters, digits, - or /')

export const BookingQuestion = z
  .strictObject({
    authority: z
      .string()
      .max(80)
      .regex(/^([a-z0-9]+(-[a-z0-9]+)*|[ENSW][0-9]{8})$/, 'must be a slug or a GSS code')
      .meta({ description: 'The licensing authority named on the badge: slug or GSS code, also a former code.' }),
    badgeNumber: Printed.meta({ description: "The driver's badge number. White space and case do not matter." }),
    surname: Line(100)
      .refine((surname) => normaliseName(surname) !== '', 'must contain a letter')
      .optional()
      .meta({ description: 'Also a former surname or an alias. Accents, case, hyphens and spaces do not matter.' }),
    vehicle: z
      .strictObject({
        vrm: Normal(normaliseVrm, 'must be a vehicle registration mark').optional(),
        plateNumber: Printed.optional(),
      })
      .refine(({ vrm, plateNumber }) => (vrm === undefined) !== (plateNumber === undefined), {
        error: 'must have either vrm or plateNumber',
      })
      .optional()
      .meta({ description: 'By registration mark or by plate number, one of the two.' }),
    operatorLicenceNumber: Printed.optional(),
    at: Instant.optional().meta({ description: 'Pick-up, at most 30 days ahead. Left out: now.', format: 'date-time' }),
    bookingReference: Line(100).optional().meta({ description: 'Kept, encrypted, with the receipt.' }),
  })
  .meta({
    id: 'BookingQuestion',
    description: 'May this driver, with this vehicle and operator, take the booking?',
    example: {
      authority: 'rotherham',
      badgeNumber: 'RD-101',
      surname: 'Interm',
      vehicle: { vrm: 'YK21 FCT' },
      operatorLicenceNumber: 'RO-301',
      bookingReference: 'B-0815',
    },
  })
export type BookingQuestion = z.infer<typeof BookingQuestion>

const Verdict = z.enum(VERDICTS).meta({ description: '`unknown`: ask the authority. Never read it as yes.' })
const ValidLicences = z
  .array(
    z.object({
      kind: z.enum(LICENCE_KINDS),
      validUntil: CivilDate.meta({ description: 'Last day of the period in force.' }),
    }),
  )
  .meta({ description: 'Those that may be used at the instant; empty unless `licensed` is yes.' })
const Finding = z.object({ licensed: Verdict, licences: ValidLicences })

export const BookingAnswer = z
  .object({
    licensed: Verdict,
    authority: AuthorityToAsk,
    licences: ValidLicences,
    vehicle: Finding.extend({
      cctv: z.enum(CCTV_STATUSES).meta({
        description:
          'Whether the vehicle meets its authority’s rule on cameras at the instant. `unknown` as well where it is not licensed, or where only a file of its ' +
          'authority names it.',
      }),
    })
      .nullable()
      .meta({ description: 'Null: no vehicle was named.' }),
    operator: Finding.nullable().meta({ description: 'Null: no operator was named.' }),
    tripleLock: z.enum(TRIPLE_LOCK).meta({
      description: 'Whether all three are licensed for private hire by this authority (LGMPA 1976 ss.46, 80(2)).',
    }),
    asAt: z.iso.datetime().meta({ description: 'The instant for which the answer holds.' }),
    sourceUpdatedAt: z.iso.datetime().nullable().meta({
      description:
        'How old the oldest facts behind the answer are: the instant of the check, where officers record in the registry itself.',
    }),
    checkId: Id.meta({ description: 'Of the receipt.' }),
  })
  .meta({
    id: 'BookingAnswer',
    description:
      '`no` is one and the same answer for an unknown badge, another surname, and a licence that is expired, suspended, revoked or not yet in force.',
    example: {
      licensed: 'yes',
      authority: {
        slug: 'rotherham',
        name: 'Rotherham',
        contact: { email: 'licensing@rotherham.example', phone: '01709 000000' },
      },
      licences: [{ kind: 'private-hire-driver', validUntil: '2027-06-30' }],
      vehicle: {
        licensed: 'yes',
        licences: [{ kind: 'private-hire-vehicle', validUntil: '2026-11-30' }],
        cctv: 'compliant',
      },
      operator: { licensed: 'yes', licences: [{ kind: 'private-hire-operator', validUntil: '2029-03-31' }] },
      tripleLock: 'satisfied',
      asAt: '2026-03-02T18:30:00.000Z',
      sourceUpdatedAt: '2026-03-02T09:00:00.000Z',
      checkId: '01987654-3210-7abc-8def-0123456789ab',
    },
  })
export type BookingAnswer = z.infer<typeof BookingAnswer>

export const CheckParams = z.strictObject({ checkId: Id })

export const BookingReceipt = z
  .object({
    checkId: Id,
    askedAt: z.iso.datetime(),
    operatorId: Id.nullable(),
    clientId: z.string().nullable().meta({ description: 'The system that asked; for scrutiny only.' }),
    question: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'As it was asked, in normal form; for the operator that asked only: it may name a person.',
    }),
    answer: BookingAnswer,
  })
  .meta({
    id: 'BookingReceipt',
    description: 'What was asked and what was answered.',
    example: {
      checkId: '01987654-3210-7abc-8def-0123456789ab',
      askedAt: '2026-03-02T09:00:00.000Z',
      operatorId: '01987654-0000-7abc-8def-0123456789ab',
      clientId: null,
      question: { authority: 'rotherham', badgeNumber: 'RD-101' },
      answer: {
        licensed: 'no',
        authority: { slug: 'rotherham', name: 'Rotherham', contact: null },
        licences: [],
        vehicle: null,
        operator: null,
        tripleLock: 'not-checked',
        asAt: '2026-03-02T09:00:00.000Z',
        sourceUpdatedAt: '2026-03-02T09:00:00.000Z',
        checkId: '01987654-3210-7abc-8def-0123456789ab',
      },
    },
  })
