import type { FastifyRequest } from 'fastify'
import { londonDate } from '../../domain/calendar.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { findKeepers } from '../authorities/index.js'
import { readForm, RegisterForm } from './register-form.js'
import { viewOf } from './register-view.js'
import { searchRegister } from './search-register.action.js'

/** The page of the register: a form, and below it what it found. */
export function showRegister(app: App, deps: Deps, limit: (request: FastifyRequest) => Promise<void>): void {
  app.get(
    '/register',
    {
      config: { isPage: true },
      onSend: cacheable(60),
      schema: { operationId: 'showRegister', hide: true, querystring: RegisterForm },
    },
    async (request, reply) => {
      const now = deps.clock.now()
      const today = londonDate(now.getTime())
      const authorities = await inTransaction(deps.db, (tx) => findKeepers(tx, today))
      const { faults, asked } = readForm(request.query, authorities)
      const faultAt = Object.fromEntries(faults.map(({ field, text }) => [field, { text }]))
      const page = { page: 'register', authorities, values: request.query, faults, faultAt }
      if (faults.length > 0) return reply.code(400).header('cache-control', 'no-store').view('register.njk', page)
      if (!asked) return reply.view('register.njk', page)
      await limit(request)
      const answer = await inTransaction(deps.db, (tx) => searchRegister(tx, asked.authority, asked.search, now))
      return reply.view('register.njk', { ...page, result: viewOf(answer, asked.search, asked.authority, today) })
    },
  )
}
