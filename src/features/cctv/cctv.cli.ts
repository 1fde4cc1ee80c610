import { defineCommand } from 'citty'
import type { Deps } from '../../platform/deps.js'
import { BEFORE_ALL } from './compliance.action.js'
import { sweep } from './drift.action.js'

/**
 * `registry cctv verify|rebuild`: derives whether each vehicle meets the rule on cameras again, and compares it with the stored time line. They differ
 * after a change of the law's code, which the number of the standards does not tell; or if a line is missing, behind the standards, or was changed by hand.
 * `rebuild` writes what differs, a batch a transaction, with an audit row for each licence: cut short, it is simply run again.
 */
export function cctvCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const sweepAll = async (isMending: boolean) => {
    const deps = await open()
    try {
      let count = 0
      const found: string[] = []
      for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
        const { last, read, drifted } = await sweep(deps, after, isMending)
        found.push(...drifted)
        count += read
        after = last
      }
      return { count, found }
    } finally {
      await deps.close()
    }
  }
  const verify = defineCommand({
    meta: { name: 'verify', description: 'Compare every stored time line of cameras with its facts and standards' },
    async run() {
      const { count, found } = await sweepAll(false)
      if (found.length > 0)
        throw new Error(
          `${found.length} of ${count} time lines differ from their facts and standards:\n${found.join('\n')}`,
        )
      process.stdout.write(`All ${count} time lines are what their facts and standards say.\n`)
    },
  })
  const rebuild = defineCommand({
    meta: { name: 'rebuild', description: 'Write the time lines of cameras that differ anew' },
    async run() {
      const { count, found } = await sweepAll(true)
      process.stdout.write(`${found.length} of ${count} time lines written anew.\n`)
    },
  })
  return defineCommand({
    meta: { name: 'cctv', description: 'Stored time lines of cameras' },
    subCommands: { verify, rebuild },
  })
}
