import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { currentKey, publicKeys } from './signing-key.store.js'
import { KeySet } from './token.schema.js'

export function getKeys(app: App, deps: Deps): void {
  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        operationId: 'getKeys',
        summary: 'Read the public keys of access tokens',
        description: 'A rotated key stays in the list until the last token under it is over.',
        tags: ['access'],
        response: { ...publicProblems(), 200: KeySet },
      },
    },
    async (_request, reply) => {
      // Makes the first one, should nobody have asked for a token yet: a set is never empty.
      await currentKey(deps)
      return reply.header('cache-control', 'public, max-age=300').send({ keys: await publicKeys(deps) })
    },
  )
}
