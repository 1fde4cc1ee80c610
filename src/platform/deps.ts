import type { Clock } from './clock.js'
import type { Config } from './config.js'
import type { Db } from './db.js'
import type { Log } from './log.js'
import type { Secrets } from './secrets.js'

/** What features are given. Made once in `src/deps.ts`, or by a test. */
export interface Deps {
  config: Config
  clock: Clock
  log: Log
  db: Db
  secrets: Secrets
  /** UUID version 7: in order of creation, so that keys page by time. */
  newId: () => string
}
