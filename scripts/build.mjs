// Brings dist up to date with src. Says nothing and takes no time when it is.
import './generate.mjs'
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}dist/.built`
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

// Folders count too: their time moves when a file in them is removed or renamed.
const sources = readdirSync(`${root}src`, { recursive: true }).map((path) => join(root, 'src', path))
const configs = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((path) => root + path)
const newest = Math.max(...[`${root}src`, ...sources, ...configs].map(changedAt))

if (newest > changedAt(stamp)) {
  const startedAt = new Date()
  // Not removed before a build that may fail: the last good one stays.
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']
  const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
  writeFileSync(stamp, '')
  // A source saved while tsc ran is newer than this.
  utimesSync(stamp, startedAt, startedAt)
}
