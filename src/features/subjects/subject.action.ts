import type { LicenceClass } from '../../domain/words.js'
import type { Outcome } from '../../platform/outcome.js'
import type { Stored } from './record.store.js'

export const RECORD_CHANGED = {
  ok: false as const,
  refusal: { code: 'record-changed' as const, detail: 'Somebody changed the record after you read it. Read it again.' },
}

/** `stored`: the record read back inside the transaction. */
export const created = <Body extends { id: string }>(kind: LicenceClass, stored: Stored<Body> | undefined) => ({
  ...written(kind, stored),
  location: `/v1/${kind}s/${stored?.body.id}`,
})

export const changed = <Body extends { id: string }>(kind: LicenceClass, stored: Stored<Body> | undefined) => ({
  ...written(kind, stored),
  status: 200,
})

function written<Body extends { id: string }>(kind: LicenceClass, stored: Stored<Body> | undefined) {
  if (!stored) throw new Error(`the ${kind} just written cannot be read back`)
  const { body, version } = stored
  return { ok: true, body, object: { kind, id: body.id }, version } satisfies Outcome<Body>
}
