import { z } from 'zod'
import { CivilDate, Id, Paragraphs } from './fields.schema.js'

const why = Paragraphs(2_000)
const Replacement = z
  .strictObject({
    factId: Id.meta({ description: 'The fact to put right; if it was corrected before, its latest correction.' }),
    effect: z.literal('replace'),
    why,
  })
  .optional()
  .meta({
    description:
      'Present: this fact, restated whole, takes the place of the one named. It becomes a proposal that a second person must approve.',
  })

/** A fact of one type, as it is sent. `on`: what its day is the day of. */
export const fact = <T extends string, F extends z.ZodRawShape>(type: T, on: string, fields: F) =>
  z.strictObject({
    type: z.literal(type),
    on: CivilDate.meta({ description: on }),
    ...fields,
    correction: Replacement,
  })

/** That a fact of one of the types is struck out. */
export const annulled = <const T extends readonly string[]>(types: T) =>
  z.strictObject({
    type: z.enum(types).meta({ description: 'Type of the fact that is struck out.' }),
    correction: z.strictObject({
      factId: Id.meta({
        description: 'The fact to strike out; if it is a correction, what it corrected counts again.',
      }),
      effect: z.literal('annul'),
      why,
    }),
  })
