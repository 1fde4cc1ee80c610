// What the rounds of bench/feeds.mjs say together: medians and ranges, and whether the targets are met.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { PEERS } from './copy-peers.mjs'

const PARTS = ['sent', 'validated', 'compared', 'applied']
const AGAIN = { otherBytes: 'rows reversed', sameBytes: 'same bytes', announced: 'digest sent first' }

function spread(rounds, of) {
  const sorted = rounds.map(of).toSorted((a, b) => a - b)
  const short = (value) => Math.round(value * 1000) / 1000
  return { median: short(sorted[Math.floor(sorted.length / 2)]), min: short(sorted[0]), max: short(sorted.at(-1)) }
}

/** Prints it, and keeps it in bench/results/feeds.json. */
export function report(rounds, plan, { quick, checksPerSecond, postgres, fsync }) {
  const over = (of) => spread(rounds, of)
  const sizes = Object.fromEntries(
    ['small', 'large'].map((size) => [
      size,
      {
        rows: plan[size],
        rowsPerSecond: over((one) => (plan[size] * 1000) / one[size].ms),
        ratioToCopy: Object.fromEntries(
          PEERS.map((peer) => [peer, over((one) => one.copy[size][peer] / one[size].ms)]),
        ),
        timesFaster: Object.fromEntries(
          Object.keys(AGAIN).map((how) => [how, over((one) => one[size].ms / one[size].again[how])]),
        ),
        partsMs: Object.fromEntries(PARTS.map((part) => [part, over((one) => one[size].parts[part])])),
        rssBeforeMiB: over((one) => one[size].rss.before),
        rssGrowthMiB: over((one) => one[size].rss.growth),
      },
    ]),
  )
  const checks = {
    perSecond: checksPerSecond,
    idleP50Ms: over((one) => one.checks.idle.p50),
    idleP99Ms: over((one) => one.checks.idle.p99),
    busyP50Ms: over((one) => one.checks.busy.p50),
    busyP99Ms: over((one) => one.checks.busy.p99),
    p99Ratio: over((one) => one.checks.busy.p99 / one.checks.idle.p99),
  }
  const targets = {
    'job at least 0.25 of COPY': sizes.large.ratioToCopy.likewise.median >= 0.25,
    'the same bytes again at least 3 times faster': sizes.large.timesFaster.sameBytes.median >= 3,
    'the same licences in other bytes at least 3 times faster': sizes.large.timesFaster.otherBytes.median >= 3,
    'check p99 at most 3 times idle': checks.p99Ratio.median <= 3,
    'growth under 200 MiB': sizes.large.rssGrowthMiB.max < 200,
  }
  for (const [size, figures] of Object.entries(sizes)) {
    console.log(`${size}: ${figures.rows} rows, ${text(figures.rowsPerSecond)} rows a second`)
    for (const peer of PEERS) console.log(`  / COPY ${peer.padEnd(9)} ${text(figures.ratioToCopy[peer])}`)
    for (const [how, words] of Object.entries(AGAIN))
      console.log(`  again, ${words} ${text(figures.timesFaster[how])} times faster`)
    for (const [part, ms] of Object.entries(figures.partsMs)) console.log(`  ${part.padEnd(9)} ${text(ms)} ms`)
    console.log(`  server grew by ${text(figures.rssGrowthMiB)} MiB from ${figures.rssBeforeMiB.median}`)
  }
  console.log(`checks, ${checksPerSecond} a second: p50 ${text(checks.idleP50Ms)} -> ${text(checks.busyP50Ms)} ms`)
  console.log(`  p99 ${text(checks.idleP99Ms)} -> ${text(checks.busyP99Ms)} ms, ratio ${text(checks.p99Ratio)}`)
  for (const [target, isMet] of Object.entries(targets)) console.log(`${isMet ? 'met   ' : 'missed'} ${target}`)
  if (quick) console.log('Quick: smaller files and fewer rounds; not the figures to quote.')
  if (fsync !== 'on') console.log('fsync is off on this server: a commit did not wait for the disk.')
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const machine = { rounds: plan.rounds, quick, postgres, fsync, node: process.version, cpus: cpus().length }
  writeFileSync(
    `${folder}feeds.json`,
    `${JSON.stringify({ bench: 'feeds', ...sizes, checks, targets, ...machine }, null, 2)}\n`,
  )
}

function text({ median, min, max }) {
  return `${median} (${min} to ${max})`
}
