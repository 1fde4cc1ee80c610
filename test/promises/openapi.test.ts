import { existsSync, readFileSync } from 'node:fs'
import { openApiYaml } from '../../src/platform/plugins/openapi.js'
import { documentOf, exampleBody, operationsOf, resolved, type Schema } from '../support/operations.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const COMMITTED = new URL('../../openapi.yaml', import.meta.url)
const written = existsSync(COMMITTED) ? it : it.skip
written('the committed openapi.yaml is what the routes say', () => {
  expect(openApiYaml(registry.app)).toBe(readFileSync(COMMITTED, 'utf8'))
})

it('each operation is described: summary, description, a known tag, and every error that its kind can answer', () => {
  const faults = operationsOf(registry.app).flatMap(
    ({ operationId, summary, description, tags, method, bodies, responses }) => {
      const expected = [400, 429, 500, 503, ...(Object.keys(bodies).length > 0 ? [413, 415] : [])]
      const missing = expected.filter((status) => !(status in responses))
      const isSaid = Boolean(summary && description && tags?.length === 1)
      const successes = Object.keys(responses).filter((status) => Number(status) < 400)
      return isSaid && missing.length === 0 && successes.length > 0 ? [] : [{ operationId, method, missing, successes }]
    },
  )
  expect(faults).toEqual([])
})

it('each JSON body, asked or answered, has an example', () => {
  const { app } = registry
  const faults = operationsOf(app).flatMap((operation) => {
    const answers = Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const schema = content?.['application/json']?.schema
      return schema && resolved(app, schema).example === undefined ? [`${operation.operationId} ${status}`] : []
    })
    const asked =
      'application/json' in operation.bodies && exampleBody(app, operation) === undefined ? [operation.operationId] : []
    return [...answers, ...asked]
  })
  expect(faults).toEqual([])
})

it('every body refuses unknown keys, at every depth', () => {
  const { app } = registry
  const open: string[] = []
  const seen = new Set<Schema>()
  const walk = (schema: Schema, where: string): void => {
    const whole = resolved(app, schema)
    if (seen.has(whole)) return
    seen.add(whole)
    if (whole.properties && whole.additionalProperties !== false) open.push(where)
    for (const [key, inner] of Object.entries(whole.properties ?? {})) walk(inner, `${where}/${key}`)
    for (const inner of [...(whole.anyOf ?? []), ...(whole.oneOf ?? []), ...(whole.allOf ?? [])]) walk(inner, where)
    if (whole.items) walk(whole.items, `${where}/0`)
  }
  for (const { operationId, bodies } of operationsOf(app))
    for (const schema of Object.values(bodies)) walk(schema, operationId)
  // The national vehicle register's own body: it passes over what it does not know, and so must whoever takes its place.
  expect(open).toEqual(['sendVehicleFeed'])
})

it('every query refuses unknown keys', async () => {
  const reads = operationsOf(registry.app).filter(({ parameters }) =>
    parameters.some((parameter) => parameter.in === 'query'),
  )
  expect(reads.length).toBeGreaterThan(0)
  for (const { path, operationId } of reads) {
    const role = operationId.includes('Audit') ? 'scrutiny.system' : 'rotherham.officer'
    const url = `${path.replace(/\{\w+\}/g, '01987654-3210-7abc-8def-0123456789ab')}?unknownKey=1`
    expect([operationId, (await registry.as(role).get(url)).statusCode]).toEqual([operationId, 400])
  }
})

it('no schema stands there twice, as X and XInput (H16)', () => {
  const names = Object.keys(documentOf(registry.app).components.schemas)
  expect(names.filter((name) => name.endsWith('Input'))).toEqual([])
})
