import closeWithGrace from 'close-with-grace'
import type { Deps } from './platform/deps.js'

/** Longer than any request may take (src/app.ts): what was begun is finished before the process ends. */
const CLOSE_WITHIN_MS = 15_000

/** Once, whatever ends the process, and in this order: no new connection, what was begun is answered, then the database, then its lock. */
export function closeOnSignal(deps: Deps, ...steps: (() => Promise<unknown> | undefined | void)[]): void {
  closeWithGrace({ delay: CLOSE_WITHIN_MS, logger: false }, async ({ signal, err }) => {
    if (err) deps.log.fatal({ event: 'unexpected-error', err })
    deps.log.info({ event: 'closing', signal })
    for (const step of steps) await step()
  })
}
