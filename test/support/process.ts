import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  process: ChildProcess
  /** Everything it printed so far, on both streams. */
  said(): string
  /** Resolves with the first line that the test accepts. */
  line(accept: (line: string) => boolean): Promise<string>
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** A program of this project in a process of its own, with no environment but the one given. */
export function run(file: string, args: string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const waiting = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const tell of waiting) tell(line)
    })
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? 0)
  return {
    process: child,
    said: () => lines.join('\n'),
    ended,
    line: (accept) =>
      new Promise((resolve, reject) => {
        const found = lines.find(accept)
        if (found !== undefined) return resolve(found)
        const tell = (line: string) => {
          if (accept(line)) resolve(line)
        }
        waiting.add(tell)
        void ended.then(() => reject(new Error(`It ended: ${lines.join('\n')}`)))
      }),
  }
}

/** The registry of test/support/embedded-server.ts, once it listens. */
export async function runServer(dataDir: string): Promise<Running & { address: string; token: string }> {
  const server = run('test/support/embedded-server.ts', [], {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_CLIENT: '1000000',
  })
  const line = await server.line((text) => text.startsWith('{"address"'))
  return { ...server, ...(JSON.parse(line) as { address: string; token: string }) }
}
