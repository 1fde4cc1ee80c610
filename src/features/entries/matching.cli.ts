import { defineCommand } from 'citty'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction, type Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { BEFORE_ALL } from '../../platform/sweep.js'
import { findOutdated, indexDriver, indexEntry, refreshStatistics } from '../matching/index.js'
import { personOf } from './entry.store.js'

const BATCH = 100

/**
 * `registry matching rebuild`: indexes anew whatever another version of the normaliser indexed, or none: after a change of `METHOD`
 * (src/domain/match.ts), which otherwise hides people from searches. Can be cut short and run again; one audit row a batch.
 */
export function matchingCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const rebuild = defineCommand({
    meta: { name: 'rebuild', description: 'Index entries and drivers anew for searches, where another version did' },
    async run() {
      const deps = await open()
      try {
        const [drivers, entries] = [await rebuildAll(deps, 'driver'), await rebuildAll(deps, 'entry')]
        await refreshStatistics(deps.db, deps.clock.now())
        process.stdout.write(`${drivers} drivers and ${entries} entries indexed anew.\n`)
      } finally {
        await deps.close()
      }
    },
  })
  return defineCommand({
    meta: { name: 'matching', description: 'The index by which people are found' },
    subCommands: { rebuild },
  })
}

async function rebuildAll(deps: Deps, kind: 'driver' | 'entry'): Promise<number> {
  let count = 0
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const last: string | undefined = after
    const done = await inTransaction(deps.db, async (tx) => {
      const outdated = await findOutdated(tx, kind, last, BATCH)
      for (const { id, authoritySlug } of outdated) await indexOne(tx, deps, kind, { id, authoritySlug })
      const object = { kind, id: outdated.at(-1)?.id ?? last }
      const entry = { at: deps.clock.now(), caller: null, action: 'rebuild-matching', requestId: 'cli', object }
      if (outdated.length > 0) await appendAudit(tx, entry)
      return outdated
    })
    count += done.length
    after = done.at(-1)?.id
  }
  return count
}

async function indexOne(
  tx: Tx,
  { secrets }: Deps,
  kind: 'driver' | 'entry',
  { id, authoritySlug }: { id: string; authoritySlug: string },
): Promise<void> {
  if (kind === 'driver') {
    await indexDriver(tx, secrets, id)
    return
  }
  const person = await personOf(tx, secrets, id)
  if (person) await indexEntry(tx, secrets, { entryId: id, authoritySlug }, person)
}
