import { defineCommand } from 'citty'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { findDrift, rewriteStanding } from './standing.store.js'

const BATCH = 500
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/**
 * `registry standing verify|rebuild`: folds every history again and compares it with the stored time line. They differ after a change of the law's
 * code, or if someone changed the database by hand; `rebuild` writes what the histories say, one transaction and one audit row a licence.
 */
export function standingCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const sweep = async (onDrift: (deps: Deps, licenceId: string) => Promise<void>) => {
    const deps = await open()
    try {
      let count = 0
      const found: string[] = []
      for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
        const { last, read, drifted } = await findDrift(deps.db.prisma, after, BATCH)
        for (const licenceId of drifted) await onDrift(deps, licenceId)
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
    meta: { name: 'verify', description: 'Compare every stored time line with its history' },
    async run() {
      const { count, found } = await sweep(async () => {})
      if (found.length > 0)
        throw new Error(`${found.length} of ${count} time lines differ from their history:\n${found.join('\n')}`)
      process.stdout.write(`All ${count} time lines are what their histories say.\n`)
    },
  })
  const rebuild = defineCommand({
    meta: { name: 'rebuild', description: 'Write the time lines that differ from their history anew' },
    async run() {
      const { count, found } = await sweep(rebuildOne)
      process.stdout.write(`${found.length} of ${count} time lines written anew.\n`)
    },
  })
  return defineCommand({
    meta: { name: 'standing', description: 'Stored time lines of licences' },
    subCommands: { verify, rebuild },
  })
}

async function rebuildOne(deps: Deps, licenceId: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await rewriteStanding(tx, licenceId)
    const object = { kind: 'licence', id: licenceId }
    await appendAudit(tx, { at: deps.clock.now(), caller: null, action: 'rebuild-standing', requestId: 'cli', object })
  })
}
