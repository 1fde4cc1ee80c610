import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Deps } from '../../platform/deps.js'
import { isCommand, runCommand, type CommandName } from './commands.js'

const LONGEST_REQUEST = 64 * 1024
/** What macOS takes; Linux takes four more. Node 20 would silently cut a longer one off. */
const LONGEST_PATH = 103

/**
 * While a server holds the embedded database no other process can open it, so it takes commands on a socket in the data directory, which only its
 * own user can reach: the same who could read the database's files. Call it with the data directory locked.
 * @throws Error if the path of the data directory is too long to hold a socket.
 */
export async function listenForCommands(deps: Deps): Promise<{ close(): Promise<void> }> {
  const path = socketOf(deps.config.dataDir)
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new Error(`DATA_DIR is too long a path for a socket: ${path}`)
  // Left by a process that was killed: whoever holds the lock is alone.
  if (process.platform !== 'win32') await rm(path, { force: true })
  const server = createServer({ allowHalfOpen: true }, (socket) => void answer(deps, socket))
  // Bound under this mask, it is never open to others, not even before chmod.
  const mask = process.umask(0o177)
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(path, done)
    process.umask(mask)
  })
  if (process.platform !== 'win32') await chmod(path, 0o600)
  server.unref()
  return { close: () => new Promise((done) => server.close(() => done())) }
}

/**
 * Has the server that holds the data directory run a command.
 * @returns undefined if there is no such server.
 */
export async function askServer(dataDir: string, name: CommandName, input: unknown): Promise<string | undefined> {
  const socket = await reach(socketOf(dataDir))
  if (!socket) return undefined
  socket.end(JSON.stringify({ name, input }))
  const reply = JSON.parse(await text(socket)) as { told: string } | { error: string }
  if ('error' in reply) throw new Error(reply.error)
  return reply.told
}

async function answer(deps: Deps, socket: Socket): Promise<void> {
  try {
    socket.setTimeout(10_000, () => socket.destroy())
    const { name, input } = JSON.parse(await read(socket)) as { name?: unknown; input?: unknown }
    if (!isCommand(name)) throw new Error('There is no such command')
    socket.end(JSON.stringify({ told: await runCommand(deps, name, input) }))
  } catch (error) {
    socket.end(JSON.stringify({ error: error instanceof Error ? error.message : 'The command failed' }))
  }
}

// By events: iterating would destroy the socket at its end, before the answer.
function read(socket: Socket): Promise<string> {
  return new Promise((done, fail) => {
    let request = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      request += chunk
      if (request.length > LONGEST_REQUEST) fail(new Error('The command is too long'))
    })
    socket.once('end', () => done(request)).once('error', fail)
  })
}

function reach(path: string): Promise<Socket | undefined> {
  return new Promise((done, fail) => {
    const socket = connect({ path }, () => done(socket))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? done(undefined) : fail(error),
    )
  })
}

/** The shorter spelling, see LONGEST_PATH. */
function socketOf(dataDir: string): string {
  const full = resolve(dataDir, 'commands.sock')
  if (process.platform === 'win32') return join('\\\\.\\pipe', full.replaceAll(/[\\/:]/g, '-'))
  const short = relative(process.cwd(), full)
  return short.length < full.length ? short : full
}
