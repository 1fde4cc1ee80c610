import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { defineCommand } from 'citty'
import { londonDate } from '../../domain/calendar.js'
import { LICENCE_CLASSES, type FeedFormat, type LicenceClass } from '../../domain/words.js'
import { CommandFailed } from '../../platform/run-cli.js'
import { faultText } from './fault-text.js'
import type { Fault, FeedKind, StagedRow } from './feed-kind.js'
import { offlineNaming } from './offline-naming.js'
import { readDrivers, readOperators } from './records/read-records.js'
import { repeatFinder } from './records/repeats.js'
import { duplicateFinder } from './vehicles/duplicates.js'
import { readVehicles } from './vehicles/read-vehicles.js'

const NOT_VALID = 1
const USAGE = 2
/** As the registry answers at most. */
const MOST_SHOWN = 1_000

const RULES: Record<LicenceClass, { read: FeedKind['read']; seeker: () => (row: StagedRow) => Fault[] }> = {
  vehicle: { read: readVehicles, seeker: duplicateFinder },
  driver: { read: readDrivers, seeker: repeatFinder },
  operator: { read: readOperators, seeker: repeatFinder },
}

/** `registry feed validate`: the rules that the registry applies to a file, and its words, without a registry. */
export const validateFeedCommand = defineCommand({
  meta: { name: 'validate', description: 'Check a file; needs no server and no database' },
  args: {
    file: { type: 'positional', description: 'CSV, JSON (vehicles) or NDJSON, as it is or compressed by gzip' },
    class: { type: 'string', default: 'vehicle', description: LICENCE_CLASSES.join(', ') },
    authorities: { type: 'string', description: 'Whom the sender may speak for, e.g. Leeds,Birmingham (all)' },
  },
  async run({ args }) {
    const cls = LICENCE_CLASSES.find((word) => word === args.class)
    if (!cls) throw new CommandFailed(`--class must be one of ${LICENCE_CLASSES.join(', ')}`, USAGE)
    const names = args.authorities?.split(',').map((name) => name.trim())
    const naming = await offlineNaming(names, londonDate(Date.now()))
    if ('unknown' in naming) throw new CommandFailed(`No licensing authority is called ${naming.unknown}`, USAGE)
    const { read, seeker } = RULES[cls]
    const seek = seeker()
    let rows = 0
    let errors = 0
    await reading(args.file, async (bytes) => {
      for await (const part of read(bytes, formatOf(args.file, cls), naming)) {
        rows += part.rows.length
        const faults = [...part.faults, ...part.rows.flatMap(seek)].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
        for (const fault of faults) if (++errors <= MOST_SHOWN) process.stdout.write(`${faultText(fault)}\n`)
      }
    })
    const shown = errors > MOST_SHOWN ? ` The first ${MOST_SHOWN} errors are shown.` : ''
    process.stdout.write(
      `${basename(args.file)}: ${count(errors, 'error')}, ${count(rows, 'well-formed row')}.${shown}\n`,
    )
    if (errors > 0) throw new CommandFailed('The registry would refuse this file.', NOT_VALID)
  },
})

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`

/** By the file's name, as `feed send` tells the registry. */
function formatOf(file: string, cls: LicenceClass): FeedFormat {
  const [, ending = ''] = /\.([a-z]+)(?:\.gz)?$/i.exec(file) ?? []
  if (cls === 'vehicle') return ending.toLowerCase() === 'json' ? 'ntr-json' : 'ntr-csv'
  return ending.toLowerCase() === 'ndjson' ? 'ndjson' : 'csv'
}

/** @throws CommandFailed 2 where the file cannot be read, or not to its end. */
async function reading(file: string, work: (bytes: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
  try {
    await work(await bytesOf(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new CommandFailed(`${file} cannot be read (${code})`, USAGE)
  }
}

async function bytesOf(file: string): Promise<Readable> {
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0).catch(async (error: unknown) => {
    await handle.close()
    throw error
  })
  const bytes = handle.createReadStream({ start: 0 })
  const isCompressed = buffer[0] === 0x1f && buffer[1] === 0x8b
  // A fault of the one is the other's, which whoever reads is told.
  return isCompressed ? pipeline(bytes, createGunzip(), () => undefined) : bytes
}
