import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { defineCommand, runCommand } from 'citty'
import { accessCommands, listenForCommands } from '../../../src/features/access/index.js'
import type { Deps } from '../../../src/platform/deps.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { ask, basic, bearer } from './proof.js'

let registry: Registry
let dataDir: string
let deps: Deps & { close(): Promise<void> }
let opened = 0

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'registry-commands-'))
  registry = await startRegistry({ env: { DATA_DIR: dataDir } })
  deps = { ...registry.deps, close: () => Promise.resolve() }
})
afterAll(async () => {
  await registry.close()
  await rm(dataDir, { recursive: true })
})

/** `npm run registry -- …`, with the test's database in place of the one that the environment names. */
async function run(rawArgs: string[], env: NodeJS.ProcessEnv = { DATA_DIR: dataDir }) {
  const told: string[] = []
  const open = () => (opened++, Promise.resolve(deps))
  const subCommands = accessCommands(open, env, (line) => told.push(line))
  try {
    await runCommand(defineCommand({ subCommands }), { rawArgs })
    return { done: true, told: told.join('\n') }
  } catch (error) {
    return { done: false, told: (error as Error).message }
  }
}

const lastAudit = () => registry.db.prisma.auditEvent.findFirst({ orderBy: { seq: 'desc' } })
const client = (id: string) => [
  'client',
  'create',
  '--id',
  id,
  '--role',
  'back-office',
  '--name',
  'Fictional system',
  '--authority',
  'rotherham',
]

