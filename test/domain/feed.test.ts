import { randomUUID } from 'node:crypto'
import {
  FEED_MOVES,
  isOpen,
  MISSING_MOST,
  personsNeeded,
  saidYes,
  sumOf,
  type FeedCounts,
} from '../../src/domain/feed.js'
import { FEED_STATES, type FeedState } from '../../src/domain/words.js'
import { asProgram } from '../support/as-owner.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

const NONE: FeedCounts = { added: 0, changed: 0, missing: 0, unchanged: 0, conflicts: 0, standing: 0, secondPerson: 0 }
const of = (missing: number, standing: number): FeedCounts => ({ ...NONE, missing, standing })

describe('how many must agree', () => {
  it.each([
    ['nothing is missing', [of(0, 1_000)], 0],
    ['nothing stood', [of(0, 0)], 0],
    ['one of a thousand', [of(1, 1_000)], 1],
    ['exactly 5 %', [of(5, 100)], 1],
    ['just beyond 5 %', [of(6, 100)], 2],
    ['one of nineteen', [of(1, 19)], 2],
    ['one of twenty', [of(1, 20)], 1],
    ['exactly 20', [of(MISSING_MOST, 10_000)], 1],
    ['21', [of(MISSING_MOST + 1, 10_000)], 2],
    ['all of them', [of(3, 3)], 2],
    ['few of each of two authorities, together more than 20', [of(15, 1_000), of(15, 1_000)], 1],
    ['too many of one, whatever the other', [of(0, 1_000_000), of(2, 10)], 2],
  ])('vehicles: %s', (_, counts, needed) => {
    expect(personsNeeded('vehicle', counts)).toBe(needed)
  })

  it.each(['driver', 'operator'] as const)(
    '%s: two for any absence, and for what takes two whoever records it',
    (cls) => {
      expect(personsNeeded(cls, [of(0, 1_000)])).toBe(0)
      expect(personsNeeded(cls, [of(1, 1_000)])).toBe(2)
      expect(personsNeeded(cls, [NONE, { ...NONE, secondPerson: 1 }])).toBe(2)
    },
  )

  it('the sums are those of the parts', () => {
    const part = { added: 1, changed: 2, missing: 3, unchanged: 4, conflicts: 5, standing: 6, secondPerson: 7 }
    expect(sumOf([part, part, NONE])).toEqual({
      added: 2,
      changed: 4,
      missing: 6,
      unchanged: 8,
      conflicts: 10,
      standing: 12,
      secondPerson: 14,
    })
  })
})

it('a feed is open as long as it can still be refused', () => {
  expect(FEED_STATES.filter(isOpen)).toEqual(['received', 'validated', 'previewed', 'approved'])
})

describe('the database says the same', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase()
  })
  afterAll(() => db.close())

  const DIGEST = Buffer.alloc(32, 1)
  const AT = new Date('2026-03-02T09:00:00Z')

  async function plant(state: FeedState, persons: { needed?: number; sender?: string | null } = {}): Promise<string> {
    const id = randomUUID()
    await asProgram(
      db,
      `INSERT INTO feed (id, authority_slug, class, format, state, refusal, sha256, bytes, rows_total, counts, preview_digest, persons_needed,
         sent_by_client_id, sent_by_person_id, phase, phase_began_at, alive_at, created_at)
       VALUES ($1, 'rotherham', 'vehicle', 'ntr-csv', $2, $3, $4, 1, 1, '{}', $4, $5, 'rotherham.feeder', $6, 'done', $7, $7, $7)`,
      id,
      state,
      state === 'refused' ? 'feed-withdrawn' : null,
      DIGEST,
      persons.needed ?? 0,
      persons.sender ?? null,
      AT,
    )
    return id
  }
  const move = async (id: string, to: FeedState): Promise<boolean> =>
    asProgram(
      db,
      'UPDATE feed SET state = $2, refusal = $3 WHERE id = $1',
      id,
      to,
      to === 'refused' ? 'feed-withdrawn' : null,
    ).then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ code: '23001' })
        return false
      },
    )

  it.each(FEED_STATES.flatMap((from) => FEED_STATES.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'of the move from %s to %s',
    async (from, to) => {
      const id = await plant(from)
      await asProgram(
        db,
        `INSERT INTO feed_undo (feed_id, seq, asked_by_person_id, asked_at, why, approved_by_person_id, approved_at)
         VALUES ($1, 1, 'a', $2, 'other', 'b', $2)`,
        id,
        AT,
      )
      expect(await move(id, to)).toBe(FEED_MOVES[from].includes(to))
    },
  )

  const BY = [[], ['a'], ['b'], ['a', 'b']]
  const cases = [0, 1, 2].flatMap((needed) =>
    [null, 'a'].flatMap((sender) =>
      BY.flatMap((now) => [[], ['b']].map((before) => ({ needed, sender, now, before }))),
    ),
  )
  it.each(cases)('of who must have agreed: %j', async ({ needed, sender, now, before }) => {
    for (const to of ['approved', 'applied'] as const) {
      const id = await plant('previewed', { needed, sender })
      for (const [persons, digest] of [[now, DIGEST] as const, [before, Buffer.alloc(32, 2)] as const])
        for (const person of persons)
          await asProgram(
            db,
            `INSERT INTO feed_approval VALUES ($1, $2, 'rotherham.back-office', $3, $4)`,
            id,
            person,
            AT,
            digest,
          )
      const yes = saidYes({
        personsNeeded: needed,
        sentByPersonId: sender,
        approvals: now.map((personId) => ({ personId })),
      })
      expect(await move(id, to)).toBe(yes.length >= needed)
    }
  })

  it.each([
    ['nobody agreed', null, null, false],
    ['another agreed', 'b', null, true],
    ['it was found to be blocked', 'b', '[]', false],
  ])('of an undo: %s', async (_, approver, blockedBy, may) => {
    const id = await plant('applied')
    await asProgram(
      db,
      `INSERT INTO feed_undo (feed_id, seq, asked_by_person_id, asked_at, why, approved_by_person_id, approved_at, blocked_by)
       VALUES ($1, 1, 'a', $2, 'other', $3, $4, $5)`,
      id,
      AT,
      approver,
      approver === null ? null : AT,
      blockedBy,
    )
    expect(await move(id, 'undone')).toBe(may)
  })

  it('what was sent and shown is not changed, and no feed is deleted', async () => {
    const id = await plant('applied')
    const change = (sql: string) => asProgram(db, `UPDATE feed SET ${sql} WHERE id = $1`, id)
    await expect(change(`sha256 = '\\x00'`)).rejects.toThrow('what was sent is not changed')
    await expect(change(`sent_by_person_id = 'a'`)).rejects.toThrow('what was sent is not changed')
    await expect(change(`counts = '{"a": 1}'`)).rejects.toThrow('what was shown is not changed')
    await expect(asProgram(db, 'DELETE FROM feed WHERE id = $1', id)).rejects.toThrow()
  })
})
