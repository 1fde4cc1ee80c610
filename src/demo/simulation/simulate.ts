import { createHash, type Hash } from 'node:crypto'
import { londonDate } from '../../domain/calendar.js'
import { UNSTATED } from '../../domain/standards.js'
import { joinAuthority, seedAuthorities } from '../../features/authorities/index.js'
import { KINDS, receiveFeed, untilSettled, workOnFeed } from '../../features/feeds/index.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Employer } from './driver-lines.js'
import { chosen, simulatedFiles, type SimulatedFile, type Sizes } from './files.js'
import { addSenders, findEmployers, hasRecords, senderOf } from './simulation.store.js'

/**
 * Fills an empty registry with as many authorities, drivers and vehicles, by the files that the authorities would send, received and applied like any
 * other. The same sizes and seed on the same day give the same files.
 * @param onProgress called with lines sent so far, and of how many.
 * @returns SHA-256 over all files, in hex.
 * @throws Error where the registry is not empty, or a file is not applied.
 */
export async function simulate(
  deps: Deps,
  sizes: Sizes,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<string> {
  await seedAuthorities(deps.db)
  if (await hasRecords(deps.db)) throw new Error('This registry has records: a simulation needs an empty one.')
  const employers = chosen(await findEmployers(deps.db), sizes)
  if (employers.length < sizes.authorities)
    throw new Error(`England and Wales have no more than ${employers.length} authorities.`)
  await joinAll(deps, employers)
  const hash = createHash('sha256')
  const total = sizes.vehicles + sizes.history
  let done = 0
  const tell = (lines: number) => onProgress(Math.min((done += lines), total), total)
  for (const file of simulatedFiles(employers, sizes, londonDate(deps.clock.now().getTime())))
    await send(deps, file, counted(file.text, hash, tell))
  return hash.digest('hex')
}

async function joinAll({ db, clock }: Deps, employers: readonly Employer[]): Promise<void> {
  const now = clock.now()
  await addSenders(db, employers, now)
  for (const { slug } of employers)
    await inTransaction(db, (tx) =>
      joinAuthority(tx, {
        slug,
        freshnessLimitHours: UNSTATED.freshnessLimitHours,
        searchValidityDays: UNSTATED.searchValidityDays,
        email: `licensing@${slug}.example`,
        phone: null,
        joinedOn: londonDate(now.getTime()),
        now,
      }),
    )
}

async function* counted(parts: Iterable<string>, hash: Hash, tell: (lines: number) => void): AsyncGenerator<Buffer> {
  for (const part of parts) {
    hash.update(part)
    yield Buffer.from(part)
    tell(part.split('\n').length - 1)
  }
}

const LONGEST_MS = 30 * 60_000

async function send(
  deps: Deps,
  { employer: { slug }, class: cls }: SimulatedFile,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  const received = await receiveFeed(deps, {
    caller: { clientId: senderOf(slug), personId: null, role: 'feed-sender', authoritySlug: slug, operatorId: null },
    requestId: 'cli',
    action: `send-${cls}-feed`,
    kind: KINDS[cls],
    format: cls === 'vehicle' ? 'ntr-csv' : 'csv',
    fileName: null,
    body,
    size: null,
    expectedDigest: null,
  })
  if (received.outcome === 'refused')
    throw new Error(`${slug}, ${cls}: ${received.refusal.code} ${received.faults[0]?.detail ?? ''}`)
  await workOnFeed(deps, received.feedId)
  const { state, counts } = await untilSettled(deps, received.feedId, LONGEST_MS)
  if (state !== 'applied') throw new Error(`${slug}, ${cls}: ${state} ${JSON.stringify(counts?.total)}`)
}