test('client create shows the secret once, stores only its hash, and leaves an audit row', async () => {
  const { done, told } = await run(client('rotherham.cli'))
  expect(done).toBe(true)
  const secret = /^Secret, shown this once: (\S{65})$/m.exec(told)![1]!
  expect((await ask(registry, { grant_type: 'client_credentials' }, basic('rotherham.cli', secret))).statusCode).toBe(
    200,
  )
  const row = await registry.db.prisma.clientCredential.findFirstOrThrow({ where: { clientId: 'rotherham.cli' } })
  expect(row.secretHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(JSON.stringify(row)).not.toContain(secret.slice(22))
  expect(await lastAudit()).toMatchObject({
    action: 'create-client',
    objectKind: 'principal',
    objectId: 'rotherham.cli',
    clientId: null,
    requestId: 'cli',
  })
})

test('what cannot be is refused in a sentence and leaves nothing', async () => {
  const before = await lastAudit()
  const refused: [string[], RegExp][] = [
    [client('rotherham.officer'), /already/],
    [
      ['client', 'create', '--id', 'x.y.z', '--role', 'back-office', '--name', 'X', '--authority', 'atlantis'],
      /no such authority/,
    ],
    [
      ['client', 'create', '--id', 'x.y.z', '--role', 'operator-system', '--name', 'X', '--operator', randomUUID()],
      /no such operator/,
    ],
    [
      ['client', 'create', '--id', 'x.y.z', '--role', 'licensing-officer', '--name', 'X', '--authority', 'rotherham'],
      /role/,
    ],
    [
      ['client', 'create', '--id', 'x.y.z', '--role', 'auditor', '--name', 'X', '--authority', 'rotherham'],
      /authority/,
    ],
    [['client', 'create', '--id', 'X Y', '--role', 'auditor', '--name', 'X'], /id/],
    [['client', 'rotate', 'rotherham.officer'], /no client/],
    [['client', 'disable', 'nobody.at.all'], /no client/],
    [['principal', 'disable', 'rotherham.back-office'], /no person/],
    [['token', '--as', 'nobody.at.all'], /no principal/],
    [['token', '--as', 'rotherham.officer', '--ttl', '901'], /900/],
    [['token', '--as', 'rotherham.officer', '--ttl', 'ten'], /number/],
  ]
  for (const [line, sentence] of refused) {
    const { done, told } = await run(line)
    expect([done, told]).toEqual([false, expect.stringMatching(sentence)])
  }
  expect((await lastAudit())?.seq).toBe(before?.seq)
})

test('principal add, disable; client disable; keys rotate: each leaves an audit row', async () => {
  const add = [
    'principal',
    'add',
    '--id',
    'rotherham.new',
    '--role',
    'senior-officer',
    '--name',
    'Nia New',
    '--authority',
    'rotherham',
  ]
  expect(await run(add)).toMatchObject({ done: true })
  expect(await lastAudit()).toMatchObject({ action: 'add-principal', objectId: 'rotherham.new' })
  expect((await registry.as('rotherham.new').get('/v1/drivers')).statusCode).toBe(200)
  await run(['principal', 'disable', 'rotherham.new'])
  expect(await lastAudit()).toMatchObject({ action: 'disable-principal', objectId: 'rotherham.new' })
  expect((await run(['principal', 'disable', 'rotherham.new'])).told).toMatch('disabled already')
  await run(['client', 'disable', 'rotherham.cli'])
  expect(await lastAudit()).toMatchObject({ action: 'disable-client', objectId: 'rotherham.cli' })
  const { told } = await run(['keys', 'rotate'])
  expect(await lastAudit()).toMatchObject({
    action: 'rotate-keys',
    objectKind: 'signing-key',
    objectId: told.split(' ')[0],
  })
})

test('a client may bring a public key of Ed25519 or P-256, as JWK or PEM, and no other', async () => {
  const file = join(dataDir, 'key')
  const rotate = async (content: string) => {
    await writeFile(file, content)
    return run(['client', 'rotate', 'rotherham.back-office', '--public-key', file])
  }
  const ed = generateKeyPairSync('ed25519')
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect((await rotate(JSON.stringify({ ...ed.publicKey.export({ format: 'jwk' }), kid: 'mine' }))).told).toMatch(
    'kid mine',
  )
  expect((await rotate(ec.publicKey.export({ type: 'spki', format: 'pem' }).toString())).told).toMatch(
    /kid [A-Za-z0-9_-]{43}$/,
  )
  expect((await rotate(JSON.stringify(ed.privateKey.export({ format: 'jwk' })))).told).toMatch('private key')
  expect((await rotate(ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).told).toMatch('private key')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  expect((await rotate(rsa.export({ type: 'spki', format: 'pem' }).toString())).told).toMatch('Ed25519 or P-256')
  expect((await rotate('{}')).told).toMatch('neither')
  expect((await rotate('not a key')).told).toMatch('neither')
})

test('token is refused beside a server database', async () => {
  const env = {
    DATABASE_URL: 'postgresql://127.0.0.1/x',
    REGISTRY_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    REGISTRY_INDEX_KEY: Buffer.alloc(32).toString('base64'),
    REGISTRY_ISSUER: 'https://registry.example',
  }
  const { config } = deps
  deps = { ...deps, config: { ...config, isEmbedded: false } }
  expect(await run(['token', '--as', 'rotherham.officer'], env)).toMatchObject({
    done: false,
    told: expect.stringMatching('embedded'),
  })
  deps = { ...deps, config }
})

describe('beside a server that holds the embedded database', () => {
  let server: { close(): Promise<void> }
  const socket = () => join(dataDir, 'commands.sock')
  beforeEach(async () => {
    // As a killed process would leave it.
    await writeFile(socket(), '')
    server = await listenForCommands(registry.deps)
  })
  afterEach(() => server.close())

  test('the server does what is typed, and the command opens nothing', async () => {
    const before = opened
    const token = (await run(['token', '--as', 'rotherham.officer', '--ttl', '60'])).told.trim()
    expect((await registry.anyone.get('/v1/drivers', bearer(token))).statusCode).toBe(200)
    expect((await run(client('rotherham.beside'))).told).toMatch('Secret, shown this once')
    expect(await run(['token', '--as', 'nobody.at.all'])).toMatchObject({
      done: false,
      told: 'There is no principal nobody.at.all',
    })
    expect(opened).toBe(before)
  })

  test('only its own user may reach it', async () => {
    expect((await stat(socket())).mode & 0o777).toBe(0o600)
  })

  test.each([
    '',
    'x',
    '{}',
    '{"name":"__proto__"}',
    '{"name":"issue-token","input":{"as":"x\\u0000"}}',
    `"${'x'.repeat(70_000)}"`,
  ])('what is no command (%.40s) is answered with an error', async (request) => {
    const connection = connect(socket())
    connection.end(request)
    expect(JSON.parse(await text(connection))).toEqual({ error: expect.any(String) })
  })

  test('a path too long for a socket is said to be', async () => {
    const config = { ...registry.deps.config, dataDir: join(dataDir, 'x'.repeat(120)) }
    await expect(listenForCommands({ ...registry.deps, config })).rejects.toThrow('too long a path')
  })

  test('once the server has ended, the command does it itself', async () => {
    await server.close()
    const before = opened
    expect(await run(['token', '--as', 'rotherham.officer'])).toMatchObject({ done: true })
    expect(opened).toBe(before + 1)
    server = await listenForCommands(registry.deps)
  })
})
