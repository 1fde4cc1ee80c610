import { buildApp } from './app.js'
import { banner } from './banner.js'
import { chores } from './chores.js'
import { loadDemonstration } from './demo/index.js'
import { makeDeps } from './deps.js'
import { listenForCommands } from './features/access/index.js'
import { seedAuthorities } from './features/authorities/index.js'
import { readConfig } from './platform/config.js'
import { keepHouse } from './platform/housekeeping.js'
import { closeOnSignal } from './shutdown.js'

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const deps = await makeDeps(config)
  try {
    await seedAuthorities(deps.db)
    if (config.hasDemonstration)
      await loadDemonstration(deps, () =>
        console.log('Loading the demonstration data: up to half a minute, this once …'),
      )
    const app = await buildApp(deps)
    const commands = config.isEmbedded ? await listenForCommands(deps) : undefined
    const house = keepHouse(deps, chores(deps))
    closeOnSignal(
      deps,
      () => app.close(),
      () => house.stop(),
      () => commands?.close(),
      () => deps.close(),
    )
    const address = await app.listen({ host: config.host, port: config.port })
    console.log(banner(config, address))
  } catch (error) {
    await deps.close()
    throw error
  }
}

// One sentence for whoever starts it; a stack would hide it.
start().catch((error: unknown) => {
  console.error(`The registry did not start. ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
