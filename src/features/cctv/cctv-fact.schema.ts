import { z } from 'zod'
import { ITEMS_OF_SOUND } from '../../domain/cctv-rule.js'
import {
  CCTV_CHECK_ITEMS,
  CCTV_CHECK_RESULTS,
  CCTV_EXEMPTION_GROUNDS,
  CCTV_FACT_TYPES,
  FOOTAGE_DECISIONS,
  FOOTAGE_LEGAL_BASES,
} from '../../domain/words.js'
import { annulled, fact, recordedFact } from '../../platform/http/fact.schema.js'
import { CivilDate, Id, Line, Paragraphs } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'

export const VehicleParams = z.strictObject({ id: Id })

const Result = z.enum(CCTV_CHECK_RESULTS)
const Working = Result.extract(['pass', 'fail'], {
  error: `Answer \`pass\` or \`fail\`: only ${ITEMS_OF_SOUND.join(', ')} may be \`not-applicable\`.`,
})
const Results = z
  .strictObject(
    Object.fromEntries(
      CCTV_CHECK_ITEMS.map((item) => [item, ITEMS_OF_SOUND.includes(item) ? Result : Working]),
    ) as Record<(typeof CCTV_CHECK_ITEMS)[number], typeof Result | typeof Working>,
  )
  .meta({ description: 'Every item is answered.' })

const Named = (of: string) => Id.meta({ description: `Id of the fact: ${of}.` })

const Recorded = z.discriminatedUnion('type', [
  fact('installation', 'Day of fitting.', {
    make: Line(100),
    model: Line(100),
    serial: Line(100),
    installer: Line(200),
    camerasIn: z.int().min(0).max(50).meta({ description: 'Cameras that look into the vehicle.' }),
    camerasOut: z.int().min(0).max(50).meta({ description: 'Cameras that look out of it.' }),
    isAudioCapable: z.boolean(),
    hasSignage: z.boolean(),
    dataController: Line(200).meta({
      description:
        'Who answers for the recordings (UK GDPR art. 4(7)). Often the proprietor: kept encrypted, and shown to your authority only.',
    }),
  }).refine(({ camerasIn, camerasOut }) => camerasIn + camerasOut >= 1, {
    error: 'A system has at least one camera, inside or out.',
    path: ['camerasIn'],
  }),
  fact('removal', 'Day on which it was taken out.', {}),
  fact('inspection', 'Day of the inspection.', {
    by: Line(200).meta({
      description: 'Who inspected: a testing station or a role. It is not encrypted: no name of a person.',
    }),
    results: Results,
  }),
  fact('fault', 'Day of the report.', {
    description: Paragraphs(2_000).meta({ description: 'Kept encrypted, and shown to your authority only.' }),
  }),
  fact('repair', 'Day of the repair.', { faultId: Named('the fault repaired') }),
  fact('condition', 'First day on which the condition asks for a camera.', {
    decisionId: Id.meta({
      description: 'The grant, renewal or variation of a licence of this vehicle that made it a condition.',
    }),
    until: CivilDate.nullable().default(null).meta({ description: 'Last day, inclusive; null: without an end.' }),
  }),
  fact('exemption', 'First day on which the vehicle is free of the rule.', {
    ground: z.enum(CCTV_EXEMPTION_GROUNDS).meta({
      description: 'One that the standards in force on that day know, and if it lasts that long also those of today.',
    }),
    until: CivilDate.meta({ description: 'Last day, inclusive. At most 12 months: then it is decided anew.' }),
    decidedBy: Line(200).meta({ description: 'Name or role of who decided, e.g. `Licensing Sub-Committee B`.' }),
    reasons: Paragraphs(5_000).meta({ description: 'Kept encrypted, and shown to your authority only.' }),
  }),
  fact('exemption-end', 'First day on which the exemption no longer holds.', {
    exemptionId: Named('the exemption that ends early'),
  }),
  fact('footage-request', 'Day on which footage was asked for.', {
    legalBasis: z.enum(FOOTAGE_LEGAL_BASES),
    requester: Paragraphs(500).meta({ description: 'Who asks. Kept encrypted.' }),
    why: Paragraphs(5_000).meta({ description: 'What for. Kept encrypted.' }),
  }),
  fact('footage-decision', 'Day of the decision.', {
    requestId: Named('the request decided on'),
    decision: z.enum(FOOTAGE_DECISIONS),
    reasons: Paragraphs(5_000).meta({ description: 'Kept encrypted.' }),
  }),
  fact('footage-handover', 'Day on which footage was handed over.', {
    requestId: Named('the request that was granted'),
    recipient: Paragraphs(500).meta({
      description: 'Who received it. Kept encrypted. The footage itself is not kept here.',
    }),
  }),
])

const SYSTEM = {
  make: 'Imaginary Optics',
  model: 'Guardian 4',
  serial: 'G4-000123',
  installer: 'Fictional Fitters Ltd',
  camerasIn: 2,
  camerasOut: 1,
  isAudioCapable: true,
  hasSignage: true,
  dataController: 'Fictional Cars Ltd',
}

export const RecordCctvFact = z.union([Recorded, annulled(CCTV_FACT_TYPES)]).meta({
  id: 'RecordCctvFact',
  description:
    'A fact about the camera of a vehicle, by type; or, with `correction.effect` of `annul`, that a fact recorded before is struck out.',
  example: { type: 'installation', on: '2026-03-02', ...SYSTEM },
})
export type RecordCctvFact = z.output<typeof RecordCctvFact>

const INSTALLATION = {
  id: '01987654-3210-7abc-8def-0123456789e1',
  vehicleId: '01987654-3210-7abc-8def-0123456789ac',
  seq: 1,
  type: 'installation' as const,
  on: '2026-03-02',
  content: SYSTEM,
  correction: null,
  correctedBy: null,
  recordedAt: '2026-03-02T09:00:00.000Z',
  recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
  proposedBy: null,
}

export const CctvFact = z
  .object({
    ...recordedFact(CCTV_FACT_TYPES, 'vehicle'),
    vehicleId: Id,
    content: z.record(z.string(), z.unknown()).meta({
      description:
        'What was sent beside type, day and correction, its texts included. Empty: an annulment, or a removal.',
    }),
  })
  .meta({ id: 'CctvFact', description: 'A fact about the camera of a vehicle, as recorded.', example: INSTALLATION })
export type CctvFact = z.infer<typeof CctvFact>

export const CctvFactPage = PageOf(CctvFact, 'CctvFactPage')
