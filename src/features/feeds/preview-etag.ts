import type { FastifyRequest } from 'fastify'
import { RefusedRequest } from '../../platform/http/problem.js'

/** Names what a preview showed: two that differ in nothing have the same. Undefined before there is one. */
export const etagOfPreview = ({ previewDigest }: { previewDigest: Uint8Array | null }): string | undefined =>
  previewDigest === null ? undefined : `"${Buffer.from(previewDigest).toString('base64url')}"`

/** @throws RefusedRequest 428 without the header. */
export function previewSeen(request: FastifyRequest): string {
  const header = request.headers['if-match']
  if (header !== undefined) return header
  throw new RefusedRequest({
    code: 'if-match-missing',
    detail: 'Send If-Match with the ETag of the feed as you saw it, so that nobody agrees to what they did not see.',
  })
}
