import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { run } from '../../support/process.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let server: string
let folder: string

beforeAll(async () => {
  registry = await startRegistry()
  server = await registry.app.listen({ host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'feed-cli-'))
})
afterAll(async () => {
  await registry.close()
  await rm(folder, { recursive: true })
})

/** `registry feed …` in a process of its own. */
async function feed(as: string, ...args: string[]) {
  const env = { REGISTRY_TOKEN: await tokenForEvaluation(registry.deps, as) }
  const command = run('test/support/feed-command.ts', [...args, '--server', server], env)
  const exitCode = await command.ended
  return { exitCode, said: command.said(), id: /Feed ([0-9a-f-]{36})/.exec(command.said())?.[1] ?? '' }
}

async function file(name: string, ...vehicles: number[]): Promise<string> {
  const path = join(folder, name)
  const mark = (n: number) => `ZA${String(n).padStart(2, '0')}AAA`
  const lines = vehicles.map((n) => `${mark(n)},2025-06-01,2026-05-31,PHV,Rotherham,P${n},false\n`)
  await writeFile(path, name.endsWith('.gz') ? gzipSync(lines.join('')) : lines.join(''))
  return path
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

it('sends a file, waits until it is applied, and counts what it did', async () => {
  const sent = await feed(
    'rotherham.feeder',
    'send',
    await file('first.csv', ...upTo(40)),
    '--class',
    'vehicle',
    '--wait',
  )
  expect(sent.said).toContain('vehicle licences of rotherham: applied.')
  expect(sent.said).toContain('+ 40 added')
  expect(sent.exitCode).toBe(0)

  const again = await feed('rotherham.feeder', 'send', await file('first.csv', ...upTo(40)), '--class', 'vehicle')
  expect(again).toMatchObject({ exitCode: 0, id: sent.id })
  expect(again.said).toContain('had these bytes before')
})

it('prints the faults of a file as the registry gives them, and ends with 1', async () => {
  const bad = join(folder, 'bad.csv')
  await writeFile(bad, 'ZA01AAA,2025-06-01,2026-05-31,PHV,Rotherham,P1,perhaps\n')
  const refused = await feed('rotherham.feeder', 'send', bad, '--class', 'vehicle', '--wait')
  expect(refused.said).toContain('Line 1: Invalid wheelchair accessible value. Can only be True or False')
  expect(refused.said).toContain('The file has faults')
  expect(refused.exitCode).toBe(1)
})

it('takes a file that leaves licences out to the officer who must agree, and back again by two', async () => {
  const sent = await feed(
    'rotherham.feeder',
    'send',
    await file('less.csv.gz', ...upTo(39)),
    '--class',
    'vehicle',
    '--wait',
  )
  expect(sent).toMatchObject({ exitCode: 0, said: expect.stringContaining(`feed approve ${sent.id} --missing 1`) })

  const miscounted = await feed('rotherham.officer', 'approve', sent.id, '--missing', '2')
  expect(miscounted).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('The preview is not the one that was seen'),
  })
  const approved = await feed('rotherham.officer', 'approve', sent.id, '--missing', '1')
  expect(approved).toMatchObject({ exitCode: 0, said: expect.stringContaining('rotherham: applied.') })
  expect(approved.said).toContain('- 1 missing')

  const asked = await feed('rotherham.officer', 'undo', sent.id, '--why', 'truncated')
  expect(asked).toMatchObject({ exitCode: 0, said: expect.stringContaining(`feed undo ${sent.id} --confirm`) })
  const agreed = await feed('rotherham.senior', 'undo', sent.id, '--confirm')
  expect(agreed).toMatchObject({ exitCode: 0, said: expect.stringContaining('rotherham: undone.') })

  const watched = await feed('rotherham.officer', 'watch', sent.id)
  expect(watched).toMatchObject({ exitCode: 0, said: expect.stringContaining('rotherham: undone.') })
})

it('ends with 2 where nothing was asked of a registry', async () => {
  const asked = ['undo', 'x', '--why', 'boredom']
  const nobody = run('src/cli.ts', ['feed', ...asked], {})
  const away = run('test/support/feed-command.ts', ['watch', 'x', '--server', 'http://127.0.0.1:1'], {
    REGISTRY_TOKEN: 'x',
  })
  const unreadable = feed('rotherham.feeder', 'send', join(folder, 'nothing.csv'), '--class', 'vehicle')
  const unknown = feed('rotherham.officer', ...asked)
  expect([await nobody.ended, await away.ended, (await unreadable).exitCode, (await unknown).exitCode]).toEqual([
    2, 2, 2, 2,
  ])
  expect(nobody.said()).toContain('REGISTRY_TOKEN')
  expect(away.said()).toContain('No answer from http://127.0.0.1:1 (ECONNREFUSED)')
  expect((await unknown).said).toContain('--why must be one of wrong-file')
})
