import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { readDrivers } from '../../src/features/feeds/records/read-records.js'
import { repeatFault, repeatFinder } from '../../src/features/feeds/records/repeats.js'
import { findRepeats } from '../../src/features/feeds/records/repeats.store.js'
import { dropRows, openStage } from '../../src/features/feeds/stage.store.js'
import type { Db } from '../../src/platform/db.js'
import { makeSecrets } from '../../src/platform/secrets.js'
import { openTestDatabase } from '../support/database.js'
import { readAll } from '../support/record-files.js'

let db: Db
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const key = () => randomBytes(32).toString('base64')
const secrets = makeSecrets(key(), key())

const person = {
  authority: 'Rotherham',
  reference: 'P-1',
  kind: 'private-hire-driver',
  number: 'PHD-1',
  familyName: 'Fictional',
  givenNames: 'Farah',
  dateOfBirth: '1979-03-12',
}
const period = { row: 'licence', ...person, startsOn: '2022-03-01', endsOn: '2025-02-28' }
const suspension = {
  row: 'decision',
  ...person,
  type: 'suspend',
  decidedOn: '2024-06-02',
  notifiedOn: '2024-06-02',
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: ['not-fit-and-proper'],
  decidedByCapacity: 'officer-delegated',
  decidedByName: 'Head of Licensing',
}
const { number: _, ...refusal } = { ...suspension, type: 'refuse-application', legalBasis: 'lgmpa-1976-s51' }

/** What is found in a file by the database, and by a walk through its rows. */
async function found(rows: object[]): Promise<{ inDatabase: string[]; offline: string[]; total: number }> {
  const read = await readAll(readDrivers, 'ndjson', rows.map((row) => JSON.stringify(row)).join('\n'))
  expect(read.faults).toEqual([])
  const feedId = v7()
  const stage = openStage({ db, secrets }, feedId)
  await stage.add(read.rows)
  await stage.finish()
  const { repeats, total } = await findRepeats(db, feedId, 1_000)
  await dropRows(db, feedId)
  const text = ({ line, detail }: { line: number | null; detail: string }) => `${line} ${detail}`
  const inDatabase = repeats.map(repeatFault).map(text)
  return { inDatabase, offline: read.rows.flatMap(repeatFinder()).map(text), total }
}

describe('rows of a file that do not go together', () => {
  it.each<[string, object[], string[]]>([
    ['a period twice', [period, { ...period, endsOn: '2025-01-31' }], ['2 The row is there twice: line 1']],
    ['a decision twice', [suspension, { ...suspension, isImmediate: true }], ['2 The row is there twice: line 1']],
    ['a refusal twice', [refusal, refusal], ['2 The row is there twice: line 1']],
    [
      'one reference, two people',
      [period, { ...suspension, givenNames: 'Fara' }],
      ['2 Column reference: line 1 has another'],
    ],
    [
      'one licence, two references',
      [period, { ...suspension, reference: 'P-2' }],
      ['2 Column number: is under another'],
    ],
  ])('%s', async (_, rows, faults) => {
    const { inDatabase, offline, total } = await found(rows)
    expect(inDatabase).toEqual(faults.map((fault) => expect.stringContaining(fault)))
    expect(offline).toEqual(inDatabase)
    expect(total).toBe(faults.length)
  })
  it('are told from those that do', async () => {
    const rows = [
      period,
      { ...period, startsOn: '2025-03-01', endsOn: '2028-02-29' },
      { ...period, kind: 'hackney-carriage-driver' },
      suspension,
      { ...suspension, decidedOn: '2024-06-01' },
      { ...suspension, type: 'revoke' },
      refusal,
      { ...refusal, reference: 'P-2' },
      { ...period, reference: 'P-2', number: 'PHD-2' },
    ]
    expect(await found(rows)).toEqual({ inDatabase: [], offline: [], total: 0 })
  })
  it('are found alike with a database and without', async () => {
    const row = fc
      .tuple(fc.constantFrom(period, suspension, refusal), fc.nat(2), fc.nat(2), fc.nat(1), fc.nat(1))
      .map(([base, reference, number, name, day]) => ({
        ...base,
        reference: `P-${reference}`,
        ...('number' in base ? { number: `PHD-${number}` } : {}),
        familyName: ['Fictional', 'Invented'][name],
        ...('startsOn' in base ? { startsOn: `2022-03-0${day + 1}` } : { decidedOn: `2024-06-0${day + 1}` }),
      }))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const { inDatabase, offline } = await found(rows)
        expect([...offline].sort()).toEqual([...inDatabase].sort())
      }),
      { seed: 20_260_302, numRuns: 60 },
    )
  })
})
