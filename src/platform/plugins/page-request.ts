import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page for people, not an operation of the interface. */
    isPage?: boolean
  }
}

/** Whether the answer is for a person to read: that of a page's route, or to a browser that went where nothing is. */
export const isForPeople = (request: FastifyRequest): boolean =>
  request.is404 ? /\btext\/html\b/.test(request.headers.accept ?? '') : request.routeOptions.config.isPage === true

/** Everything from this address and nothing inline; forms are sent nowhere else; no other site may frame a page. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'"
