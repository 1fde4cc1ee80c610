import type { Caller } from '../../platform/caller.js'
import type { Principal } from './principal.store.js'

export const isEnabled = (principal: Principal | undefined, now: Date): principal is Principal =>
  principal !== undefined && (principal.disabledAt === null || principal.disabledAt > now)

/** Whether a client may name this person as the one who acts: its own officers, and scrutiny's clients its auditors. */
export function mayActFor(client: Principal, person: Principal): boolean {
  if (client.kind !== 'client' || person.kind !== 'person') return false
  if (client.role === 'back-office')
    return person.authoritySlug !== null && person.authoritySlug === client.authoritySlug
  return client.role === 'auditor' && person.role === 'auditor'
}

/** Who a token of this subject and client is, by what is recorded of both now; undefined if it is, or has become, nobody. */
export function callerOf(subject: Principal | undefined, client: Principal | undefined, now: Date): Caller | undefined {
  if (!isEnabled(subject, now) || !isEnabled(client, now)) return undefined
  const { id, role, authoritySlug, operatorId } = subject
  const caller = {
    clientId: client.id,
    personId: subject.kind === 'person' ? id : null,
    role,
    authoritySlug,
    operatorId,
  }
  // An officer acts through the client of an authority, so that both are named; only an auditor may stand alone.
  if (id === client.id) return subject.kind === 'client' || role === 'auditor' ? caller : undefined
  return mayActFor(client, subject) ? caller : undefined
}
