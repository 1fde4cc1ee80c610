import { createHash } from 'node:crypto'
import { mkdir, realpath, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Two processes on one embedded database lose each other's acknowledged writes without any error. A socket that only one process can hold
 * stops the second; the kernel releases it however the first one ends, so no stale lock can stay behind.
 * @throws if another process has the directory.
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = await realpath(dataDir)
  const name = `taxi-licensing-registry-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`
  const address =
    { linux: `\0${name}`, win32: `\\\\.\\pipe\\${name}` }[process.platform as string] ?? join(tmpdir(), name)
  const server = await listen(address).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || (await answers(address)))
      throw new Error(
        `Another process is using the data directory ${path}. Stop it, or set DATA_DIR to another directory.`,
        { cause: error },
      )
    await unlink(address)
    return await listen(address)
  })
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject).listen(address, () => resolve(server))
  })
}

/** Where sockets are files, one may outlive its process: then nobody answers on it. Abstract sockets and pipes always answer. */
function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy()
      resolve(true)
    }).once('error', () => resolve(false))
  })
}
