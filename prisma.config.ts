import { defineConfig } from 'prisma/config'

// These commands look for the native schema engine and never start it, so any executable does and nothing is downloaded. Other
// commands get no stand-in: with one, `migrate deploy` does nothing and exits 0.
if (['generate', 'validate', 'format'].includes(process.argv[2] ?? ''))
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_MIGRATION_URL'] ?? process.env['DATABASE_URL'] ?? '' },
})
