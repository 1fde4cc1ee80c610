// Writes seed/authorities.json: `node scripts/make-authorities.mjs <folder>`, where the folder holds the two CSV files named below.
// Run once per release of the source; the result is committed and read by a person.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

const folder = process.argv[2]
if (!folder) throw new Error('usage: node scripts/make-authorities.mjs <folder of the source files>')
const read = (file) => parse(readFileSync(join(folder, file)), { columns: true, bom: true, trim: true })
const source = read('uk_local_authorities_current.csv')
const roles = new Map(read('derived_lower_tier_361.csv').map((row) => [row.la_code, row.taxi_licensing_role_DERIVED]))

const NATIONS = { England: 'england', Wales: 'wales', Scotland: 'scotland', 'Northern Ireland': 'northern-ireland' }

/** Where the source's short name is not the area's: one that says "Council", one spelt against the council's own usage. */
const NAMES = { DST: 'Dorset', RCT: 'Rhondda Cynon Taf' }

/** New codes later than the source. ONS gives the year, 2025. */
const RECODED = { E08000016: 'E08000038', E08000019: 'E08000039' }

/** Bodies that license and are no local authority. */
const TFL = {
  slug: 'tfl',
  gssCode: 'E12000007',
  name: 'Transport for London',
  officialName: 'Transport for London',
  nation: 'england',
  jurisdiction: 'london',
  startsOn: null,
  endsOn: null,
}
const DVA = {
  slug: 'dva',
  gssCode: 'N92000002',
  name: 'DfI (DVA)',
  officialName: 'Department for Infrastructure (Driver & Vehicle Agency)',
  nation: 'northern-ireland',
  jurisdiction: 'northern-ireland',
  startsOn: null,
  endsOn: null,
}

const nameOf = (row) => NAMES[row['local-authority-code']] ?? row['nice-name']
const slugOf = (row) =>
  nameOf(row)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
const codeOf = (row) => RECODED[row['gss-code']] ?? row['gss-code']

// Districts and unitary authorities license. Counties never did, nor do combined authorities. Isles of Scilly is left out: without it the list
// counts 263 English authorities with TfL, as the Department for Transport does.
const TIERS = new Set(['NMD', 'UA', 'MD', 'WPA', 'SCO'])
const licenses = (row) => TIERS.has(row['local-authority-type']) && row['local-authority-code'] !== 'IOS'
const rows = source.filter(licenses)
const byCode = new Map(rows.map((row) => [row['local-authority-code'], row]))

// Councils begin on 1 April. Every other date in the source (May and June 2005, July 1996) is the day on which a register took the row in.
const startsOn = (row) => (row['start-date'].endsWith('-04-01') ? row['start-date'] : null)

const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

const successors = (row) =>
  row['replaced-by']
    .split(',')
    .filter(Boolean)
    .map((code) => byCode.get(code))

// The source gives some bodies their last day and others their successor's first. The successor's first day is certain: the last is the day before.
function endsOn(row) {
  if (!row['end-date']) return null
  const [successor] = successors(row)
  const first = successor && startsOn(successor)
  if (!first) throw new Error(`${row['nice-name']}: abolished without a dated successor`)
  const last = dayBefore(first)
  if (row['end-date'] !== last && row['end-date'] !== first)
    throw new Error(`${row['nice-name']}: ends on ${row['end-date']}, expected ${last}`)
  return last
}

function jurisdiction(row) {
  if (codeOf(row) === 'E06000026') return 'plymouth'
  return row.nation === 'Scotland' ? 'scotland' : 'england-and-wales'
}

const authorities = [
  ...rows.map((row) => ({
    slug: slugOf(row),
    gssCode: codeOf(row),
    name: nameOf(row),
    officialName: row['official-name'],
    nation: NATIONS[row.nation],
    jurisdiction: jurisdiction(row),
    startsOn: startsOn(row),
    endsOn: endsOn(row),
  })),
  TFL,
  DVA,
]

// The source does not date recodings, hence no last day.
const recoded = rows.flatMap((row) =>
  [
    ...row['former-gss-codes'].split(',').filter(Boolean),
    ...(codeOf(row) === row['gss-code'] ? [] : [row['gss-code']]),
  ].map((code) => ({
    code,
    authoritySlug: slugOf(row),
    reason: 'recoded',
    name: nameOf(row),
    endsOn: null,
  })),
)
const AREAS = { LBO: 'tfl', CC: 'tfl', NID: 'dva' }
const areas = source
  .filter((row) => AREAS[row['local-authority-type']] && !row['end-date'])
  .map((row) => ({
    code: row['gss-code'],
    authoritySlug: AREAS[row['local-authority-type']],
    reason: 'area',
    name: row['nice-name'],
    endsOn: null,
  }))

const successions = rows.flatMap((row) =>
  successors(row).map((successor) => ({
    predecessorSlug: slugOf(row),
    successorSlug: slugOf(successor),
    effectiveOn: startsOn(successor),
  })),
)

// The second file says which current councils license; it must not know one more or one fewer than the rules above.
for (const row of source.filter((row) => roles.has(row['local-authority-code']))) {
  const does = roles.get(row['local-authority-code']).startsWith('licenses')
  if (does !== licenses(row)) throw new Error(`${row['nice-name']}: the two sources disagree on whether it licenses`)
}
for (const key of ['slug', 'gssCode']) {
  const seen = new Set()
  for (const authority of authorities) {
    if (seen.has(authority[key])) throw new Error(`${key} twice: ${authority[key]}`)
    seen.add(authority[key])
  }
}

const by = (key) => (a, b) => (a[key] < b[key] ? -1 : 1)
const lines = (list) => `[\n    ${list.map((item) => JSON.stringify(item)).join(',\n    ')}\n  ]`
writeFileSync(
  new URL('../seed/authorities.json', import.meta.url),
  `{
  "authorities": ${lines(authorities.toSorted(by('slug')))},
  "formerCodes": ${lines([...recoded, ...areas].toSorted(by('code')))},
  "successions": ${lines(successions.toSorted(by('predecessorSlug')))}
}
`,
)
console.log(
  `${authorities.length} authorities, ${recoded.length} recoded, ${areas.length} areas, ${successions.length} successions`,
)
