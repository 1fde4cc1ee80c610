import { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** From the head of a request, or from its answer, to the end of its body. */
const BODY_WITHIN_MS = 10_000

const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()

/**
 * Cuts the connection of a request whose body is not here in time: a byte every few seconds would otherwise hold it for as long as the server lets a
 * large file arrive (`requestTimeout` of src/app.ts, which node:http has for all requests alike).
 */
export function limitBodyTime(request: FastifyRequest, reply: FastifyReply): void {
  liftBodyTime(request)
  const { raw } = request
  const { socket } = raw
  // A request that is passed into the app has none.
  if (raw.complete || !hasBody(request) || !(socket instanceof Socket)) return
  const timer = setTimeout(() => {
    if (raw.complete || socket.destroyed) return
    if (reply.raw.headersSent) socket.destroy()
    // As node:http itself tells of it: src/platform/plugins/errors.ts answers.
    else
      request.server.server.emit(
        'clientError',
        Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
        socket,
      )
  }, BODY_WITHIN_MS).unref()
  timers.set(request, timer)
  raw.once('close', () => clearTimeout(timer))
}

/** For whoever reads the body piece by piece and minds its time. */
export const liftBodyTime = (request: FastifyRequest): void => clearTimeout(timers.get(request))

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
