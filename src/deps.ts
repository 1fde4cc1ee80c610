import { v7 } from 'uuid'
import { systemClock, type Clock } from './platform/clock.js'
import { readConfig, type Config } from './platform/config.js'
import { openEmbedded, openServer, unconnected, type Db } from './platform/db.js'
import { lockDataDir } from './platform/data-dir-lock.js'
import type { Deps } from './platform/deps.js'
import { makeLog } from './platform/log.js'
import { embeddedKeys, makeSecrets } from './platform/secrets.js'
import { join } from 'node:path'

/** The composition root: everything that is made once. `close` undoes it in reverse order. */
export async function makeDeps(config: Config, clock: Clock = systemClock): Promise<Deps & { close(): Promise<void> }> {
  const log = makeLog(config)
  if (config.server) {
    const { encryptionKey, indexKey, ...server } = config.server
    const onError = (error: Error) =>
      log.error({ event: 'database-connection-lost', code: (error as NodeJS.ErrnoException).code })
    const db = await openServer({ ...server, onError })
    return compose(config, clock, log, db, makeSecrets(encryptionKey, indexKey), () => db.close())
  }
  const lock = await lockDataDir(config.dataDir)
  // The lock would keep the process alive after a failure here.
  const [keys, db] = await openFolder(config.dataDir).catch(async (error: unknown) => {
    await lock.release()
    throw error
  })
  return compose(config, clock, log, db, makeSecrets(keys.encryptionKey, keys.indexKey), async () => {
    await db.close()
    await lock.release()
  })
}

async function openFolder(dataDir: string) {
  return [await embeddedKeys(dataDir), await openEmbedded({ dataDir: join(dataDir, 'postgres') })] as const
}

/** Enough to build the application and describe it: no environment, no database. */
export function describingDeps(): Deps {
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const key = Buffer.alloc(32).toString('base64')
  const db = unconnected()
  return compose(config, systemClock, makeLog(config), db, makeSecrets(key, key), () => db.close())
}

function compose(
  config: Config,
  clock: Clock,
  log: Deps['log'],
  db: Db,
  secrets: Deps['secrets'],
  close: () => Promise<void>,
) {
  return { config, clock, log, db, secrets, newId: v7, close }
}
