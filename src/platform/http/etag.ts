import type { FastifyRequest } from 'fastify'
import { RefusedRequest } from './problem.js'

/** Versions are small integers; the tag is compared as an exact string, never parsed. */
export const etagOf = (version: number): string => `"${version}"`

/**
 * The version that the caller read, from `If-Match`.
 * @throws RefusedRequest 428 without the header; 412 for a tag that no version can have (weak, `*`, a list).
 */
export function ifMatch(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined)
    throw new RefusedRequest({
      code: 'if-match-missing',
      detail: 'Send If-Match with the ETag of what you read, so that nobody overwrites what they did not see.',
    })
  const version = /^"([1-9][0-9]{0,8})"$/.exec(header)?.[1]
  if (version === undefined)
    throw new RefusedRequest({ code: 'record-changed', detail: 'If-Match is not an ETag of this record.' })
  return Number(version)
}
