import { z } from 'zod'
import { Id } from '../../../platform/http/fields.schema.js'

// The shapes of the national vehicle register: an uploader reads them as it always has.

export const NtrUpdated = z.object({ detail: z.string() }).meta({
  id: 'NtrUpdated',
  description: 'The file is applied.',
  example: { detail: 'Register updated successfully.' },
})

export const NtrAwaiting = z
  .object({ detail: z.string(), feedId: Id.meta({ description: 'Of the feed: `GET /v1/feeds/{id}`.' }) })
  .meta({
    id: 'NtrAwaiting',
    description:
      'The file is taken, and not applied: an officer has to agree to what is not in it, or it is still being worked on.',
    example: {
      detail: 'The file awaits the approval of 2 officers: 40 licences in force are not in it.',
      feedId: '01987654-3210-7abc-8def-0123456789f1',
    },
  })

const NtrError = z.object({
  vrm: z.string().nullable().meta({ description: 'Registration mark, where the entry has one.' }),
  title: z.string(),
  detail: z.string(),
  status: z.literal(400),
})

export const NtrErrors = z
  .object({
    errors: z
      .array(z.union([z.string(), NtrError]))
      .meta({ description: 'The first 1,000. Of a file in CSV: `Line n: …`. Of one in JSON: objects.' }),
  })
  .meta({
    id: 'NtrErrors',
    description: 'Why nothing of the file is applied.',
    example: { errors: ['Line 3: Invalid format of VRM'] },
  })
export type NtrErrors = z.infer<typeof NtrErrors>
