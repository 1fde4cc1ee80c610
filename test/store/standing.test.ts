import { runCommand } from 'citty'
import { standingCommand } from '../../src/features/licences/index.js'
import { lift, office, revoke, suspend } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'

describe('registry standing verify|rebuild', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry()
    const rotherham = office(registry)
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, suspend()))
    rotherham.made(await rotherham.approve(await rotherham.decide(id, lift(decision.id))))
    rotherham.made(await rotherham.decide((await rotherham.grant()).id, revoke()))
    await rotherham.grant('hackney-carriage-vehicle')
  })
  afterAll(() => registry.close())

  const standing = async (word: string): Promise<string> => {
    const write = process.stdout.write.bind(process.stdout)
    let said = ''
    process.stdout.write = (text) => Boolean((said += String(text)))
    const open = () => Promise.resolve({ ...registry.deps, close: () => Promise.resolve() })
    await runCommand(standingCommand(open), { rawArgs: [word] }).finally(() => (process.stdout.write = write))
    return said
  }

  it('finds every stored time line to be what its history says', async () => {
    expect(await standing('verify')).toBe('All 3 time lines are what their histories say.\n')
  })
  it('names a time line changed by hand, and writes it anew under an audit row', async () => {
    const [licence] = await registry.db.prisma.licence.findMany({ orderBy: { id: 'asc' }, take: 1 })
    const { rowCount } = await registry.db.pool.query(
      `UPDATE licence SET standing = jsonb_set(standing, '{0,verdict}', '"yes"') WHERE id = $1`,
      [licence!.id],
    )
    expect(rowCount).toBe(1)
    await expect(standing('verify')).rejects.toThrow(`1 of 3 time lines differ from their history:\n${licence!.id}`)
    expect(await standing('rebuild')).toBe('1 of 3 time lines written anew.\n')
    expect(await standing('verify')).toContain('All 3')
    const audited = await registry.db.prisma.auditEvent.findMany({ where: { action: 'rebuild-standing' } })
    expect(audited.map(({ objectId }) => objectId)).toEqual([licence!.id])
  })
})
