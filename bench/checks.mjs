// What a booking check costs. One run, one machine, five kinds of request to one server in turn, several rounds; `--quick` stays under a minute.
//   constant  answers without any data, after the same token check, validation and serialisation
//   check     POST /v1/booking-checks: badge and surname, receipt kept
//   vehicle   the same, and a vehicle by its plate: its licence and its camera
//   raw       one prepared point read by pg for each request; no receipt
//   prisma    Prisma findUnique for each request; no receipt
// TEST_DATABASE_URL names the PostgreSQL server, by an owner of databases: `scripts/with-postgres.sh node bench/checks.mjs`.
import '../scripts/build.mjs'
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import pg from 'pg'
import { load } from './load.mjs'

const SERVER = process.env.TEST_DATABASE_URL
if (!SERVER)
  throw new Error('TEST_DATABASE_URL must name a PostgreSQL server: scripts/with-postgres.sh node bench/checks.mjs')
const quick = process.argv.includes('--quick')
const plan = quick ? { licences: 20_000, rounds: 3, seconds: 2 } : { licences: 400_000, rounds: 7, seconds: 6 }
const CONNECTIONS = 50
const CLIENT = 'bench.booking-system'

const database = `registry_bench_${process.pid}`
const url = new URL(SERVER)
url.pathname = `/${database}`
const onServer = async (connectionString, work) => {
  const pool = new pg.Pool({ connectionString, max: 1 })
  return work(pool).finally(() => pool.end())
}

async function prepare() {
  const { openServer } = await import('../dist/platform/db.js')
  const { seedAuthorities } = await import('../dist/features/authorities/index.js')
  await onServer(SERVER, (pool) => pool.query(`CREATE DATABASE ${database}`))
  const db = await openServer({ url: url.toString(), poolSize: 1 })
  await seedAuthorities(db)
  await db.close()
  return onServer(url.toString(), async (pool) => {
    const slugs = await load(pool, plan.licences)
    await pool.query(
      `INSERT INTO principal (id, kind, role, display_name, operator_id, created_at)
       SELECT $1, 'client', 'operator-system', 'Benchmark', id, now() FROM operator ORDER BY id LIMIT 1`,
      [CLIENT],
    )
    const setting = async (name) => (await pool.query(`SHOW ${name}`)).rows[0][name]
    return { slugs, postgres: await setting('server_version'), fsync: await setting('fsync') }
  })
}

function questionOf(n, slugs, name) {
  const question = { authority: slugs[n % slugs.length], badgeNumber: `D${n}`, surname: `Surname${n}` }
  if (name !== 'vehicle') return question
  // A vehicle of the same authority; there is one to every fourth driver.
  const vehicles = Math.floor(plan.licences / 4 / slugs.length) * slugs.length
  return { ...question, vehicle: { plateNumber: `V${n % vehicles || vehicles}` } }
}

let checksAnswered = 0

/** One stretch of load; every connection has 200 licences of its own, so that nothing is read twice in a row. */
async function stretch(port, token, path, seconds, bodyOf) {
  const instance = autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: (client) =>
      client.setRequests(
        Array.from({ length: 200 }, () => ({
          method: 'POST',
          path,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(bodyOf(1 + Math.floor(Math.random() * plan.licences))),
        })),
      ),
  })
  const result = await instance
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx} answers not 2xx, ${result.errors} errors`)
  if (path === PATHS.check) checksAnswered += result['2xx']
  return { perSecond: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}

const startedAt = Date.now()
const { slugs, postgres, fsync } = await prepare()
const loadedInS = Math.round((Date.now() - startedAt) / 1000)
console.log(
  `${plan.licences} drivers' licences of ${slugs.length} authorities loaded in ${loadedInS} s; PostgreSQL ${postgres}, fsync ${fsync}`,
)

const key = () => randomBytes(32).toString('base64')
const server = fork(fileURLToPath(new URL('server.mjs', import.meta.url)), {
  // The log is written, as in production, and thrown away.
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: {
    ...process.env,
    DATABASE_URL: url.toString(),
    REGISTRY_ENCRYPTION_KEY: key(),
    REGISTRY_INDEX_KEY: key(),
    REGISTRY_ISSUER: 'http://bench.example',
    RATE_LIMIT_CLIENT: '100000000',
    NODE_ENV: 'production',
  },
})
const hear = () => new Promise((resolve) => server.once('message', resolve))
server.once('exit', (code) => {
  if (code) throw new Error(`the server ended with ${code}`)
})
const { port } = await hear()

