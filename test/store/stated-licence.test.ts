import { asOwner, asProgram } from '../support/as-owner.js'
import { endStated, plantStated } from '../support/plant-stated.js'
import { startRegistry, type Registry } from '../support/registry.js'

const PERMISSION_DENIED = '42501'
const RESTRICT_VIOLATION = '23001'

describe('a statement is kept as it was stated', () => {
  let registry: Registry
  let batch: number
  beforeAll(async () => {
    registry = await startRegistry()
    batch = await plantStated(registry.db, [{ vrm: 'STA1', number: 'S-1' }])
  })
  afterAll(() => registry.close())

  const run = (sql: string, ...values: unknown[]) => asProgram(registry.db, sql, ...values)
  const violates = (constraint: string) => expect.objectContaining({ constraint })
  const fails = (code: string) => expect.objectContaining({ code })
  /** A statement like that of STA1, but for the columns given. */
  const copy = (columns: object) =>
    run(
      `INSERT INTO stated_licence SELECT (jsonb_populate_record(s, $2::jsonb || jsonb_build_object('id', nextval('stated_licence_id_seq')))).*
       FROM stated_licence s WHERE stated_by = $1 ORDER BY s.id LIMIT 1`,
      batch,
      JSON.stringify(columns),
    )

  it('the program may end it, and nothing else of it', async () => {
    for (const column of ['vrm', 'number', 'kind', 'description', 'authority_slug'])
      await expect(run(`UPDATE stated_licence SET ${column} = ${column}`)).rejects.toEqual(fails(PERMISSION_DENIED))
    await expect(run('UPDATE stated_licence SET ends_on = ends_on')).rejects.toEqual(fails(PERMISSION_DENIED))
    await expect(run('UPDATE stated_licence SET stated_by = stated_by')).rejects.toEqual(fails(PERMISSION_DENIED))
    await expect(run('DELETE FROM stated_licence')).rejects.toEqual(fails(PERMISSION_DENIED))
    await expect(run('TRUNCATE stated_licence')).rejects.toEqual(fails(PERMISSION_DENIED))
  })
  it('not even the owner may change, delete or empty it', async () => {
    for (const sql of [
      `UPDATE stated_licence SET ends_on = ends_on + 1`,
      `UPDATE stated_licence SET ended_by = ${batch}, vrm = 'STA2'`,
      'DELETE FROM stated_licence',
      'TRUNCATE stated_licence',
    ])
      await expect(asOwner(registry.db, sql)).rejects.toEqual(fails(RESTRICT_VIOLATION))
  })
  it('what has ended stays ended, by what ended it', async () => {
    const ended = await plantStated(registry.db, [{ vrm: 'STA3', number: 'S-3' }])
    await endStated(registry.db, ended)
    for (const by of ['NULL', String(batch)])
      await expect(run(`UPDATE stated_licence SET ended_by = ${by} WHERE stated_by = $1`, ended)).rejects.toEqual(
        fails(RESTRICT_VIOLATION),
      )
  })
  it('what stands is stated once; what has ended may be stated again', async () => {
    await expect(copy({})).rejects.toEqual(violates('stated_licence_stands_once'))
    await expect(copy({ kind: 'hackney-carriage-vehicle' })).rejects.toEqual(violates('stated_licence_stands_once'))
    await copy({ ended_by: batch })
    await copy({ ends_on: '2027-01-01' })
    await copy({ number: 's-1' })
  })
  it.each([
    ['a kind that is no vehicle’s', { kind: 'private-hire-driver' }, 'stated_licence_kind_word'],
    ['an end before its beginning', { ends_on: '2025-12-31' }, 'stated_licence_order'],
    ['the batch of another authority', { authority_slug: 'rotherham' }, 'stated_licence_stated_by_fkey'],
    ['no such batch', { stated_by: 1_000_000 }, 'stated_licence_stated_by_fkey'],
    ['no such end', { ended_by: 1_000_000, number: 'S-9' }, 'stated_licence_ended_by_fkey'],
  ])('not with %s', async (_, columns, constraint) => {
    await expect(copy({ number: 'S-8', ...columns })).rejects.toEqual(violates(constraint))
  })
})
