import { z } from 'zod'
import {
  FEED_FORMATS,
  FEED_PHASES,
  FEED_STATES,
  FEED_STEPS,
  FEED_UNDO_REASONS,
  LICENCE_CLASSES,
} from '../../domain/words.js'
import { Id, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

export const FeedParams = z.strictObject({ id: Id.meta({ description: 'The feed.' }) })

export const FeedQuery = PageQuery.extend({
  class: z.enum(LICENCE_CLASSES).optional().meta({ description: 'Files of this class only.' }),
  state: z.enum(FEED_STATES).optional().meta({ description: 'Feeds in this state only.' }),
})

const Count = z.int().min(0)
const Counts = z.object({
  added: Count,
  changed: Count,
  missing: Count.meta({ description: 'In force or to come, and not in the file.' }),
  unchanged: Count,
  conflicts: Count.meta({ description: 'Not applied: what was decided here says otherwise, and stands.' }),
  standing: Count.meta({ description: 'What the last file stated and is not over: of these so many are missing.' }),
  secondPerson: Count.meta({
    description:
      'Of what is added and changed, what takes two persons: corrections of decisions, lifts of suspensions.',
  }),
})

const Progress = z.object({
  phase: z.enum(FEED_PHASES),
  done: Count.meta({ description: 'Rows; while the file arrives, bytes.' }),
  total: Count.nullable().meta({ description: 'Null: not known.' }),
  ratePerSecond: z.number().nullable(),
  estimatedSecondsLeft: z.number().nullable(),
})

const Undo = z.object({
  askedBy: z.string().nullable(),
  askedAt: z.iso.datetime(),
  why: z.enum(FEED_UNDO_REASONS),
  approvedBy: z.string().nullable().meta({ description: 'Another person; null: not yet.' }),
  approvedAt: z.iso.datetime().nullable(),
  blockedBy: z
    .array(z.object({ kind: z.enum(['feed', 'decision', 'licence']), id: z.string() }))
    .nullable()
    .meta({
      description: 'Later facts that rest on the feed (the first 20): it was not undone. May be asked for again.',
    }),
})

const COUNTS = { added: 12, changed: 3, missing: 2, unchanged: 1183, conflicts: 1, standing: 1188, secondPerson: 0 }

const FEED = {
  id: '01987654-3210-7abc-8def-0123456789f1',
  authority: 'rotherham',
  authorities: ['rotherham'],
  class: 'vehicle' as const,
  format: 'ntr-csv' as const,
  fileName: 'vehicles-2026-w10.csv',
  state: 'previewed' as const,
  phase: 'waiting' as const,
  sha256: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
  bytes: 98_304,
  rows: 1199,
  errors: { total: 0 },
  refusal: null,
  counts: { total: COUNTS, byAuthority: { rotherham: COUNTS } },
  personsNeeded: 1,
  approvals: [],
  undo: null,
  progress: { phase: 'waiting' as const, done: 0, total: null, ratePerSecond: null, estimatedSecondsLeft: null },
  steps: [
    {
      seq: 1,
      step: 'received' as const,
      at: '2026-03-02T09:00:00.000Z',
      clientId: 'rotherham.feeder',
      personId: null,
    },
    { seq: 2, step: 'validated' as const, at: '2026-03-02T09:00:01.000Z', clientId: null, personId: null },
    { seq: 3, step: 'previewed' as const, at: '2026-03-02T09:00:02.000Z', clientId: null, personId: null },
  ],
  sentBy: { clientId: 'rotherham.feeder', personId: null },
  createdAt: '2026-03-02T09:00:00.000Z',
}

export const Feed = z
  .object({
    id: Id,
    authority: Slug.meta({ description: 'Whose client or officer sent it.' }),
    authorities: z.array(Slug).meta({ description: 'Those that its rows speak of.' }),
    class: z.enum(LICENCE_CLASSES),
    format: z.enum(FEED_FORMATS),
    fileName: z.string().nullable().meta({ description: 'As the sender named it. Null for scrutiny.' }),
    state: z.enum(FEED_STATES),
    phase: z.enum(FEED_PHASES).meta({ description: 'What the registry is doing with it.' }),
    sha256: z.string().nullable().meta({ description: 'Of the bytes, uncompressed, in hex; null while they arrive.' }),
    bytes: Count.nullable(),
    rows: Count.nullable(),
    errors: z.object({ total: Count.meta({ description: 'Faults found; the first 1,000 are listed.' }) }),
    refusal: z.string().nullable().meta({ description: 'Code of the problem, if it was refused.' }),
    counts: z
      .object({ total: Counts, byAuthority: z.record(Slug, Counts) })
      .nullable()
      .meta({ description: 'What it would do, or did; null before the preview.' }),
    personsNeeded: z.int().min(0).max(2).meta({
      description:
        'How many different persons must agree to what is missing. Of two, the officer who sent the file is one; of one, never.',
    }),
    approvals: z
      .array(z.object({ personId: z.string().nullable(), at: z.iso.datetime() }))
      .meta({ description: 'Of this preview. Scrutiny sees no persons, here and below.' }),
    undo: Undo.nullable().meta({ description: 'The latest request to undo it.' }),
    progress: Progress,
    steps: z.array(
      z.object({
        seq: z.int(),
        step: z.enum(FEED_STEPS),
        at: z.iso.datetime(),
        clientId: z.string().nullable().meta({ description: 'The system; null: the registry itself.' }),
        personId: z.string().nullable(),
      }),
    ),
    sentBy: z.object({ clientId: z.string(), personId: z.string().nullable() }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Feed', description: 'A file that an authority sent, and what became of it.', example: FEED })
export type Feed = z.infer<typeof Feed>

export const FeedPage = PageOf(Feed, 'FeedPage')
