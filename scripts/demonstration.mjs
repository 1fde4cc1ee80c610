// Starts the registry as a new user would: `npm start` on an empty data directory of its own, with the demonstration data, on a free port.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const START_MS = 180_000

/** `env` is that of whoever shall meet it; `banner` what it printed; `stop` ends it and removes its data. */
export async function startDemonstration(overrides = {}) {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-demonstration-'))
  const env = { ...process.env, ...overrides, PORT: String(port), DATA_DIR: dataDir }
  delete env.DATABASE_URL
  const server = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid, 'SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    return { port, env, banner: await bannerOf(server), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function bannerOf(server) {
  let printed = ''
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`npm start did not begin to listen within ${START_MS} ms`))
    const timer = setTimeout(late, START_MS)
    server.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)))
    server.stdout.on('data', (chunk) => {
      printed += chunk
      // The banner ends with an empty line and comes in one piece.
      if (!printed.includes('/livez')) return
      clearTimeout(timer)
      setTimeout(() => resolve(printed), 200)
    })
  })
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
