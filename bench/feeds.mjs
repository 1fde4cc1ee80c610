// What a vehicle file costs, from its first byte to its licences in force. One run, one machine, several rounds, each on a fresh copy of one loaded
// register and a fresh server; `--quick` stays under a minute or two.
//   copy      COPY of the same rows by the database alone, into two tables (bench/copy-peers.mjs)
//   job       POST /v1/feeds/vehicles until applied: a first file of an authority that had none
//   again     the same licences in other bytes (rows reversed); those bytes once more; and once more with their digest sent before them
//   meanwhile booking checks at a fixed rate, with nothing else to do and during a job
// TEST_DATABASE_URL names the PostgreSQL server, by an owner of databases: `scripts/with-postgres.sh node bench/feeds.mjs`.
import '../scripts/build.mjs'
import { fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { PEERS, copyInto, partsOf, rowsOf } from './copy-peers.mjs'
import { report } from './feeds-report.mjs'
import { load } from './load.mjs'
import { checksAt, percentile } from './open-loop.mjs'

const SERVER = process.env.TEST_DATABASE_URL
if (!SERVER)
  throw new Error('TEST_DATABASE_URL must name a PostgreSQL server: scripts/with-postgres.sh node bench/feeds.mjs')
const { quick, rounds: asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
}).values
const plan = quick
  ? { small: 20_000, large: 40_000, licences: 20_000, rounds: 2, idleS: 3 }
  : { small: 20_000, large: 400_000, licences: 100_000, rounds: 5, idleS: 15 }
if (asked !== undefined) plan.rounds = Number(asked)
const CHECKS_PER_SECOND = 100
const OPERATOR = 'bench.booking-system'
/** Each job is the first of its authority. */
const SENDERS = { small: 'wolverhampton', large: 'leeds', meanwhile: 'birmingham' }

const template = `registry_bench_${process.pid}`
const at = (database) => {
  const url = new URL(SERVER)
  url.pathname = `/${database}`
  return url.toString()
}
const onServer = async (connectionString, work) => {
  const pool = new pg.Pool({ connectionString, max: 1 })
  return work(pool).finally(() => pool.end())
}
const sql = (text) => onServer(SERVER, (pool) => pool.query(text))

async function prepare() {
  const { openServer } = await import('../dist/platform/db.js')
  const { seedAuthorities } = await import('../dist/features/authorities/index.js')
  await sql(`CREATE DATABASE ${template}`)
  const db = await openServer({ url: at(template), poolSize: 1 })
  await seedAuthorities(db)
  await db.close()
  return onServer(at(template), async (pool) => {
    const slugs = await load(pool, plan.licences)
    await pool.query(
      `INSERT INTO principal (id, kind, role, display_name, operator_id, created_at)
       SELECT $1, 'client', 'operator-system', 'Benchmark', id, now() FROM operator ORDER BY id LIMIT 1`,
      [OPERATOR],
    )
    const senders = Object.values(SENDERS)
    await pool.query(
      `INSERT INTO principal (id, kind, role, display_name, authority_slug, created_at)
       SELECT slug || '.feeder', 'client', 'feed-sender', 'Benchmark', slug, now() FROM unnest($1::text[]) slug`,
      [senders],
    )
    await pool.query(`UPDATE authority SET joined_on = '2020-01-01' WHERE slug = ANY ($1)`, [senders])
    const { rows } = await pool.query('SELECT slug, name FROM authority WHERE slug = ANY ($1)', [senders])
    const setting = async (name) => (await pool.query(`SHOW ${name}`)).rows[0][name]
    return {
      slugs,
      names: new Map(rows.map(({ slug, name }) => [slug, name])),
      postgres: await setting('server_version'),
      fsync: await setting('fsync'),
    }
  })
}

const { vehicleLines } = await import('../dist/demo/simulation/vehicle-lines.js')
const { randomFrom } = await import('../dist/demo/simulation/random.js')
const today = new Date().toISOString().slice(0, 10)

/** The lines are the same in every round; only the authority differs from job to job. */
function fileOf(slug, rows) {
  const lines = [...vehicleLines({ name: loaded.names.get(slug) }, rows, 0, today, randomFrom(1))].join('')
  const reversed = lines.trimEnd().split('\n').toReversed().join('\n')
  return { slug, rows, bytes: Buffer.from(lines), reversed: Buffer.from(`${reversed}\n`) }
}

