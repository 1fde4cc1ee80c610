import type { App } from '../../src/platform/http/app.js'

export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  $ref?: string
  additionalProperties?: boolean | Schema
  example?: unknown
  enum?: unknown[]
}

export interface Operation {
  operationId: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** `/v1/licences/{id}` */
  path: string
  summary?: string
  description?: string
  tags?: string[]
  parameters: { in: string; name: string; required?: boolean; schema?: Schema; description?: string; $ref?: string }[]
  /** By media type. */
  bodies: Record<string, Schema>
  responses: Record<string, { content?: Record<string, { schema?: Schema; example?: unknown }>; $ref?: string }>
}

interface Document {
  paths: Record<
    string,
    Record<string, Omit<Operation, 'bodies'> & { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >
  components: { schemas: Record<string, Schema> }
}

export const documentOf = (app: App): Document => app.swagger() as unknown as Document

/** Every operation that the registry describes, as it describes it. */
export function operationsOf(app: App): Operation[] {
  return Object.entries(documentOf(app).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters: operation.parameters ?? [],
      bodies: Object.fromEntries(
        Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
    })),
  )
}

/** The schema, or the one that it refers to. */
export function resolved(app: App, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : documentOf(app).components.schemas[name]!
}

const PARAMETERS: Record<string, string> = {
  slugOrCode: 'rotherham',
  slug: 'rotherham',
  authority: 'rotherham',
  code: 'forbidden',
  file: 'start.js',
  template: 'drivers.csv',
}
/** The path with something well-formed, of nobody, in place of each parameter. */
export const urlOf = ({ path }: Operation): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? '01987654-3210-7abc-8def-0123456789ab')

/** Where one of several must be given: this one is. */
const GIVEN: Record<string, string> = { searchPublicRegister: 'number', listStatedLicences: 'vrm' }
/** As `urlOf`, with the example of each query parameter that it cannot do without. */
export const askedUrlOf = (operation: Operation): string => {
  const isGiven = ({ name, required }: Operation['parameters'][number]) =>
    required === true || name === GIVEN[operation.operationId]
  const required = operation.parameters.filter((parameter) => parameter.in === 'query' && isGiven(parameter))
  const query = new URLSearchParams(
    Object.fromEntries(required.map(({ name, schema }) => [name, String(schema?.example)])),
  )
  return required.length > 0 ? `${urlOf(operation)}?${query.toString()}` : urlOf(operation)
}

/** The example of the operation's JSON body, if it has one. */
export function exampleBody(app: App, operation: Operation): unknown {
  const schema = operation.bodies['application/json']
  return schema && structuredClone(exampleOf(app, schema))
}

function exampleOf(app: App, schema: Schema): unknown {
  const whole = resolved(app, schema)
  if (whole.example !== undefined) return whole.example
  const variant = (whole.anyOf ?? whole.oneOf)?.[0]
  return variant && exampleOf(app, variant)
}
