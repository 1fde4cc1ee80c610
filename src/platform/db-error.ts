interface DriverError {
  originalCode?: string
  originalMessage?: string
}

/**
 * What PostgreSQL itself said, whether Prisma, its adapter or pg reports it.
 * @returns SQLSTATE and, where the message names one, the constraint; undefined if the error is not the database's.
 */
export function databaseError(error: unknown): { sqlState: string; constraint: string | undefined } | undefined {
  if (!(error instanceof Error)) return undefined
  const meta = (error as { meta?: { driverAdapterError?: { cause?: DriverError } } }).meta
  const cause = meta?.driverAdapterError?.cause ?? (error.cause as DriverError | undefined)
  const sqlState = cause?.originalCode ?? (error as { code?: unknown }).code
  // Prisma's own codes (P1001, P2028) look like a SQLSTATE; PostgreSQL has none of that class but P0.
  if (typeof sqlState !== 'string' || !/^(?!P[1-9])[0-9A-Z]{5}$/.test(sqlState)) return undefined
  return { sqlState, constraint: /constraint "([^"]+)"/.exec(cause?.originalMessage ?? error.message)?.[1] }
}

const RETRY = new Set(['40001', '40P01'])

/** Deadlock or serialization failure: the transaction was undone whole, so doing it again is safe. */
export function isWorthRetrying(error: unknown): boolean {
  return RETRY.has(databaseError(error)?.sqlState ?? '') || (error as { code?: unknown }).code === 'P2034'
}

const UNAVAILABLE = /^(08|53|57|58|25P0[34])|^(55P03|XX000)$/
const UNREACHABLE = /ECONN|ETIMEDOUT|EPIPE|timeout|Timeout|terminat|not queryable|Can't reach|Connection/

/** Gone, full, shutting down or too slow: the caller should come back, and must not take it for an answer. */
export function isUnavailable(error: unknown): boolean {
  const state = databaseError(error)?.sqlState
  if (state !== undefined) return UNAVAILABLE.test(state)
  const code = (error as { code?: unknown } | undefined)?.code
  if (
    code === 'P2024' ||
    code === 'P2028' ||
    code === 'P1001' ||
    code === 'P1002' ||
    code === 'P1008' ||
    code === 'P1017'
  )
    return true
  return (
    error instanceof Error &&
    error.constructor.name !== 'TypeError' &&
    (UNREACHABLE.test(error.message) || UNREACHABLE.test(String(code)))
  )
}
