import type { Role } from '../domain/words.js'

/** Who calls, as the registry's own tables say: never taken from a request's body or a token's claims beyond its subject. */
export interface Caller {
  clientId: string
  /** The named officer or auditor; null where a system calls for itself. */
  personId: string | null
  role: Role
  /** The authority that the caller speaks for. */
  authoritySlug: string | null
  /** The operator that the caller speaks for. */
  operatorId: string | null
}

/** An officer: a person who speaks for an authority. */
export interface Officer extends Caller {
  personId: string
  authoritySlug: string
}

/** The officer who calls a route that the permission table keeps for officers. @throws if the table and the caller disagree: a fault of ours. */
export function officerOf(caller: Caller | null): Officer {
  const { personId = null, authoritySlug = null } = caller ?? {}
  if (caller === null || personId === null || authoritySlug === null)
    throw new Error('the caller is no officer of an authority')
  return { ...caller, personId, authoritySlug }
}

/** The authority beyond whose objects the caller may not read; undefined for scrutiny, which reads everybody's. @throws if the caller is neither. */
export function ownSlugOf(caller: Caller | null): string | undefined {
  if (caller?.role === 'auditor') return undefined
  if (!caller?.authoritySlug) throw new Error('the caller speaks for no authority')
  return caller.authoritySlug
}
