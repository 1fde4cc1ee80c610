import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { readConfig } from '../../platform/config.js'
import type { Deps } from '../../platform/deps.js'
import { CLIENT_ROLES, PERSON_ROLES } from './administration.schema.js'
import { askServer } from './command-socket.js'
import { runCommand, type CommandName } from './commands.js'

/** `registry token | client | principal | keys`: who may call. A server that holds the embedded database is asked to do it. */
export function accessCommands(
  open: () => Promise<Deps & { close(): Promise<void> }>,
  env: NodeJS.ProcessEnv = process.env,
  print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
) {
  const perform = async (name: CommandName, input: unknown) => {
    const config = readConfig(env)
    const told = config.isEmbedded ? await askServer(config.dataDir, name, input) : undefined
    print(told ?? (await performHere(name, input)))
  }
  const performHere = async (name: CommandName, input: unknown) => {
    const deps = await open()
    try {
      return await runCommand(deps, name, input)
    } finally {
      await deps.close()
    }
  }

  const id = { type: 'positional', description: 'Id, e.g. rotherham.back-office' } as const
  const publicKey = {
    type: 'string',
    description: 'File of a JWK or PEM public key (Ed25519 or P-256) in place of a secret',
  } as const
  const newId = { type: 'string', required: true, description: 'Small letters, digits, dots, hyphens' } as const

  const token = defineCommand({
    meta: { name: 'token', description: 'Print an access token, for evaluation in embedded mode only' },
    args: {
      as: { type: 'string', required: true, description: 'Principal, e.g. rotherham.officer' },
      ttl: { type: 'string', default: '600', description: 'Seconds, 900 at most' },
    },
    run: ({ args }) => perform('issue-token', { as: args.as, lifeSeconds: Number(args.ttl) }),
  })
  const createClient = defineCommand({
    meta: { name: 'create', description: 'Add a client; its secret is shown once' },
    args: {
      id: newId,
      role: { type: 'string', required: true, description: CLIENT_ROLES.join(', ') },
      name: { type: 'string', required: true, description: 'Name of the system' },
      authority: { type: 'string', description: 'Slug of the authority, for a back office' },
      operator: { type: 'string', description: 'Id of the operator, for an operator system' },
      'public-key': publicKey,
    },
    async run({ args }) {
      const { id, role, name, authority, operator } = args
      await perform('create-client', {
        ...given({ id, role, name, authority, operator }),
        ...(await keyOf(args['public-key'])),
      })
    },
  })
  const rotateClient = defineCommand({
    meta: { name: 'rotate', description: 'Give a client a new secret or key; the old one ends in 24 hours' },
    args: {
      id,
      'public-key': publicKey,
      now: { type: 'boolean', default: false, description: 'End the old one at once' },
    },
    async run({ args }) {
      await perform('rotate-client', { id: args.id, isNow: args.now, ...(await keyOf(args['public-key'])) })
    },
  })
  const disableClient = defineCommand({
    meta: { name: 'disable', description: 'Refuse a client from its next request on' },
    args: { id },
    run: ({ args }) => perform('disable-client', { id: args.id }),
  })
  const addPerson = defineCommand({
    meta: { name: 'add', description: 'Add an officer of an authority, or an auditor' },
    args: {
      id: newId,
      role: { type: 'string', required: true, description: PERSON_ROLES.join(', ') },
      name: { type: 'string', required: true, description: 'Name of the person' },
      authority: { type: 'string', description: 'Slug of the authority, for an officer' },
    },
    run: ({ args: { id, role, name, authority } }) => perform('add-principal', given({ id, role, name, authority })),
  })
  const disablePerson = defineCommand({
    meta: { name: 'disable', description: 'Refuse a person from the next request on' },
    args: { id },
    run: ({ args }) => perform('disable-principal', { id: args.id }),
  })
  const rotateKeys = defineCommand({
    meta: { name: 'rotate', description: 'Sign with a new key; tokens under the old one live out their ten minutes' },
    args: { compromised: { type: 'boolean', default: false, description: 'Refuse every token so far at once' } },
    run: ({ args }) => perform('rotate-keys', { isCompromised: args.compromised }),
  })
  return {
    token,
    client: defineCommand({
      meta: { name: 'client', description: 'Systems that call' },
      subCommands: { create: createClient, rotate: rotateClient, disable: disableClient },
    }),
    principal: defineCommand({
      meta: { name: 'principal', description: 'Named people who act' },
      subCommands: { add: addPerson, disable: disablePerson },
    }),
    keys: defineCommand({
      meta: { name: 'keys', description: 'Keys that sign access tokens' },
      subCommands: { rotate: rotateKeys },
    }),
  }
}

const keyOf = async (file: string | undefined) =>
  file === undefined ? {} : { publicKey: await readFile(file, 'utf8') }

const given = (args: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined))
