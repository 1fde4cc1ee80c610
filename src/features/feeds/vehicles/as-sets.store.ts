import type { Tx } from '../../../platform/db.js'

/**
 * Runs statements on all rows of a file. They were written a moment ago and nobody has counted them yet: the planner takes them for a handful, and joined row by
 * row 400,000 of them would take an hour. Joined as sets, the worst plan is as good as the best. The settings end here, not with the transaction.
 */
export async function asSets<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)`
  const done = await work()
  await tx.$executeRaw`SET LOCAL enable_nestloop TO DEFAULT`
  await tx.$executeRaw`SET LOCAL work_mem TO DEFAULT`
  return done
}
