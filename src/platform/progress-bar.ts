import { SingleBar } from 'cli-progress'

const LINE_EVERY_MS = 10_000

export interface Progress {
  /** @param total undefined: nobody knows yet. */
  show(what: string, done: number, total?: number): void
  stop(): void
}

/** What a long command is doing, on standard error: a bar where somebody looks on, else a line at each new step and every ten seconds. */
export function openProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? asBar(stream) : asLines(stream)
}

function asBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    format: '{what} [{bar}] {percentage}%  {value} of {total}  {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 100,
  })
  let current: string | undefined
  return {
    show(what, done, total) {
      if (what === current) {
        bar.setTotal(total ?? done)
        bar.update(done)
        return
      }
      if (current !== undefined) bar.stop()
      current = what
      bar.start(total ?? done, done, { what: what.padEnd(10) })
    },
    stop: () => bar.stop(),
  }
}

function asLines(stream: NodeJS.WritableStream): Progress {
  let current: string | undefined
  let saidAt = 0
  return {
    show(what, done, total) {
      const now = performance.now()
      if (what === current && now - saidAt < LINE_EVERY_MS) return
      current = what
      saidAt = now
      stream.write(total === undefined ? `${what}\n` : `${what} ${done} of ${total}\n`)
    },
    stop() {},
  }
}
