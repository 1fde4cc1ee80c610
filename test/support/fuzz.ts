import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import type { App } from '../../src/platform/http/app.js'
import { exampleBody, operationsOf, urlOf, type Operation } from './operations.js'

/** What has broken programs before: ends of ranges, other types, control characters, half a character, other people's syntax. */
const NASTY: unknown[] = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\udc00x', '\u202e', '\ufeff', '\r\nx-injected: 1', '\u0085', 'é'.normalize('NFD'), '𝔘'.repeat(50),
  'a'.repeat(5_000), '9'.repeat(400), "' OR 1=1 --", '${7*7}', '{{7*7}}', '<script>', '../../etc/passwd', '%00', '__proto__', 'null', 'NaN', 'true',
  '2026-02-30', '0000-00-00', '9999-12-31', '-000001-01-01', '2026-03-02T25:00:00Z', '2026-13-01', '20260302', '1e400', '0x10', 'Infinity',
  0, -0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63, 4294967296, true, false, null, [], {}, [[[]]], [null], { $ne: null },
  { startsWith: '' }, { toString: 1 }, ['a', 'a'], { length: 1e9 },
] // prettier-ignore

const nasty = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
)

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

/** One value somewhere in a body replaced, a field dropped, or one added. */
function mutated(body: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(body)
  if (places.length === 0) return nasty
  return fc
    .array(
      fc.tuple(fc.constantFrom(...places), fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add'), nasty),
      { minLength: 1, maxLength: 4 },
    )
    .map((changes) =>
      changes.reduce((whole, [place, how, value]) => change(whole, place, how, value), structuredClone(body)),
    )
}

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key])),
  ]
}

function change(body: unknown, [key, ...rest]: string[], how: string, value: unknown): unknown {
  if (typeof body !== 'object' || body === null || key === undefined) return body
  const copy = (Array.isArray(body) ? [...(body as unknown[])] : { ...body }) as Record<string, unknown>
  if (rest.length > 0) copy[key] = change(copy[key], rest, how, value)
  else if (how === 'drop') delete copy[key]
  else if (how === 'add') copy[`${key}x`] = value
  else copy[key] = value
  return copy
}

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
// Header values that node itself would refuse to send never arrive.
const headerValue = nasty.map((value) =>
  text(value)
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
    .slice(0, 2_000),
)
const urlPart = nasty.map((value) =>
  encodeURIComponent(
    text(value)
      .slice(0, 250)
      .replace(/[\ud800-\udfff]/g, ''),
  ),
)
const rawPart = fc.constantFrom(
  '%',
  '%00',
  '%ff',
  '%c0%af',
  '%2e%2e',
  '..',
  ';',
  '%0d%0a',
  '*',
  ':id',
  '%ed%a0%80',
  '[]',
  '{}',
  '@',
  'a'.repeat(300),
)

