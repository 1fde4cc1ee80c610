import { z } from 'zod'
import { FEED_UNDO_REASONS } from '../../domain/words.js'

export const ApproveFeed = z
  .strictObject({
    missing: z.int().min(0).max(10_000_000).meta({ description: 'How many licences would end, as you saw it.' }),
  })
  .meta({ id: 'ApproveFeed', description: 'What whoever agrees has seen.', example: { missing: 2 } })

export const UndoFeed = z
  .strictObject({ why: z.enum(FEED_UNDO_REASONS) })
  .meta({ id: 'UndoFeed', description: 'Why what was applied should be undone.', example: { why: 'wrong-file' } })
