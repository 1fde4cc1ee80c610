import { z } from 'zod'
import { ENTRY_CAUSES, ENTRY_STATES } from '../../domain/words.js'
import { CivilDate, Id, Slug } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'

export const EntryNotice = z
  .object({
    id: Id,
    requestId: Id.meta({ description: 'Your request about the entry.' }),
    applicationReference: z.string().meta({ description: 'Your own reference on it.' }),
    recordingAuthority: Slug,
    state: z
      .enum(ENTRY_STATES)
      .meta({ description: 'Of the entry since. `removed`: it is on nobody’s register any more.' }),
    cause: z.enum(ENTRY_CAUSES),
    why: z.string().meta({ description: 'The cause in words.' }),
    changedOn: CivilDate.meta({ description: 'Day of the change: of the decision, the lift, the court’s order.' }),
    changeTakesEffectOn: CivilDate.nullable().meta({ description: 'Day of its effect, if different.' }),
    createdAt: z.iso.datetime().meta({ description: 'When your authority was told.' }),
  })
  .meta({
    id: 'EntryNotice',
    description: 'That an entry which you asked about was changed, and why (2022 Act s.3(4)).',
    example: {
      id: '01987654-3210-7abc-8def-0123456789c3',
      requestId: '01987654-3210-7abc-8def-0123456789c2',
      applicationReference: 'APP-2026-0311',
      recordingAuthority: 'rotherham',
      state: 'removed',
      cause: 'appeal-allowed',
      why: 'an appeal was allowed: the decision is quashed',
      changedOn: '2026-05-18',
      changeTakesEffectOn: null,
      createdAt: '2026-05-19T09:00:00.000Z',
    },
  })
export type EntryNotice = z.infer<typeof EntryNotice>

export const EntryNoticePage = PageOf(EntryNotice, 'EntryNoticePage')
