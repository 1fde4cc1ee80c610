import swagger from '@fastify/swagger'
import fp from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { stringify } from 'yaml'
import { z } from 'zod'
import { permissionOf } from '../../domain/permission.js'
import type { App } from '../http/app.js'
import { publicProblems } from '../http/problems.schema.js'
import { documentation } from './documentation.js'
import { finish, type Document } from './openapi-document.js'
import { ABOUT } from './openapi-about.js'

const OpenApi = z.string().meta({ id: 'OpenApi', description: 'An OpenAPI 3.1 document.' })

/** The description of the interface, made from the schemas that the routes really use, and a page to read and try it. */
export const openapi = fp(async (app: App) => {
  await app.register(swagger, {
    openapi: ABOUT,
    transform: (route) => {
      const transformed = withBodies(route)
      const permission = permissionOf(transformed.schema?.operationId ?? '')
      if (!permission || !transformed.schema) return transformed
      const isPublic = (permission.audiences as readonly string[]).includes('public')
      const { description } = transformed.schema
      const audience = isPublic ? 'No token is needed.' : `Roles: ${permission.audiences.join(', ')}.`
      return {
        url: transformed.url,
        schema: {
          ...transformed.schema,
          description: [description, audience].filter(Boolean).join('\n\n'),
          ...(isPublic ? { security: [] } : {}),
        },
      }
    },
    transformObject: (document) => finish(jsonSchemaTransformObject(document) as Document) as never,
  })
  // Made once: it is the same for as long as the process lives, takes 0.2 s, and anybody may ask for it.
  let yaml: string | undefined
  app.get(
    '/openapi.yaml',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'Read the description of this interface',
        description: 'The document you are reading, for generators and test tools.',
        tags: ['service'],
        response: { 200: { content: { 'application/yaml': { schema: OpenApi } } }, ...publicProblems() },
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=300')
        .type('application/yaml')
        .send((yaml ??= openApiYaml(app))),
  )
  await app.register(documentation)
})

type Transform = typeof jsonSchemaTransform
/** The library knows bodies of one shape only: those of several media types, each of its own, are described one by one. */
function withBodies(route: Parameters<Transform>[0]): ReturnType<Transform> {
  const { body, ...schema } = route.schema ?? {}
  const content = (body as { content?: Record<string, { schema: z.ZodType }> } | undefined)?.content
  if (!content) return jsonSchemaTransform(route)
  const shapes = Object.entries(content).map(([type, shape]) => {
    const described = jsonSchemaTransform({ ...route, schema: { ...schema, body: shape.schema } })
    return [type, { schema: described.schema?.body }] as const
  })
  const transformed = jsonSchemaTransform({ ...route, schema })
  return { ...transformed, schema: { ...transformed.schema, body: { content: Object.fromEntries(shapes) } } }
}

/**
 * The same text for the same routes, whatever the environment: it is committed, and compared. Quoted is also what readers of YAML 1.1 would take for a
 * date or a boolean, such as the verdicts `yes` and `no`.
 */
export const openApiYaml = (app: App): string =>
  stringify(app.swagger(), { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false })