/** A body that no operation takes, in a form that JSON can or cannot carry. */
const brokenBody = fc.oneof(
  nasty.map((value) => JSON.stringify(value) ?? 'undefined'),
  fc.constantFrom(
    '{',
    '[',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '\ufeff{}',
    'undefined',
    deep(2_000),
    deep(9_000),
    '['.repeat(30_000),
  ),
  fc.constantFrom(
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":"\\ud800"}',
    '{"a":"\\u0000"}',
    '{"a":1e999}',
    ' '.repeat(70_000),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

export interface FuzzedRequest {
  operationId: string
  request: InjectOptions
}

/**
 * Requests that must be refused, whatever else is wrong with them: each write has at least one of a body with an unknown key, a body that is none, a
 * media type that is none, a missing or malformed Idempotency-Key, a path of nobody's. Reads may be answered.
 */
export function malformed(app: App, bearer: (operation: Operation) => string): fc.Arbitrary<FuzzedRequest> {
  const operations = operationsOf(app)
  return fc.constantFrom(...operations).chain((operation) => {
    const example = exampleBody(app, operation)
    const common = {
      'content-type': Object.keys(operation.bodies)[0] ?? 'application/json',
      authorization: bearer(operation),
      'idempotency-key': 'fuzz',
      'if-match': '"1"',
    }
    const extra = fc.dictionary(
      fc.constantFrom(
        'if-match',
        'accept',
        'range',
        'expect-ct',
        'x-correlation-id',
        'x-forwarded-for',
        'x-http-method-override',
        'cookie',
        'content-language',
        'accept-encoding',
      ),
      headerValue,
      { maxKeys: 3 },
    )
    const query = fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'limit',
            'cursor',
            'from',
            'to',
            'at',
            'knownAt',
            'nation',
            'current',
            'kind',
            'caseReference',
            'objectId',
            '__proto__',
            'a[b]',
          ),
          urlPart,
        ),
        { maxLength: 3 },
      )
      .map((pairs) => (pairs.length > 0 ? `?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}` : ''))
    const path = fc.oneof(
      { weight: 3, arbitrary: fc.constant(urlOf(operation)) },
      { weight: 1, arbitrary: fc.oneof(urlPart, rawPart).map((part) => operation.path.replace(/\{\w+\}/g, part)) },
      { weight: 1, arbitrary: rawPart.map((part) => `${urlOf(operation)}/${part}`) },
    )
    const body = fc.oneof(
      { weight: 3, arbitrary: mutated(example ?? {}).map((whole) => JSON.stringify(withUnknownKey(whole)) ?? '') },
      { weight: 1, arbitrary: brokenBody },
    )
    const spoilt = fc.oneof(
      { weight: 6, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(
            '',
            'text/plain',
            'application/json;charset=utf-16',
            'application/jsonx',
            'APPLICATION/JSON',
            'a/b/c',
            '*/*',
          )
          .map((type) => ({ 'content-type': type })),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', ' ', 'k'.repeat(200), 'é').map((key) => ({ 'idempotency-key': key })),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('', 'Bearer', 'Bearer a.b.c', 'Basic YTpi', 'Bearer ' + 'e'.repeat(3_000))
          .map((value) => ({ authorization: value })),
      },
    )
    const method = fc.oneof(
      { weight: 8, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PATCH', 'POST', 'GET') },
    )
    return fc
      .tuple(method, path, query, extra, spoilt, body)
      .map(([verb, url, search, headers, spoiling, payload]) => ({
        operationId: operation.operationId,
        request: {
          method: verb,
          url: url + search,
          headers: { ...headers, ...common, ...spoiling },
          ...(verb === 'GET' || verb === 'HEAD' ? {} : { payload }),
        } as InjectOptions,
      }))
  })
}

/** Bodies of the right shape with wrong values, for objects that exist: some may even be right. `ids` by the first words of the path: `/v1/licences`. */
export function wild(
  app: App,
  bearer: (operation: Operation) => string,
  ids: Record<string, string[]>,
): fc.Arbitrary<FuzzedRequest> {
  const writes = operationsOf(app).filter((operation) => 'application/json' in operation.bodies)
  return fc.constantFrom(...writes).chain((operation) => {
    const known = ids[operation.path.split('/{')[0] ?? ''] ?? ['01987654-3210-7abc-8def-0123456789ab']
    const body = fc.oneof(mutated(exampleBody(app, operation)), fc.constant(exampleBody(app, operation)))
    return fc.tuple(body, fc.uuid(), fc.constantFrom(...known)).map(([whole, key, id]) => ({
      operationId: operation.operationId,
      request: {
        method: operation.method,
        url: operation.path.replace('{id}', id),
        headers: {
          'content-type': 'application/json',
          authorization: bearer(operation),
          'idempotency-key': key,
          'if-match': '"1"',
        },
        payload: JSON.stringify(whole) ?? '',
      },
    }))
  })
}

function withUnknownKey(body: unknown): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, unknownKey: 1 } : body
}