async function startServer(database) {
  const key = () => randomBytes(32).toString('base64')
  const server = fork(fileURLToPath(new URL('server.mjs', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [],
    env: {
      ...process.env,
      DATABASE_URL: at(database),
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
  return {
    port,
    pid: server.pid,
    async token(principal) {
      server.send(principal)
      return (await hear()).token
    },
    async stop() {
      server.disconnect()
      await once(server, 'exit')
    },
  }
}

const residentMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** What `work` makes the process grow by, at its largest. */
async function growthDuring(pid, work) {
  const before = residentMiB(pid)
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, residentMiB(pid))), 20)
  try {
    return { result: await work(), rss: { before, peak, growth: peak - before } }
  } finally {
    clearInterval(timer)
  }
}

/**
 * A file from its first byte until it is applied; milliseconds, and of what they were made.
 * @param isAnnounced whether its digest is sent before it.
 */
async function job(server, slug, bytes, isAnnounced = false) {
  const authorization = `Bearer ${await server.token(`${slug}.feeder`)}`
  const url = `http://127.0.0.1:${server.port}/v1/feeds`
  const digest = { 'repr-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:` }
  const startedAt = Date.now()
  let sentAt = startedAt
  const sent = await fetch(`${url}/vehicles`, {
    method: 'POST',
    duplex: 'half',
    headers: { authorization, prefer: 'wait=60', 'content-type': 'text/csv', ...(isAnnounced ? digest : {}) },
    body: partsOf(bytes, () => (sentAt = Date.now())),
  })
  let feed = await sent.json()
  if (sent.status >= 300) throw new Error(`${slug}: ${sent.status} ${JSON.stringify(feed).slice(0, 400)}`)
  while (feed.state !== 'applied') {
    if (feed.state === 'refused' || feed.personsNeeded > 0) throw new Error(`${slug}: ${JSON.stringify(feed)}`)
    await sleep(100)
    const response = await fetch(`${url}/${feed.id}`, { headers: { authorization } })
    if (!response.ok) throw new Error(`${slug}: ${response.status} while it was waited for`)
    feed = await response.json()
  }
  const doneAt = Date.now()
  const ms = doneAt - startedAt
  if (sent.status === 200) return { ms, feed }
  const on = Object.fromEntries(feed.steps.map(({ step, at: when }) => [step, Date.parse(when)]))
  const parts = {
    sent: sentAt - startedAt,
    validated: on.validated - sentAt,
    compared: on.previewed - on.validated,
    // Its step bears the instant at which it began.
    applied: doneAt - on.previewed,
  }
  return { ms, parts, feed }
}

const expect = (feed, counts) => {
  for (const [key, value] of Object.entries(counts))
    if (feed.counts.total[key] !== value) throw new Error(`${key}: ${feed.counts.total[key]} in place of ${value}`)
}

async function jobAndAgain(server, { slug, rows, bytes, reversed }) {
  const { result: first, rss } = await growthDuring(server.pid, () => job(server, slug, bytes))
  expect(first.feed, { added: rows, missing: 0 })
  const otherBytes = await job(server, slug, reversed)
  expect(otherBytes.feed, { added: 0, unchanged: rows })
  const sameBytes = await job(server, slug, reversed)
  const announced = await job(server, slug, reversed, true)
  const again = { otherBytes: otherBytes.ms, sameBytes: sameBytes.ms, announced: announced.ms }
  return { rows, ms: first.ms, parts: first.parts, rss, again }
}

async function checksDuring(server, work) {
  const token = await server.token(OPERATOR)
  const bodyOf = (n) => {
    const licence = 1 + ((n * 7919) % plan.licences)
    return {
      authority: loaded.slugs[licence % loaded.slugs.length],
      badgeNumber: `D${licence}`,
      surname: `Surname${licence}`,
    }
  }
  const checks = checksAt({ perSecond: CHECKS_PER_SECOND, port: server.port, token, bodyOf })
  await work()
  const latencies = await checks.stop()
  return { checks: latencies.length, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
}

async function round(number) {
  const database = `${template}_${number}`
  await sql(`CREATE DATABASE ${database} TEMPLATE ${template}`)
  const server = await startServer(database)
  const measured = {}
  const stretches = {
    async copy() {
      measured.copy = {}
      for (const size of ['small', 'large'])
        measured.copy[size] = Object.fromEntries(
          await inTurn(PEERS, async (peer) => [peer, await copyInto(peer, at(database), rows[size])]),
        )
    },
    async small() {
      measured.small = await jobAndAgain(server, files.small)
    },
    async large() {
      measured.large = await jobAndAgain(server, files.large)
    },
    async meanwhile() {
      const idle = await checksDuring(server, () => sleep(plan.idleS * 1000))
      const busy = await checksDuring(server, () => job(server, SENDERS.meanwhile, files.meanwhile.bytes))
      measured.checks = { idle, busy }
    },
  }
  try {
    await checksDuring(server, () => sleep(2_000))
    const names = Object.keys(stretches)
    // Each in turn is the first.
    for (const name of [...names.slice(number % names.length), ...names.slice(0, number % names.length)])
      await stretches[name]()
    return measured
  } finally {
    await server.stop()
    await sql(`DROP DATABASE ${database} WITH (FORCE)`)
  }
}

async function inTurn(items, work) {
  const results = []
  for (const item of items) results.push(await work(item))
  return results
}

const loaded = await prepare()
console.log(`${plan.licences} licences loaded; PostgreSQL ${loaded.postgres}, fsync ${loaded.fsync}`)
const files = {
  small: fileOf(SENDERS.small, plan.small),
  large: fileOf(SENDERS.large, plan.large),
  meanwhile: fileOf(SENDERS.meanwhile, plan.large),
}
const rows = {
  small: rowsOf(files.small.bytes, SENDERS.small),
  large: rowsOf(files.large.bytes, SENDERS.large),
}
const rounds = []
try {
  for (let number = 0; number < plan.rounds; number++) {
    rounds.push(await round(number))
    const { large, copy, checks } = rounds.at(-1)
    console.log(
      `${large.rows} rows in ${Math.round(large.ms)} ms ${JSON.stringify(large.parts)}; COPY ${Math.round(copy.large.likewise)} ms; ` +
        `grew ${Math.round(large.rss.growth)} MiB; check p99 ${checks.idle.p99.toFixed(1)} -> ${checks.busy.p99.toFixed(1)} ms`,
    )
  }
} finally {
  await sql(`DROP DATABASE ${template} WITH (FORCE)`)
}
report(rounds, plan, { quick, checksPerSecond: CHECKS_PER_SECOND, postgres: loaded.postgres, fsync: loaded.fsync })
