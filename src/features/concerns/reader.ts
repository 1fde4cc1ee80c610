import { officerOf, type Caller } from '../../platform/caller.js'
import type { Reader } from './concern.store.js'

/** As whom a caller reads. A case opens a concern to scrutiny only; to an officer it is open as the own authority's. */
export const readerOf = (caller: Caller | null, caseReference: string | undefined): Reader =>
  caller?.role === 'auditor'
    ? { ownSlug: undefined, hasCase: caseReference !== undefined }
    : { ownSlug: officerOf(caller).authoritySlug }
