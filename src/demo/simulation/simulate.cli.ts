import { defineCommand } from 'citty'
import type { Deps } from '../../platform/deps.js'
import { openProgress } from '../../platform/progress-bar.js'
import { CommandFailed } from '../../platform/run-cli.js'
import { simulate } from './simulate.js'

const USAGE = 2
/** Grants are three years apart: more would reach back before the Acts. */
const MOST_DECISIONS_EACH = 10

/** `registry simulate`: an empty registry becomes one of the size of England. */
export function simulateCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  return defineCommand({
    meta: {
      name: 'simulate',
      description: 'Fill an empty registry with fictional licences, for benchmarks and demonstrations',
    },
    args: {
      authorities: { type: 'string', default: '285', description: 'How many send files; 285 is England and Wales' },
      drivers: { type: 'string', default: '400000', description: 'Drivers, each with a licence in force' },
      vehicles: { type: 'string', default: '320000', description: 'Vehicles licensed' },
      history: { type: 'string', default: '1000000', description: 'Decisions about drivers, at least one to each' },
      seed: { type: 'string', default: '1', description: 'The same seed, on the same day: the same files' },
    },
    async run({ args }) {
      const [authorities, drivers, vehicles] = [
        number(args, 'authorities'),
        number(args, 'drivers'),
        number(args, 'vehicles'),
      ]
      const [history, seed] = [number(args, 'history'), number(args, 'seed')]
      if (authorities === 0) throw new CommandFailed('--authorities must be at least 1', USAGE)
      if (history < drivers || history > drivers * MOST_DECISIONS_EACH)
        throw new CommandFailed(
          `--history must be --drivers at least, and ${MOST_DECISIONS_EACH} times as many at most`,
          USAGE,
        )
      const deps = await open()
      const progress = openProgress()
      const startedAt = performance.now()
      try {
        const digest = await simulate(deps, { authorities, drivers, vehicles, history, seed }, (done, total) =>
          progress.show('simulating', done, total),
        )
        progress.stop()
        const seconds = Math.round((performance.now() - startedAt) / 1000)
        console.log(
          `${drivers} drivers with ${history} decisions and ${vehicles} vehicles of ${authorities} authorities, in ${seconds} s.`,
        )
        console.log(`SHA-256 of their files: ${digest}`)
      } finally {
        progress.stop()
        await deps.close()
      }
    },
  })
}

function number(args: Record<string, unknown>, name: string): number {
  const text = String(args[name])
  if (!/^\d{1,9}$/.test(text)) throw new CommandFailed(`--${name} must be a whole number`, USAGE)
  return Number(text)
}
