import type { App } from '../http/app.js'

/**
 * Which methods a path has, whatever method was asked for: Fastify's own look-ups want a method, or a pattern, and answer 404 where 405 is right.
 * Call it before the first route is registered.
 * @returns methods in alphabetical order; none for a path without a route.
 */
export function routeTable(app: App): (url: string) => string[] {
  const table = new Map<string, { matches: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const row = table.get(url) ?? { matches: patternOf(url), methods: new Set() }
    for (const name of [method].flat()) row.methods.add(name)
    table.set(url, row)
  })
  return (url) => {
    const path = url.split('?', 1)[0] ?? url
    const rows = [...table.values()].filter(({ matches }) => matches.test(path))
    return [...new Set(rows.flatMap(({ methods }) => [...methods]))].sort()
  }
}

const patternOf = (url: string) => new RegExp(`^${url.split('/').map(segment).join('/')}$`)

function segment(text: string): string {
  if (text.startsWith(':')) return '[^/]+'
  return text === '*' ? '.*' : text.replace(/[.\\+*?()[\]{}|^$]/g, '\\$&')
}
