export { comparePersons, findDriversLike, findEntriesLike, type Found } from './find.action.js'
export { describeDriver, indexDriver, indexEntry } from './index.action.js'
export { dropEntry, findOutdated } from './match.store.js'
export { refreshStatistics } from './statistics.store.js'
