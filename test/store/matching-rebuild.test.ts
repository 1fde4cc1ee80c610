import { runCommand } from 'citty'
import { matchingCommand } from '../../src/features/entries/index.js'
import { office, personOf, type Search } from '../support/office.js'
import { aDriver } from '../support/people.js'
import { asProgram } from '../support/as-owner.js'
import { startRegistry, type Registry } from '../support/registry.js'

describe('registry matching rebuild', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry()
  })
  afterAll(() => registry.close())

  const rebuild = async (): Promise<string> => {
    const write = process.stdout.write.bind(process.stdout)
    let printed = ''
    process.stdout.write = (text) => Boolean((printed += String(text)))
    const open = () => Promise.resolve({ ...registry.deps, close: () => Promise.resolve() })
    await runCommand(matchingCommand(open), { rawArgs: ['rebuild'] }).finally(() => (process.stdout.write = write))
    return printed
  }

  it('finds again whom another version of the normaliser had indexed, and leaves the rest alone', async () => {
    const [rotherham, sheffield] = [office(registry), office(registry, 'sheffield')]
    const person = aDriver()
    await rotherham.refuse(person)
    const search = async (): Promise<Search> =>
      sheffield.made(
        await sheffield.officer.post('/v1/entry-searches', {
          purpose: 'review-of-licence',
          applicationReference: 'REVIEW-1',
          person: personOf(person),
        }),
      )
    for (const table of ['entry_match', 'driver_match'])
      await asProgram(registry.db, `UPDATE ${table} SET method = 'n0.w0', keys = '{}', identifiers = '{}'`)
    expect((await search()).outcome).toBe('none')

    expect(await rebuild()).toBe('1 drivers and 1 entries indexed anew.\n')

    expect((await search()).outcome).toBe('exact')
    expect(await rebuild()).toBe('0 drivers and 0 entries indexed anew.\n')
    expect(await registry.db.prisma.auditEvent.count({ where: { action: 'rebuild-matching' } })).toBe(2)
  })
})
