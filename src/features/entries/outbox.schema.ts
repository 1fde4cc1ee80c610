import { z } from 'zod'
import { ENTRY_CAUSES, ENTRY_STATES } from '../../domain/words.js'
import { CivilDate, Id, Line } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'
import { SAYS } from './entry.schema.js'

const ITEM = {
  eventId: '01987654-3210-7abc-8def-0123456789c1',
  entryId: '01987654-3210-7abc-8def-0123456789c0',
  toDo: 'make' as const,
  state: 'active' as const,
  cause: 'decision' as const,
  changedOn: '2026-03-02',
  changeTakesEffectOn: null,
  decisionType: 'revoke' as const,
  decidedOn: '2026-03-02',
  takesEffectOn: null,
  suspensionEndsOn: null,
  recordedAt: '2026-03-02T09:00:00.000Z',
  dueOn: '2026-03-06',
  designatedReference: null,
}

export const OutboxItem = z
  .object({
    eventId: Id,
    entryId: Id,
    toDo: z.enum(['make', 'amend', 'remove', 'reinstate']).meta({ description: 'What is to be keyed there.' }),
    state: z.enum(ENTRY_STATES).meta({ description: 'The state that the event left the entry in.' }),
    cause: z.enum(ENTRY_CAUSES),
    changedOn: CivilDate,
    changeTakesEffectOn: CivilDate.nullable().meta({ description: 'Day of that change’s effect, if different.' }),
    ...SAYS,
    recordedAt: z.iso.datetime(),
    dueOn: CivilDate.nullable().meta({ description: 'Last day to do it; null where the Act names none.' }),
    designatedReference: z.string().nullable().meta({ description: 'Of the entry there, once it has one.' }),
  })
  .meta({
    id: 'OutboxItem',
    description: 'A change of an entry that the designated database does not have yet. Not whom it is about.',
    example: ITEM,
  })
export type OutboxItem = z.infer<typeof OutboxItem>

export const OutboxPage = PageOf(OutboxItem, 'OutboxPage')

export const OutboxFile = z.string().meta({ id: 'OutboxFile', description: 'Comma-separated values in UTF-8.' })

export const RecordMirroring = z
  .strictObject({
    eventId: Id.meta({ description: 'The change that was keyed.' }),
    reference: Line(60).meta({ description: 'As the designated database returned it.' }),
  })
  .meta({
    id: 'RecordMirroring',
    description: 'That a change stands in the designated database.',
    example: { eventId: ITEM.eventId, reference: 'NR3S-000123' },
  })
export type RecordMirroring = z.infer<typeof RecordMirroring>

export const EntryMirroring = z
  .object({ eventId: Id, entryId: Id, reference: z.string(), recordedAt: z.iso.datetime() })
  .meta({
    id: 'EntryMirroring',
    description: 'A change that stands in the designated database.',
    example: {
      eventId: ITEM.eventId,
      entryId: ITEM.entryId,
      reference: 'NR3S-000123',
      recordedAt: '2026-03-02T09:00:00.000Z',
    },
  })
export type EntryMirroring = z.infer<typeof EntryMirroring>
