import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { FeedTemplate, TemplateParams } from './feed-template.schema.js'
import { TEMPLATES } from './records/template.js'

export function getFeedTemplate(app: App): void {
  app.get(
    '/v1/feed-templates/:template',
    {
      onSend: cacheable(3_600),
      schema: {
        operationId: 'getFeedTemplate',
        summary: 'Download an example of a file',
        description:
          'A whole file as sendDriverFeed, sendOperatorFeed or sendVehicleFeed takes it, of people and firms that do not exist: the columns to fill, and a row ' +
          'for each of the things that a file can say. What each column holds is written in docs/feed-format.md.',
        tags: ['feeds'],
        params: TemplateParams,
        response: {
          200: {
            content: { 'text/csv': { schema: FeedTemplate }, 'application/x-ndjson': { schema: FeedTemplate } },
          },
          ...publicProblems(),
        },
      },
    },
    async (request, reply) => {
      const { type, text } = TEMPLATES[request.params.template]
      return reply
        .header('content-disposition', `attachment; filename="${request.params.template}"`)
        .type(`${type}; charset=utf-8`)
        .send(text)
    },
  )
}
