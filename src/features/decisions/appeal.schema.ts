import { z } from 'zod'
import { APPEAL_COURTS, APPEAL_STEP_TYPES } from '../../domain/words.js'
import { CivilDate, Id, Line } from '../../platform/http/fields.schema.js'

export const AppealParams = z.strictObject({ id: Id })

const STEP_FIELDS = {
  on: CivilDate.meta({ description: 'Day on which it happened.' }),
  court: z.enum(APPEAL_COURTS),
  reference: Line(100).optional().meta({ description: 'The court’s reference.' }),
}

export const LodgeAppeal = z.strictObject(STEP_FIELDS).meta({
  id: 'LodgeAppeal',
  description: 'An appeal lodged with a court.',
  example: { on: '2026-03-10', court: 'magistrates-court', reference: 'SHEF-2026-0142' },
})

export type LodgeAppeal = z.infer<typeof LodgeAppeal>

export const RecordAppealStep = z
  .strictObject({
    type: z
      .enum(APPEAL_STEP_TYPES)
      .exclude(['lodged'])
      .meta({
        description:
          'Outcomes are of the decision appealed against, never of the latest appeal. `allowed`: the decision is quashed, whoever appealed; a second person ' +
          'must approve. `dismissed`: the decision stands, whoever appealed. So if the authority appeals further against an order that quashed its decision, ' +
          'and loses, the step is `allowed`; if it wins, `dismissed`.',
      }),
    ...STEP_FIELDS,
  })
  .meta({
    id: 'RecordAppealStep',
    description: 'What a court, or the appellant, did.',
    example: { type: 'dismissed', on: '2026-05-18', court: 'magistrates-court' },
  })

export type RecordAppealStep = z.infer<typeof RecordAppealStep>

const APPEAL = {
  id: '01987654-3210-7abc-8def-0123456789ae',
  decisionId: '01987654-3210-7abc-8def-0123456789ad',
  steps: [
    {
      id: '01987654-3210-7abc-8def-0123456789af',
      seq: 1,
      type: 'lodged' as const,
      on: '2026-03-10',
      court: 'magistrates-court' as const,
      reference: 'SHEF-2026-0142',
      recordedAt: '2026-03-11T09:00:00.000Z',
      recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
      proposedBy: null,
      approvedBy: null,
    },
  ],
}

const AppealStep = z.object({
  id: Id,
  seq: z.int(),
  type: z.enum(APPEAL_STEP_TYPES).meta({
    description:
      '`allowed`: the decision is quashed, whoever appealed. `dismissed`: the decision stands, whoever appealed.',
  }),
  on: CivilDate,
  court: z.enum(APPEAL_COURTS),
  reference: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  recordedBy: z.object({ clientId: z.string(), personId: z.string() }),
  proposedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
})

export const Appeal = z
  .object({
    id: Id,
    decisionId: Id,
    steps: z.array(AppealStep).meta({ description: 'In order; the last one is where it stands.' }),
  })
  .meta({
    id: 'Appeal',
    description: 'An appeal against a decision; a further appeal is a step of it.',
    example: APPEAL,
  })
export type Appeal = z.infer<typeof Appeal>
