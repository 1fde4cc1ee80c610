import { defineCommand } from 'citty'
import type { Deps } from '../../platform/deps.js'
import { verifyChain } from './verify-chain.action.js'

/** `registry audit verify`: exit 1 and the first broken row, if any. */
export function auditCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const verify = defineCommand({
    meta: { name: 'verify', description: 'Recompute the audit chain and the digests of what it names' },
    args: { anchor: { type: 'string', description: 'A head noted earlier', valueHint: 'seq:hash' } },
    async run({ args }) {
      const noted = args.anchor === undefined ? undefined : /^([1-9][0-9]{0,15}):([0-9a-f]{64})$/.exec(args.anchor)
      if (noted === null) throw new Error('--anchor must be <seq>:<hash>, as GET /v1/audit-events/head answers them')
      const deps = await open()
      try {
        const { count, head, broken } = await verifyChain(
          deps.db,
          noted && { seq: Number(noted[1]), hash: noted[2] ?? '' },
        )
        if (broken) throw new Error(`Broken: row ${broken.seq} ${broken.why}. ${count} rows before it are whole.`)
        process.stdout.write(`Whole: ${count} rows. Head ${head.seq}:${head.hash}\n`)
      } finally {
        await deps.close()
      }
    },
  })
  return defineCommand({ meta: { name: 'audit', description: 'The record of who did what' }, subCommands: { verify } })
}
