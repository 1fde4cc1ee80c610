import { defineCommand } from 'citty'
import { runCli } from '../../../src/platform/run-cli.js'
import { run } from '../../support/process.js'

it.each([
  [
    'an environment with faults, all of them',
    { PORT: 'http', DATABASE_URL: 'mysql://x' },
    [/^The registry did not start\. The environment is not usable:/, /PORT:/, /DATABASE_URL:/],
  ],
  [
    'a database without the keys it needs',
    { DATABASE_URL: 'postgresql://a@127.0.0.1:1/a' },
    [/REGISTRY_ENCRYPTION_KEY: required/, /REGISTRY_INDEX_KEY: required/, /REGISTRY_ISSUER: required/],
  ],
  [
    'a database that is away',
    {
      DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/a',
      REGISTRY_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
      REGISTRY_INDEX_KEY: Buffer.alloc(32).toString('base64'),
      REGISTRY_ISSUER: 'http://127.0.0.1:3000',
    },
    [/^The registry did not start\. .*ECONNREFUSED/],
  ],
])('does not start on %s: says why, without a stack', async (_, env, said) => {
  const server = run('src/server.ts', [], env)
  expect(await server.ended).toBe(1)
  for (const sentence of said) expect(server.said()).toMatch(sentence)
  expect(server.said()).not.toMatch(/^\s+at /m)
})

describe('the command line', () => {
  const ran: string[] = []
  const write = defineCommand({
    meta: { name: 'write' },
    args: { id: { type: 'positional' }, dry: { type: 'boolean' }, as: { type: 'string', required: true } },
    run: ({ args }) => {
      if (args.id === 'bad') throw new Error('It cannot be written')
      ran.push(args.id)
    },
  })
  const main = defineCommand({
    meta: { name: 'registry' },
    subCommands: { note: defineCommand({ meta: { name: 'note' }, subCommands: { write } }) },
  })

  it.each([
    ['nothing', 'Unknown command nothing'],
    ['note nothing', 'Unknown command nothing'],
    ['note', 'Name a command.'],
    ['', 'Name a command.'],
    ['--note', 'Unknown option --note'],
    ['note write a --as me --dry-rum', 'Unknown option --dry-rum'],
    ['note write a b --as me', 'Unexpected b'],
    ['note write a --as', '--as needs a value'],
    ['note write a', 'Missing required argument: --as'],
  ])('"%s" runs nothing and is answered with help and exit code 2', async (line, fault) => {
    const ended = await runCli(main, line.split(' ').filter(Boolean))
    expect(ended).toEqual({ exitCode: 2, fault, help: expect.stringContaining('USAGE') })
    expect(ran).toEqual([])
  })
  it('runs a command; one that fails ends with 1 and its message', async () => {
    expect(await runCli(main, ['note', 'write', 'a', '--as=me', '--no-dry'])).toEqual({ exitCode: 0 })
    expect(await runCli(main, ['note', 'write', 'bad', '--as', 'me'])).toEqual({
      exitCode: 1,
      fault: 'It cannot be written',
    })
    expect(ran).toEqual(['a'])
  })
  it('prints the description of the interface without a database or a data directory', async () => {
    const command = run('src/cli.ts', ['openapi'], { DATA_DIR: '/nonexistent/nowhere' })
    expect(await command.ended).toBe(0)
    expect(command.said()).toMatch(/^openapi: 3\.1\.0\n/)
  })
})
