import { defineCommand } from 'citty'
import { buildApp } from './app.js'
import { simulateCommand } from './demo/index.js'
import { describingDeps, makeDeps } from './deps.js'
import { accessCommands } from './features/access/index.js'
import { auditCommand } from './features/audit/index.js'
import { authorityCommand, seedAuthorities } from './features/authorities/index.js'
import { cctvCommand } from './features/cctv/index.js'
import { matchingCommand } from './features/entries/index.js'
import { feedCommand } from './features/feeds/index.js'
import { standingCommand } from './features/licences/index.js'
import { runCli } from './platform/run-cli.js'
import { readConfig } from './platform/config.js'
import { openApiYaml } from './platform/plugins/openapi.js'

const open = () => makeDeps(readConfig(process.env))

const openapi = defineCommand({
  meta: { name: 'openapi', description: 'Print the description of the interface; needs no database' },
  async run() {
    const app = await buildApp(describingDeps())
    await app.ready()
    process.stdout.write(openApiYaml(app))
    await app.close()
  },
})

const migrate = defineCommand({
  meta: { name: 'migrate', description: 'Apply migrations and bring the list of authorities up to date' },
  async run() {
    const deps = await open()
    try {
      const changed = await seedAuthorities(deps.db)
      console.log(`${deps.db.applied.length} migrations applied, ${changed} rows of authorities added or amended.`)
    } finally {
      await deps.close()
    }
  },
})

const registry = defineCommand({
  meta: { name: 'registry', description: 'Keep the taxi licensing registry' },
  subCommands: {
    ...accessCommands(open),
    audit: auditCommand(open),
    authority: authorityCommand(open),
    standing: standingCommand(open),
    cctv: cctvCommand(open),
    matching: matchingCommand(open),
    feed: feedCommand,
    simulate: simulateCommand(open),
    migrate,
    openapi,
  },
})

const { exitCode, help, fault } = await runCli(registry, process.argv.slice(2))
if (help !== undefined) (exitCode === 0 ? process.stdout : process.stderr).write(`${help}\n`)
if (fault !== undefined) process.stderr.write(`${fault}\n`)
process.exitCode = exitCode
