import { londonDate } from '../domain/calendar.js'
import type { Deps } from '../platform/deps.js'
import { addCast, isInUse, joinAll } from './cast.store.js'
import { loadNeighbours } from './neighbours.js'
import { makeScribe } from './scribe.js'
import { loadStandards } from './standards.js'
import { loadTruthTable } from './truth-table.js'

export { simulatedFiles } from './simulation/files.js'
export { simulate } from './simulation/simulate.js'
export { simulateCommand } from './simulation/simulate.cli.js'

/**
 * Loads the demonstration data into an empty registry, over its own API. Names, numbers and ids are the same everywhere; dates count from the day
 * of the load. A load that was cut short goes on where it stopped.
 * @param onBegin called once if there is something to load, which takes a while.
 * @returns false if the registry is in use: then nothing is loaded.
 */
export async function loadDemonstration(deps: Deps, onBegin?: () => void): Promise<boolean> {
  if (await isInUse(deps.db)) return false
  onBegin?.()
  const startedAt = await addCast(deps.db, deps.clock.now())
  const scribe = await makeScribe(deps, londonDate(startedAt.getTime()))
  try {
    await loadStandards(scribe)
    await loadTruthTable(scribe)
    await loadNeighbours(scribe, deps.db, startedAt)
  } finally {
    await scribe.close()
  }
  await joinAll(deps.db, startedAt)
  return true
}
