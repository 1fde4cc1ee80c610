import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fp from 'fastify-plugin'
import { z } from 'zod'
import type { App } from '../http/app.js'
import { publicProblems } from '../http/problems.schema.js'

// Of @fastify/swagger-ui only its files: the plugin would add a dozen routes that no permission names.
const require = createRequire(import.meta.url)
const FILES = join(dirname(require.resolve('@fastify/swagger-ui/package.json')), 'static')

const PAGE = `<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Taxi licensing registry: interface</title>
  <link rel="stylesheet" href="/docs/swagger-ui.css">
  <link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
  <div id="ui"></div>
  <noscript>This page needs scripts. The same document is at <a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
`

const START = `SwaggerUIBundle({
  url: '/openapi.yaml', dom_id: '#ui', deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], layout: 'BaseLayout', defaultModelsExpandDepth: 0,
})
`

const ASSETS = {
  'start.js': 'text/javascript; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const
type Asset = keyof typeof ASSETS

/** Everything from this address, no inline script; Swagger UI sets styles on elements and draws its icons from data URLs. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'"

const Page = z.string().meta({ id: 'DocumentationPage', description: 'A page.' })
const AssetParams = z.strictObject({ file: z.enum(Object.keys(ASSETS) as [Asset, ...Asset[]]) })

/** The interactive documentation, without a network: all it needs is served here. */
export const documentation = fp((app: App, _options: object, done: () => void) => {
  app.get(
    '/docs',
    {
      schema: {
        operationId: 'getDocumentation',
        summary: 'Read and try this interface in a browser',
        description: 'Works without a network.',
        tags: ['service'],
        response: { 200: { content: { 'text/html': { schema: Page } } }, ...publicProblems() },
      },
    },
    async (_request, reply) =>
      reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE),
  )
  app.get(
    '/docs/:file',
    { schema: { operationId: 'getDocumentation', hide: true, params: AssetParams } },
    async (request, reply) => {
      const { file } = request.params
      const content = file === 'start.js' ? START : await readFile(join(FILES, file))
      return reply.header('cache-control', 'public, max-age=3600').type(ASSETS[file]).send(content)
    },
  )
  done()
})
