import { z } from 'zod'
import { Licence } from '../licences/index.js'
import { Appeal } from './appeal.schema.js'
import { Decision } from './decision.schema.js'
import { Proposal } from '../proposals/index.js'

/** Their parts have examples already. */
const exampleOf = (schema: z.ZodType) => schema.meta()?.['example']

const licence = Licence.nullable().meta({ description: 'As it now stands; null: a refused new application has none.' })

/** Answers of writes: what was put on record, and the licence as it leaves it. Not in a schema file, since the licence is another feature's. */
export const RecordedDecision = z.object({ decision: Decision, licence }).meta({
  id: 'RecordedDecision',
  description: 'A decision put on record. The ETag is the new version of the licence.',
  example: { decision: exampleOf(Decision), licence: exampleOf(Licence) },
})
export type RecordedDecision = z.infer<typeof RecordedDecision>

export const RecordedAppeal = z.object({ appeal: Appeal, licence }).meta({
  id: 'RecordedAppeal',
  description: 'An appeal with the step put on record. The ETag is the new version of the licence.',
  example: { appeal: exampleOf(Appeal), licence: exampleOf(Licence) },
})
export type RecordedAppeal = z.infer<typeof RecordedAppeal>

export const ApprovedProposal = z
  .object({
    proposal: Proposal,
    decision: Decision.nullable().meta({ description: 'Put on record by the approval, if it was of a decision.' }),
    appeal: Appeal.nullable().meta({ description: 'With the step put on record by the approval, if it was of one.' }),
    licence: licence.meta({ description: 'As it now stands, if the proposal was on one.' }),
    entriesMade: z.int().nullable().meta({ description: 'How many entries were made, if it was an import.' }),
  })
  .meta({
    id: 'ApprovedProposal',
    description: 'What the approval put on record. The ETag is the new version of the licence, if there is one.',
    example: {
      proposal: exampleOf(Proposal),
      decision: exampleOf(Decision),
      appeal: null,
      licence: exampleOf(Licence),
      entriesMade: null,
    },
  })
export type ApprovedProposal = z.infer<typeof ApprovedProposal>
