import { randomBytes, randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { v7 } from 'uuid'
import { buildApp } from '../../src/app.js'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import type { Clock } from '../../src/platform/clock.js'
import { readConfig } from '../../src/platform/config.js'
import type { Db } from '../../src/platform/db.js'
import type { Deps } from '../../src/platform/deps.js'
import type { App } from '../../src/platform/http/app.js'
import { makeLog } from '../../src/platform/log.js'
import { makeSecrets } from '../../src/platform/secrets.js'
import { SCRUTINY } from './cast.js'
import { openTestDatabase } from './database.js'

export interface TestClock extends Clock {
  set(instant: string): void
}

/** Stands still at the instant given until it is set again. */
function clockAt(instant: string): TestClock {
  let now = new Date(instant)
  return {
    now: () => new Date(now),
    set(next) {
      now = new Date(next)
    },
  }
}

export interface Registry {
  app: App
  deps: Deps
  db: Db
  clock: TestClock
  /** A caller with a token of this principal: `registry.as('rotherham.officer').post('/v1/...', body)`. */
  as(principal: string): Person
  /** A caller without a token. */
  anyone: Person
  close(): Promise<void>
}

export interface Person {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** With a fresh Idempotency-Key unless `headers` has one. */
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  patch(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  send(options: InjectOptions): Promise<LightMyRequestResponse>
}

/** The registry behind its front door, on a real database of its own. Monday 2 March 2026, 09:00 unless said otherwise. */
export async function startRegistry(
  options: { at?: string; env?: Record<string, string>; db?: Db } = {},
): Promise<Registry> {
  const clock = clockAt(options.at ?? '2026-03-02T09:00:00Z')
  const db = options.db ?? (await openTestDatabase())
  const config = readConfig({
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PUBLIC: '1000000',
    RATE_LIMIT_REGISTER: '1000000',
    RATE_LIMIT_CLIENT: '1000000',
    SEARCH_ANSWER_QUANTUM_MS: '1',
    SEARCH_LIMIT_OFFICER_HOUR: '1000000',
    SEARCH_LIMIT_OFFICER_DAY: '1000000',
    SEARCH_LIMIT_AUTHORITY_HOUR: '1000000',
    SEARCH_LIMIT_AUTHORITY_DAY: '1000000',
    ...options.env,
  })
  const key = () => randomBytes(32).toString('base64')
  const deps: Deps = { config, clock, db, log: makeLog(config), secrets: makeSecrets(key(), key()), newId: v7 }
  const app = await buildApp(deps)
  await app.ready()
  // The first token makes the signing key: not in the middle of a race that a test is about.
  if (!options.db) await tokenForEvaluation(deps, SCRUTINY)
  const person = (principal?: string): Person => {
    const send = async (request: InjectOptions) => {
      const authorization =
        principal === undefined ? {} : { authorization: `Bearer ${await tokenForEvaluation(deps, principal)}` }
      return app.inject({ ...request, headers: { ...authorization, ...request.headers } })
    }
    const body = (payload: unknown) => (payload === undefined ? {} : { payload: payload as object })
    const fresh = () => ({ 'idempotency-key': randomUUID() })
    return {
      send,
      get: (url, headers) => send({ method: 'GET', url, headers: { ...headers } }),
      post: (url, payload, headers) =>
        send({ method: 'POST', url, headers: { ...fresh(), ...headers }, ...body(payload) }),
      patch: (url, payload, headers) =>
        send({ method: 'PATCH', url, headers: { ...fresh(), ...headers }, ...body(payload) }),
    }
  }
  const close = async () => {
    await app.close()
    await db.close()
  }
  return { app, deps, db, clock, as: person, anyone: person(), close }
}
