import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * `onSend` of a route whose answer is the same for everybody: any cache may keep it for so many seconds. Its ETag is of the very text, so whoever has that
 * text already is told 304 instead. Errors pass as they are.
 */
export function cacheable(seconds: number) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
    const tag = `"${createHash('sha256').update(payload).digest('base64url')}"`
    void reply.headers({ etag: tag, 'cache-control': `public, max-age=${seconds}` })
    if (!names(request.headers['if-none-match'], tag)) return payload
    void reply.code(304)
    return ''
  }
}

/** A weak tag compares as the strong one that it was made of: proxies weaken what they compress (RFC 9110 s.13.1.2). */
const names = (header: string | undefined, tag: string): boolean =>
  header?.trim() === '*' || (header?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag) ?? false)
