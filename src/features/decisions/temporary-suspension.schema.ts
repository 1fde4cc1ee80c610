import { z } from 'zod'
import { LICENCE_KINDS } from '../../domain/words.js'
import { CivilDate, Id, LicenceNumber, Paragraphs, Slug } from '../../platform/http/fields.schema.js'
import { DECISION_FIELDS } from './decision.schema.js'

export const RecordTemporarySuspension = z
  .strictObject({
    issuingAuthority: Slug.meta({ description: 'The authority that granted the licence.', example: 'sheffield' }),
    kind: z.enum(LICENCE_KINDS),
    number: LicenceNumber.meta({
      description: 'Badge, plate or operator licence number in force now or from a later day.',
    }),
    decidedOn: CivilDate,
    notifiedOn: CivilDate,
    takesEffectOn: CivilDate.optional().meta({
      description: 'Left out: the day of the notice. At most a week after it.',
    }),
    suspensionEndsOn: CivilDate.meta({ description: 'Last suspended day, inclusive.' }),
    legalBasis: DECISION_FIELDS.legalBasis.unwrap(),
    grounds: DECISION_FIELDS.grounds,
    relevantInformation: DECISION_FIELDS.relevantInformation,
    reasons: Paragraphs(20_000),
    decidedBy: DECISION_FIELDS.decidedBy,
  })
  .meta({
    id: 'RecordTemporarySuspension',
    description: 'A short suspension of another English authority’s licence.',
    example: {
      issuingAuthority: 'sheffield',
      kind: 'private-hire-driver',
      number: 'PHD-2048',
      decidedOn: '2026-03-02',
      notifiedOn: '2026-03-02',
      suspensionEndsOn: '2026-03-08',
      legalBasis: 'edcea-2026-temporary-suspension',
      grounds: ['driving-standards'],
      relevantInformation: ['road-safety-risk'],
      reasons: 'Stopped while driving dangerously with passengers.',
      decidedBy: { capacity: 'officer-delegated', name: 'Enforcement Officer' },
    },
  })
export type RecordTemporarySuspension = z.infer<typeof RecordTemporarySuspension>

export const TemporarySuspension = z
  .object({ decisionId: Id, takesEffectOn: CivilDate, suspensionEndsOn: CivilDate })
  .meta({
    id: 'TemporarySuspension',
    description: 'That it was recorded, and for how long. Nothing of the licence or its holder.',
    example: {
      decisionId: '01987654-3210-7abc-8def-0123456789ad',
      takesEffectOn: '2026-03-02',
      suspensionEndsOn: '2026-03-08',
    },
  })
export type TemporarySuspension = z.infer<typeof TemporarySuspension>
