import { z } from 'zod'
import { CORRECTION_EFFECTS } from '../../domain/words.js'
import { CivilDate, Id, Paragraphs } from './fields.schema.js'
import { PageQueryBy } from './page.js'

/** Facts about one thing are paged by their `seq`. */
export const FactQuery = PageQueryBy(/^[1-9][0-9]{0,8}$/)

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

/** What every fact shows beside what it is about and says. `of`: what its number counts within. */
export const recordedFact = <const T extends readonly string[]>(types: T, of: string) => ({
  id: Id,
  seq: z.int().meta({ description: `1, 2, 3 … of the ${of}, in order of recording.` }),
  type: z.enum(types),
  on: CivilDate.meta({ description: 'Day from which it is so; of an annulment, day on which it was recorded.' }),
  correction: z
    .object({ factId: Id, effect: z.enum(CORRECTION_EFFECTS), why: z.string() })
    .nullable()
    .meta({ description: 'The fact that it corrects, and why.' }),
  correctedBy: Id.nullable().meta({ description: 'The fact that corrects it.' }),
  recordedAt: z.iso.datetime(),
  recordedBy: z.object({ clientId: z.string(), personId: z.string() }),
  proposedBy: z
    .string()
    .nullable()
    .meta({ description: 'Where two are needed, the first of the two persons; `recordedBy` is the second.' }),
})
