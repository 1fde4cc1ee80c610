import { PARAMETERS, problemResponse } from './openapi-components.js'

interface Operation {
  operationId: string
  tags?: string[]
  parameters?: { name?: string; description?: string }[]
  requestBody?: object
  responses: Record<string, Answer>
}
interface Answer {
  $ref?: string
  description?: string
  content?: Record<string, { schema?: Schema }>
}
interface Schema {
  $ref?: string
  description?: string
  example?: unknown
  properties?: Record<string, Schema>
  anyOf?: Schema[]
}
export interface Document {
  tags?: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; parameters?: object; responses?: object }
}

/** Writes that are answered afresh each time: they record nothing that could be doubled, or know a file again by its bytes. */
const WITHOUT_KEY = new Set([
  'issueToken',
  'checkBooking',
  'sendVehicleFeed',
  'sendDriverFeed',
  'sendOperatorFeed',
  'updateTaxiPhvDatabase',
])

/**
 * What holds for many operations is said once: the error answers of each status, the headers of writes, and what any body brings with it.
 * Leaves out schemas that nothing refers to: each one with an id would stand there twice, as `X` and `XInput`.
 */
export function finish(document: Document): Document {
  const used = new Set<number>()
  const tags = new Set<string>()
  const paths = mapValues(document.paths, (path) =>
    mapValues(path, (operation, method) => {
      const isWrite = method !== 'get' && !WITHOUT_KEY.has(operation.operationId)
      const statuses = new Set(
        Object.keys(operation.responses)
          .map(Number)
          .filter((status) => status >= 400),
      )
      if (operation.requestBody) for (const status of [413, 415]) statuses.add(status)
      if (isWrite) for (const status of [409, 422]) statuses.add(status)
      for (const status of statuses) used.add(status)
      const headers = [
        ...(isWrite ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
        ...(statuses.has(428) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ]
      const parameters = [...(operation.parameters ?? []).map(described), ...headers]
      for (const tag of operation.tags ?? []) tags.add(tag)
      const successes = Object.entries(operation.responses)
        .filter(([status]) => Number(status) < 400)
        .map(([status, answer]): [string, Answer] => [status, meant(document, answer)])
      const problems = [...statuses]
        .sort((a, b) => a - b)
        .map((status): [string, Answer] => {
          const own = operation.responses[String(status)]
          const problem = { $ref: `#/components/responses/Problem${status}` }
          // The national register has a form of its own for what is wrong with a file. What is wrong with the request is a problem all the same.
          const content = { ...own?.content, 'application/problem+json': { schema: { $ref: `${NAME}Problem` } } }
          return [String(status), own?.content?.['application/json'] ? { ...meant(document, own), content } : problem]
        })
      return {
        ...operation,
        ...(parameters.length > 0 ? { parameters } : {}),
        responses: { ...Object.fromEntries(successes), ...Object.fromEntries(problems) },
      }
    }),
  )
  const responses = Object.fromEntries(
    [...used].sort((a, b) => a - b).map((status) => [`Problem${status}`, problemResponse(status)]),
  )
  const components = { ...document.components, parameters: PARAMETERS, responses }
  const complete = { ...document, tags: document.tags?.filter(({ name }) => tags.has(name)) ?? [], paths, components }
  const schemas = mapValues(referred(complete, document.components.schemas), (schema) => withExample(document, schema))
  return plainNames(tidy({ ...complete, components: { ...components, schemas } }) as Document)
}

/** What only requests use is called `XInput` by the generator. Where there is no `X` beside it, `X` is its name. */
function plainNames(document: Document): Document {
  const names = Object.keys(document.components.schemas)
  const longer = names.filter((name) => name.endsWith('Input') && !names.includes(name.slice(0, -5)))
  const text = longer.reduce(
    (json, name) => json.replaceAll(`/schemas/${name}"`, `/schemas/${name.slice(0, -5)}"`),
    JSON.stringify(document),
  )
  const renamed = JSON.parse(text) as Document
  const schemas = Object.entries(renamed.components.schemas).map(
    ([name, schema]) => [longer.includes(name) ? name.slice(0, -5) : name, schema] as const,
  )
  const sorted = schemas.sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(sorted) } }
}

const NAME = '#/components/schemas/'
const whole = ({ components }: Document, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (components.schemas[schema.$ref.replace(NAME, '')] ?? schema)

/** An answer means what its schema says. */
function meant(document: Document, answer: Answer): Answer {
  const [media] = Object.values(answer.content ?? {})
  return { ...answer, description: (media?.schema && whole(document, media.schema).description) ?? 'Done.' }
}

/** Of a schema made of others that have examples, theirs together. */
function exampleOf(document: Document, schema: Schema): unknown {
  const { example, properties, anyOf } = whole(document, schema)
  if (example !== undefined) return example
  if (anyOf?.[0]) return exampleOf(document, anyOf[0])
  const parts = Object.entries(properties ?? {}).map(([key, part]) => [key, exampleOf(document, part)] as const)
  return parts.length > 0 && parts.every(([, part]) => part !== undefined) ? Object.fromEntries(parts) : undefined
}

function withExample(document: Document, schema: Schema): Schema {
  const example = exampleOf(document, schema)
  return example === undefined ? schema : { ...schema, example }
}

/** Parameters that mean the same wherever they stand. */
const MEANINGS: Record<string, string> = {
  id: 'Id of the record, as it was answered when it was made.',
  checkId: '`checkId` of the answer.',
  kind: 'Only licences of this kind.',
  state: 'Only those in this state.',
}
const described = <P extends { name?: string; description?: string }>(parameter: P): P => {
  const meaning = MEANINGS[parameter.name ?? '']
  return parameter.description === undefined && meaning !== undefined
    ? { ...parameter, description: meaning }
    : parameter
}

/** Without the patterns and bounds that zod writes beside a format or a type and that say no more than it does. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Record<string, unknown>
  const isSaid =
    typeof schema['format'] === 'string' && ['date-time', 'date', 'uuid', 'email'].includes(schema['format'])
  const isKept = ([key, inner]: [string, unknown]) =>
    !(key === 'pattern' && isSaid) &&
    !((key === 'minimum' || key === 'maximum') && Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER)
  return Object.fromEntries(
    Object.entries(schema)
      .filter(isKept)
      .map(([key, inner]) => [key, tidy(inner)]),
  )
}

/** The schemas that the document refers to, directly or through another. */
function referred(document: object, schemas: Record<string, Schema>): Record<string, Schema> {
  const found = new Set<string>()
  const follow = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (value === (document as { components?: unknown }).components && key === 'schemas') continue
      const name =
        key === '$ref' && typeof inner === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(inner)?.[1] : undefined
      if (name === undefined) follow(inner)
      else if (!found.has(name)) {
        found.add(name)
        follow(schemas[name])
      }
    }
  }
  follow(document)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)))
}

const mapValues = <T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
