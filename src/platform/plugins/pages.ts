import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import view from '@fastify/view'
import fp from 'fastify-plugin'
import nunjucks from 'nunjucks'
import { z } from 'zod'
import type { CivilDate } from '../../domain/calendar.js'
import type { App } from '../http/app.js'

const require = createRequire(import.meta.url)
const GOVUK = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist')
const VIEWS = fileURLToPath(new URL('../../../views', import.meta.url))

/** One file each, of the library's and our own: a page asks for three things. */
const ASSETS = {
  'page.css': {
    type: 'text/css; charset=utf-8',
    parts: [join(GOVUK, 'govuk/govuk-frontend.min.css'), join(VIEWS, 'assets/page.css')],
  },
  'page.js': {
    type: 'text/javascript; charset=utf-8',
    parts: [join(GOVUK, 'govuk/govuk-frontend.min.js'), join(VIEWS, 'assets/page.js')],
  },
  'icon.svg': { type: 'image/svg+xml', parts: [join(VIEWS, 'assets/icon.svg')] },
} as const
type Asset = keyof typeof ASSETS
const NAMES = Object.keys(ASSETS) as [Asset, ...Asset[]]

/** A name that is not in the list is no asset: there is no path for anyone to climb out of. */
const AssetParams = z.strictObject({ file: z.enum(NAMES) })
const AssetQuery = z.object({ v: z.string().max(100).optional() })

/**
 * Pages for people. `reply.view('name.njk', {...})` renders a template of the folder views, which extends layout.njk; whatever is shown in it is escaped;
 * `| day` writes a civil date in words, `| instant` an instant in London.
 * The route of a page has `config: { isPage: true }`, which gives it the policy and the errors of pages (page-request.ts), and `schema: { hide: true }`: it
 * is no part of the interface. Styles and scripts stand in files only: `style="…"` and `<script>…</script>` do nothing here.
 */
export const pages = fp(async (app: App) => {
  const contents = new Map(await Promise.all(NAMES.map(async (file) => [file, await contentOf(file)] as const)))
  const versions = new Map(NAMES.map((file) => [file, digest(contents.get(file) ?? '')]))
  const addresses = Object.fromEntries(NAMES.map((file) => [file, `/assets/${file}?v=${versions.get(file)}`]))
  await app.register(view, {
    engine: { nunjucks },
    templates: [VIEWS, GOVUK],
    defaultContext: { assets: addresses },
    options: {
      autoescape: true,
      onConfigure: (engine: nunjucks.Environment) => {
        engine.addFilter('day', inWords)
        engine.addFilter('instant', inLondon)
      },
    },
  })
  app.get(
    '/assets/:file',
    { schema: { operationId: 'getPageAsset', hide: true, params: AssetParams, querystring: AssetQuery } },
    async (request, reply) => {
      const { file } = request.params
      // For ever: another content has another address. At any other, during a change of version, a cache would keep the one for the other.
      const isForEver = request.query.v === versions.get(file)
      return reply
        .header('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
        .type(ASSETS[file].type)
        .send(contents.get(file))
    },
  )
})

async function contentOf(file: Asset): Promise<string> {
  const parts = await Promise.all(ASSETS[file].parts.map((path) => readFile(path, 'utf8')))
  return withoutTypeface(parts.join('\n')).replace(SOURCE_MAP, '')
}

/** GDS Transport is licensed for GOV.UK alone: neither served nor asked for. */
const withoutTypeface = (text: string): string =>
  text.replaceAll(/@font-face\{[^}]*\}/g, '').replaceAll(/"?GDS Transport"?,/g, '')

/** A browser's tools would ask for it, and it is not served. */
const SOURCE_MAP = /(?:\/\*|\/\/)# sourceMappingURL=\S+(?: \*\/)?/g

/** A civil date as a person writes it: 2 March 2026. */
const inWords = (day: CivilDate): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

/** 2 March 2026 at 09:00 */
const inLondon = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' }).format(
    new Date(instant),
  )

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
