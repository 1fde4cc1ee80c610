import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { driftCommand } from '../../platform/drift-command.js'
import { findDrift, rewriteStanding } from './standing.store.js'

const BATCH = 500

/**
 * `registry standing verify|rebuild`: folds every history again and compares it with the stored time line. They differ after a change of the law's
 * code, or if someone changed the database by hand; `rebuild` writes what the histories say, one transaction and one audit row a licence.
 */
export const standingCommand = (open: () => Promise<Deps & { close(): Promise<void> }>) =>
  driftCommand(
    open,
    {
      name: 'standing',
      description: 'Stored time lines of licences',
      verify: 'Compare every stored time line with its history',
      rebuild: 'Write the time lines that differ from their history anew',
      differ: 'differ from their history',
      agree: 'are what their histories say',
    },
    async (deps, after, isMending) => {
      const swept = await findDrift(deps.db.prisma, after, BATCH)
      if (isMending) for (const licenceId of swept.drifted) await rebuildOne(deps, licenceId)
      return swept
    },
  )

async function rebuildOne(deps: Deps, licenceId: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await rewriteStanding(tx, licenceId)
    const object = { kind: 'licence', id: licenceId }
    await appendAudit(tx, { at: deps.clock.now(), caller: null, action: 'rebuild-standing', requestId: 'cli', object })
  })
}
