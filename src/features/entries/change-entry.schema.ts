import { z } from 'zod'
import { CivilDate, Paragraphs } from '../../platform/http/fields.schema.js'

const COMMON = {
  changedOn: CivilDate.meta({
    description: 'Day of what changes it: of the court’s order, or on which the error was seen.',
  }),
  why: Paragraphs(2_000).meta({
    description:
      'For the second person and whoever asks later why. Told to no other authority; name nobody in it, it is kept.',
  }),
}
const told = 'What earlier requesters are told (2022 Act s.3(4)).'

export const RemoveEntry = z
  .strictObject({
    ...COMMON,
    cause: z
      .enum(['appeal-allowed', 'decision-annulled', 'no-relevant-information', 'made-in-error'])
      .meta({ description: told }),
  })
  .meta({
    id: 'RemoveEntry',
    description: 'Why an imported entry must go.',
    example: { changedOn: '2026-03-02', cause: 'appeal-allowed', why: 'The Crown Court allowed the appeal.' },
  })
export type RemoveEntry = z.infer<typeof RemoveEntry>

export const ReinstateEntry = z
  .strictObject({ ...COMMON, cause: z.enum(['appeal-not-allowed', 'made-in-error']).meta({ description: told }) })
  .meta({
    id: 'ReinstateEntry',
    description: 'Why an imported entry that was removed must come back.',
    example: { changedOn: '2026-03-02', cause: 'made-in-error', why: 'The entry of a namesake was meant.' },
  })
export type ReinstateEntry = z.infer<typeof ReinstateEntry>
