import { z } from 'zod'
import { DUTY_KINDS, DUTY_STATES } from '../../domain/words.js'
import { CivilDate, Id, Slug } from '../../platform/http/fields.schema.js'
import { PageQuery } from '../../platform/http/page.js'

export const DutyQuery = PageQuery.extend({
  state: z.enum(DUTY_STATES).optional().meta({ description: 'As it is today, in London.' }),
  kind: z.enum(DUTY_KINDS).optional(),
  authority: Slug.optional().meta({ description: 'For scrutiny. An officer’s own, or nothing is answered.' }),
})

const DUTY = {
  id: '01987654-3210-7abc-8def-0123456789ab',
  kind: 'make-entry' as const,
  authority: 'rotherham',
  object: { kind: 'entry', id: '01987654-3210-7abc-8def-0123456789ac' },
  toDo: 'make the entry',
  limit: '5 working days',
  from: 'the person is notified',
  basis: 'Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022 s.2(5)(a)',
  startedOn: '2025-12-19',
  dueOn: '2025-12-29',
  doneOn: '2025-12-31',
  state: 'done-late' as const,
  daysLate: 2,
}

export const Duty = z
  .object({
    id: Id,
    kind: z.enum(DUTY_KINDS),
    authority: Slug.meta({ description: 'Who must.' }),
    object: z.object({ kind: z.string(), id: Id }).meta({ description: 'What it is about.' }),
    toDo: z.string().meta({ description: 'What is to be done.' }),
    limit: z.string().meta({ description: 'By when, as the Act has it.' }),
    from: z.string().meta({ description: 'The event whose day is day 1.' }),
    basis: z.string().meta({ description: 'The section of the Act.' }),
    startedOn: CivilDate.meta({ description: 'Day of that event.' }),
    dueOn: CivilDate.nullable().meta({
      description: 'Last day in time; null where the Act names no day, or the bank holidays of its year are not known.',
    }),
    doneOn: CivilDate.nullable(),
    state: z.enum(DUTY_STATES),
    daysLate: z.int().meta({
      description: 'Calendar days after the due date, to the day it was done or, until then, to today.',
    }),
  })
  .meta({ id: 'Duty', description: 'Something that the 2022 Act wants done.', example: DUTY })
export type Duty = z.infer<typeof Duty>

const COUNT = { authority: 'rotherham', kind: 'make-entry' as const, open: 3, overdue: 1, done: 212, doneLate: 4 }

export const DutyCount = z
  .object({
    authority: Slug,
    kind: z.enum(DUTY_KINDS),
    open: z.int(),
    overdue: z.int(),
    done: z.int().meta({ description: 'In time.' }),
    doneLate: z.int(),
  })
  .meta({ id: 'DutyCount', description: 'How many duties of a kind an authority has, by state.', example: COUNT })
export type DutyCount = z.infer<typeof DutyCount>

export const DutyPage = z
  .object({
    items: z.array(Duty),
    next: z.string().nullable(),
    counts: z.array(DutyCount).nullable().meta({
      description: 'By authority and kind, whatever state was asked for. On the first page; null on the others.',
    }),
  })
  .meta({
    id: 'DutyPage',
    description: 'A page; `next` is the cursor of the following one, or null.',
    example: { items: [DUTY], next: null, counts: [COUNT] },
  })
