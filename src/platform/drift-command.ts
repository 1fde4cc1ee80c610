import { defineCommand } from 'citty'
import type { Deps } from './deps.js'
import { BEFORE_ALL } from './sweep.js'

/** Part of what is stored, in order of id. */
export interface Swept {
  /** Id after which the next part begins; undefined: this was the last. */
  last: string | undefined
  read: number
  /** Ids of those that are not what they were derived from says. */
  drifted: string[]
}

/** What the command is called and says. */
export interface DriftWords {
  name: string
  description: string
  verify: string
  rebuild: string
  /** `… time lines` do so. */
  differ: string
  agree: string
}

/**
 * `registry <name> verify|rebuild`: derives all stored time lines of a kind again and compares. `verify` ends with the ids that differ; `rebuild` has
 * `sweep` write them anew. Cut short, it is simply run again.
 */
export function driftCommand(
  open: () => Promise<Deps & { close(): Promise<void> }>,
  { name, description, ...words }: DriftWords,
  sweep: (deps: Deps, after: string, isMending: boolean) => Promise<Swept>,
) {
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
    meta: { name: 'verify', description: words.verify },
    async run() {
      const { count, found } = await sweepAll(false)
      if (found.length > 0)
        throw new Error(`${found.length} of ${count} time lines ${words.differ}:\n${found.join('\n')}`)
      process.stdout.write(`All ${count} time lines ${words.agree}.\n`)
    },
  })
  const rebuild = defineCommand({
    meta: { name: 'rebuild', description: words.rebuild },
    async run() {
      const { count, found } = await sweepAll(true)
      process.stdout.write(`${found.length} of ${count} time lines written anew.\n`)
    },
  })
  return defineCommand({ meta: { name, description }, subCommands: { verify, rebuild } })
}
