import type { FastifyReply, FastifyRequest } from 'fastify'
import { officerOf, type Officer } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { ifMatch } from '../../platform/http/etag.js'
import { write, type WriteOptions } from '../../platform/http/write.js'
import type { Outcome } from '../../platform/outcome.js'
import type { RecordVersion } from './record.store.js'

interface Changing<Body, Change> {
  change: (tx: Tx, deps: Deps, record: RecordVersion, change: Change, officer: Officer) => Promise<Outcome<Body>>
  constraints: NonNullable<WriteOptions['constraints']>
}

/** Answers a PATCH of one record, of the caller's own authority and in the version that the caller read. */
export const changeRecord =
  <Body, Change>(deps: Deps, { change, constraints }: Changing<Body, Change>) =>
  (request: FastifyRequest, reply: FastifyReply, id: string, body: Change): Promise<void> => {
    const version = ifMatch(request)
    return write(
      deps,
      request,
      reply,
      (tx, caller) => {
        const officer = officerOf(caller)
        return change(tx, deps, { id, version, authoritySlug: officer.authoritySlug }, body, officer)
      },
      { constraints },
    )
  }
