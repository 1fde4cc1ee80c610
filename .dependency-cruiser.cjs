const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to })
const HTTP = ['^src/platform/(http|plugins)/', 'node_modules/(@fastify|fastify)']
// Of platform/http, what only describes shapes (zod): any schema may be made of it.
const SHAPES = '^src/platform/http/([^/]+\\.schema|page|problem)\\.ts$'
const STORE_OR_PLATFORM = ['\\.store\\.ts$', '^src/platform/', '^src/generated/']

module.exports = {
  forbidden: [
    forbid(
      'domain-imports-only-itself',
      { path: '^src/domain/' },
      { pathNot: ['^src/domain/', 'node_modules/any-ascii/'] },
      'A solicitor should find nothing but law in src/domain: no node:, no zod, no Prisma, no Fastify. any-ascii is a table of letters, and pure.',
    ),
    forbid('platform-knows-no-feature', { path: '^src/platform/' }, { path: '^src/(features/|demo/|[^/]+\\.ts$)' }),
    forbid(
      'schema-is-shape-only',
      { path: '\\.schema\\.ts$' },
      { pathNot: ['\\.schema\\.ts$', '^src/domain/', SHAPES, 'node_modules/zod/'] },
    ),
    forbid(
      'store-looks-down',
      { path: '^src/features/.*\\.store\\.ts$' },
      { path: ['\\.(route|action|job)\\.ts$', '/index\\.ts$', ...HTTP] },
    ),
    forbid('action-knows-no-http', { path: '\\.action\\.ts$' }, { path: ['\\.route\\.ts$', ...HTTP] }),
    forbid(
      'sql-only-in-stores',
      { path: '^src/', pathNot: STORE_OR_PLATFORM },
      { path: ['^src/generated/', 'node_modules/(@prisma|pg|@electric-sql)/'] },
    ),
    forbid(
      'features-meet-at-index',
      { path: '^src/features/([^/]+)/', pathNot: '\\.schema\\.ts$' },
      { path: '^src/features/', pathNot: ['^src/features/$1/', '/index\\.ts$'] },
      'Shapes are the exception: a schema may be made of any other schema.',
    ),
    forbid(
      'top-and-demo-enter-by-index',
      { path: ['^src/[^/]+\\.ts$', '^src/demo/'] },
      { path: '^src/features/', pathNot: '/index\\.ts$' },
    ),
    forbid('features-know-no-top', { path: '^src/features/' }, { path: ['^src/[^/]+\\.ts$', '^src/demo/'] }),
    forbid('no-test-code-in-product', { path: '^src/' }, { path: '^(test|bench|scripts)/' }),
    forbid(
      'production-packages-only',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    forbid('no-cycles', { pathNot: '^src/generated/' }, { circular: true }),
    forbid('no-orphans', { orphan: true, path: '^src/', pathNot: '^src/generated/' }, {}),
    forbid('resolvable', {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: ['node_modules', '^src/generated/'] },
  },
}
