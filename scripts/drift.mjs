// Fails when prisma/schema.prisma and prisma/migrations describe different tables. Prisma's engine, as WebAssembly, compares them on
// databases in memory: no server. It sees tables, columns, indexes and keys; triggers, CHECKs, GRANTs and exclusion constraints are
// what test/store is for. An optional argument names another prisma folder.
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const folder = process.argv[2] ?? 'prisma'
const read = (path) => readFileSync(`${folder}/${path}`, 'utf8')

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) }
const wasm = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm')
  .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
const imports = { './schema_engine_bg.js': bindings }
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), imports)
bindings.__wbg_set_wasm(exports)
exports.__wbindgen_start()

async function connect() {
  const database = await PGlite.create('memory://', { extensions: { btree_gist } })
  return Object.assign(await new PrismaPGlite(database).connect(), {
    // The adapter's own splits scripts at each ';', also inside function bodies.
    async executeScript(sql) {
      await database.exec(sql)
    },
    dispose: () => database.close(),
  })
}
const databases = { provider: 'postgres', adapterName: 'pglite', connect, connectToShadowDb: connect }
const engine = await bindings.SchemaEngine.new({}, () => {}, bindMigrationAwareSqlAdapterFactory(databases))

const migrations = readdirSync(`${folder}/migrations`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const { exitCode, stdout } = await engine.diff({
  from: {
    tag: 'migrations',
    baseDir: `${folder}/migrations`,
    lockfile: { path: 'migration_lock.toml', content: read('migrations/migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: migrations
      .map(({ name }) => name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: read(`migrations/${name}/migration.sql`) },
        },
      })),
  },
  to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: read('schema.prisma') }] },
  script: false,
  exitCode: true,
  shadowDatabaseUrl: null,
  filters: { externalTables: [], externalEnums: [] },
})

// 2 is "they differ". Anything but a clean 0 fails: an engine that compared nothing must not pass for one that found nothing.
if (exitCode !== 0) console.error(`schema.prisma and the migrations differ (what the migrations lack):\n${stdout}`)
process.exit(exitCode === 0 ? 0 : 1)
