// How well a person is found among the entries, and how fast: `npm run bench:matching -- --records a.csv --queries b.csv`. The rows of `records` become
// entries of a new register, each row of `queries` one search by the function that the search of the API uses; `rec_id` says who is meant.
//   --without-id                    leaves out the number of each row, which otherwise stands in for the National Insurance number
//   --scale 1000000                 fills the register up to so many entries, with made-up people of the same names, streets and towns
//   --queries-not-on-register c.csv people of whom nothing should be found; without it, made-up ones
//   --quick                         under a minute: fewer searches, not the figures to quote
// Without files: FEBRL data set 3, its originals as records and its duplicates as queries. Runs on the server of TEST_DATABASE_URL, else on one of its own
// (scripts/with-postgres.sh), else on the embedded database. What it says on the way goes to stderr.
import '../scripts/build.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describe, personOf, readPeople } from './people.mjs'
import { strangers } from './strangers.mjs'

const { values: options } = parseArgs({
  options: {
    records: { type: 'string' },
    queries: { type: 'string' },
    'queries-not-on-register': { type: 'string' },
    scale: { type: 'string', default: '0' },
    'without-id': { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
  },
})
if (!options.records !== !options.queries) throw new Error('--records and --queries go together')
const scale = Number(options.scale.replaceAll('_', ''))
if (!Number.isInteger(scale) || scale < 0) throw new Error('--scale is a number of entries')
const withId = !options['without-id']

const here = fileURLToPath(new URL('.', import.meta.url))
/** Relative to where npm was called; npm itself runs this in the folder of package.json. */
const fileOf = (path) => {
  const asked = resolve(process.env.INIT_CWD ?? '', path)
  return existsSync(asked) ? asked : resolve(path)
}

if (!process.env.TEST_DATABASE_URL && !options.embedded) {
  const server = fileURLToPath(new URL('../scripts/with-postgres.sh', import.meta.url))
  const canStart = spawnSync(server, ['true'], { stdio: 'ignore' }).status === 0
  if (canStart) {
    const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
    process.exit(spawnSync(server, command, { stdio: 'inherit' }).status ?? 1)
  }
}

const say = (text) => process.stderr.write(`${text}\n`)
const febrl3 = () => readPeople(`${here}data/febrl3.csv`, withId)
const isOriginal = ({ rec_id: id }) => id.endsWith('-org')
const records = options.records ? readPeople(fileOf(options.records), withId) : febrl3().filter(isOriginal)
const everyQuery = options.queries
  ? readPeople(fileOf(options.queries), withId)
  : febrl3().filter((row) => !isOriginal(row))
const queries = options.quick ? everyQuery.slice(0, 300) : everyQuery
const unknownFile = options['queries-not-on-register']
const unknown = unknownFile
  ? readPeople(fileOf(unknownFile), withId)
  : [...strangers(records, options.quick ? 100 : 1000, 2)]
/** Each row a person, and who that is. A row that does not say ends the run before it began. */
const truth = groupBy(records, personOf)
if (!queries.some((row) => truth.has(personOf(row))))
  throw new Error('no query is about a person of the records: do their rec_id belong together?')
queries.forEach(personOf)

const { addCrowd, addEntries, openRegister } = await import('./register.mjs')
const { inTransaction } = await import('../dist/platform/db.js')
const { findEntriesLike, refreshStatistics } = await import('../dist/features/matching/index.js')
const { chooseCandidates } = await import('../dist/features/entry-searches/choose-candidates.js')

const startedAt = Date.now()
const seconds = () => Math.round((Date.now() - startedAt) / 1000)
const register = await openRegister()
say(`On ${register.database}.`)
try {
  const entries = await addEntries(register, records, withId, say)
  const crowd = Math.max(0, scale - records.length)
  if (crowd > 0) await addCrowd(register, strangers(records, crowd), crowd, withId, say)
  await register.asOwner('VACUUM ANALYZE entry_match')
  await refreshStatistics(register.db, new Date())
  say(`${entries.size + crowd} entries after ${seconds()} s.`)
  report(await measure(entries), entries.size + crowd)
} finally {
  await register.close()
}

/** One search as the API does it: everything in one transaction, and the officer is shown what fits. */
async function search(row) {
  const person = describe(row, withId)
  const begin = performance.now()
  const found = await inTransaction(register.db, (tx) => findEntriesLike(tx, register.secrets, person))
  const ms = performance.now() - begin
  return { ms, found, ...chooseCandidates(found, () => false) }
}

async function measure(entries) {
  // The first searches find cold caches and code not yet compiled.
  for (const row of queries.slice(0, 200)) await search(row)
  const latencies = []
  const bands = { exact: tally(), strong: tally(), possible: tally() }
  let [due, tooMany, hidden] = [0, 0, 0]
  for (const [index, row] of queries.entries()) {
    const { ms, found, shown, outcome } = await search(row)
    latencies.push(ms)
    const person = personOf(row)
    const isRight = ({ objectId }) => entries.has(objectId) && personOf(entries.get(objectId)) === person
    due += truth.get(person)?.length ?? 0
    for (const one of shown) bands[one.band][isRight(one) ? 'right' : 'wrong']++
    if (outcome === 'too-many') tooMany++
    hidden += found.filter((one) => isRight(one) && !shown.includes(one)).length
    if ((index + 1) % 500 === 0) say(`${index + 1} of ${queries.length} searches`)
  }
  const stray = { queries: unknown.length, strongOrExact: 0, possible: 0, tooMany: 0, made: !unknownFile }
  for (const row of unknown) {
    const { shown, outcome } = await search(row)
    if (outcome === 'too-many') stray.tooMany++
    else if (shown.some(({ band }) => band !== 'possible')) stray.strongOrExact++
    else if (shown.length > 0) stray.possible++
  }
  return {
    latencies: latencies.sort((a, b) => a - b),
    bands,
    due,
    tooMany: { queries: tooMany, hiddenMatches: hidden },
    stray,
  }
}

function tally() {
  return { right: 0, wrong: 0 }
}

function report({ latencies, bands, due, tooMany, stray }, size) {
  const at = (share) => round(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0, 2)
  const of = (...names) =>
    scores(
      names.map((name) => bands[name]),
      due,
    )
  const all = of('exact', 'strong', 'possible')
  const figures = {
    bench: 'matching',
    ...all,
    strongExact: of('exact', 'strong'),
    exact: of('exact'),
    byBand: Object.fromEntries(
      Object.entries(bands).map(([band, { right, wrong }]) => [
        band,
        { ...of(band), pairs: right + wrong, right, wrong },
      ]),
    ),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    trueMatches: due,
    tooMany,
    notOnRegister: stray,
    entries: size,
    scale,
    queries: queries.length,
    records: options.records ? basename(options.records) : 'febrl3.csv, originals',
    queried: options.queries ? basename(options.queries) : 'febrl3.csv, duplicates',
    withId,
    quick: options.quick,
    database: register.database,
    node: process.version,
    cpus: cpus().length,
  }
  const line = (name, { recall, precision, f1 }) =>
    `${name.padEnd(14)} recall ${recall}  precision ${precision}  F1 ${f1}`
  console.log(
    `${queries.length} searches of ${size} entries, ${due} true matches, ${withId ? 'with' : 'without'} the number`,
  )
  console.log(line('exact', figures.exact))
  console.log(line('strong, exact', figures.strongExact))
  console.log(line('all', all))
  console.log(`latency: p50 ${figures.p50Ms} ms, p95 ${figures.p95Ms} ms, one client, warm, on ${register.database}`)
  console.log(
    `too many to show: ${tooMany.queries} searches; the ${tooMany.hiddenMatches} true matches found and not shown count as not found`,
  )
  console.log(
    `not on the register: ${stray.queries} searches, ${stray.strongOrExact} strong or exact, ${stray.possible} possible, ${stray.tooMany} too many`,
  )
  if (options.quick) console.log('Quick: fewer searches; not the figures to quote.')
  else if (!options.records) keep(figures)
  console.log(JSON.stringify(figures))
}

/** Of what was shown. Nothing shown: no claim was wrong. */
function scores(parts, due) {
  const right = parts.reduce((sum, part) => sum + part.right, 0)
  const shown = parts.reduce((sum, part) => sum + part.right + part.wrong, 0)
  const recall = right / due
  const precision = shown === 0 ? 1 : right / shown
  const f1 = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
  return { recall: round(recall, 4), precision: round(precision, 4), f1: round(f1, 4) }
}

function round(value, digits) {
  return Number(value.toFixed(digits))
}

/** The latest figures of each kind of run on the files shipped here. */
function keep(figures) {
  const file = `${here}results/matching.json`
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const kind = `${figures.records} / ${figures.queried}, ${figures.entries} entries, ${withId ? 'with' : 'without'} the number`
  mkdirSync(`${here}results`, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...kept, [kind]: figures }, null, 2)}\n`)
}

function groupBy(rows, keyOf) {
  const groups = new Map()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