const PATHS = {
  constant: '/bench/constant',
  check: '/v1/booking-checks',
  vehicle: '/v1/booking-checks',
  raw: '/bench/raw',
  prisma: '/bench/prisma',
}
const names = Object.keys(PATHS)
const run = async (name, seconds) => {
  server.send(CLIENT)
  const { token } = await hear()
  return stretch(port, token, PATHS[name], seconds, (n) => questionOf(n, slugs, name))
}

/** A check that left no receipt would be measured for half its work. */
async function expectReceipts() {
  const { rows } = await onServer(url.toString(), (pool) =>
    pool.query('SELECT count(*)::int AS kept FROM booking_check'),
  )
  if (rows[0].kept < checksAnswered) throw new Error(`${checksAnswered} checks answered, ${rows[0].kept} receipts kept`)
}

/** A route that answered anything but yes would be measured for the wrong work. */
async function expectYes(name) {
  server.send(CLIENT)
  const { token } = await hear()
  const response = await fetch(`http://127.0.0.1:${port}${PATHS[name]}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(questionOf(plan.licences, slugs, name)),
  })
  const { licensed, vehicle } = await response.json()
  if (name === 'vehicle' && vehicle?.cctv !== 'compliant') throw new Error(`vehicle: ${JSON.stringify(vehicle)}`)
  if (licensed !== 'yes') throw new Error(`${name}: ${response.status}, licensed ${licensed}`)
}

try {
  for (const name of names) await expectYes(name)
  for (const name of names) await run(name, quick ? 1 : 3)
  const rounds = []
  for (let i = 0; i < plan.rounds; i++) {
    const round = {}
    // Each in turn is the first, so that no variant always follows the same one.
    for (const name of [...names.slice(i % names.length), ...names.slice(0, i % names.length)])
      round[name] = await run(name, plan.seconds)
    rounds.push(round)
    console.log(names.map((name) => `${name} ${Math.round(round[name].perSecond)}/s`).join('  '))
  }
  await expectReceipts()
  report(rounds)
} finally {
  server.disconnect()
  await once(server, 'exit')
  await onServer(SERVER, (pool) => pool.query(`DROP DATABASE ${database} WITH (FORCE)`))
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const round = (value) => Math.round(value * 1000) / 1000
  return { median: round(sorted[Math.floor(sorted.length / 2)]), min: round(sorted[0]), max: round(sorted.at(-1)) }
}

function report(rounds) {
  const ratio = (of, to) => spread(rounds.map((round) => round[of].perSecond / round[to].perSecond))
  const ratioTo = (name) => ratio('check', name)
  const figures = {
    bench: 'checks',
    ratioToConstant: ratioTo('constant'),
    ratioToRawRead: ratioTo('raw'),
    ratioToPrisma: ratioTo('prisma'),
    vehicleToCheck: ratio('vehicle', 'check'),
    p50Ms: spread(rounds.map((round) => round.check.p50)).median,
    p99Ms: spread(rounds.map((round) => round.check.p99)).median,
    perSecond: Object.fromEntries(names.map((name) => [name, spread(rounds.map((round) => round[name].perSecond))])),
    licences: plan.licences,
    connections: CONNECTIONS,
    rounds: plan.rounds,
    secondsEach: plan.seconds,
    quick,
    postgres,
    fsync,
    node: process.version,
    cpus: cpus().length,
  }
  console.log(`check / constant ${text(figures.ratioToConstant)}`)
  console.log(`check / raw      ${text(figures.ratioToRawRead)}`)
  console.log(`check / prisma   ${text(figures.ratioToPrisma)}`)
  console.log(`with vehicle / check ${text(figures.vehicleToCheck)}`)
  console.log(`check latency: p50 ${figures.p50Ms} ms, p99 ${figures.p99Ms} ms at ${CONNECTIONS} connections`)
  if (quick) console.log('Quick: fewer licences and shorter rounds; not the figures to quote.')
  if (fsync !== 'on') console.log('fsync is off on this server: a commit did not wait for the disk.')
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}checks.json`, `${JSON.stringify(figures, null, 2)}\n`)
  console.log(JSON.stringify(figures))
}

function text({ median, min, max }) {
  return `${median} (${min} to ${max})`
}
