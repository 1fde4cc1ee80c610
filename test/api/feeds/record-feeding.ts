import type { LightMyRequestResponse } from 'fastify'
import type { FeedDifference } from '../../../src/features/feeds/difference.schema.js'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import { findDrift } from '../../../src/features/licences/standing.store.js'
import { verifyChain } from '../../../src/features/audit/verify-chain.action.js'
import { BEFORE_ALL } from '../../../src/platform/sweep.js'
import type { Granted } from '../../support/office.js'
import type { Registry } from '../../support/registry.js'
import { approve, settled } from './feeding.js'

/** Rows of a file of drivers or operators, as NDJSON has them. All fictional. */
export type Row = Readonly<Record<string, unknown>>

/** A person as a file describes one; each number is another. */
export const person = (n: number, overrides: Row = {}): Row => ({
  authority: 'Rotherham',
  reference: `P-${n}`,
  kind: 'private-hire-driver',
  familyName: `Fictional${letters(n)}`,
  givenNames: 'Farah',
  dateOfBirth: `19${60 + (n % 40)}-0${1 + (n % 9)}-1${n % 9}`,
  niNumber: `CE${String(n).padStart(6, '0')}C`,
  addressLine1: `${n} Invented Street`,
  town: 'Rotherham',
  postcode: 'S60 2TH',
  ...overrides,
})

const letters = (n: number): string => String(n).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))

export const firm = (n: number, overrides: Row = {}): Row => ({
  authority: 'Rotherham',
  reference: `O-${n}`,
  name: `Invented Cars ${letters(n)} Ltd`,
  premisesLine1: `${n} Made-up Yard`,
  town: 'Rotherham',
  postcode: 'S60 1AA',
  ...overrides,
})

/** One period of a licence: the present one unless said otherwise. */
export const licence = (holder: Row, overrides: Row = {}): Row => ({
  row: 'licence',
  ...holder,
  number: `N-${String(holder.reference)}`,
  startsOn: '2025-06-01',
  endsOn: '2027-05-31',
  ...overrides,
})

export const decision = (holder: Row, type: string, overrides: Row = {}): Row => ({
  row: 'decision',
  ...holder,
  ...(type === 'refuse-application' ? {} : { number: `N-${String(holder.reference)}` }),
  type,
  decidedOn: '2026-02-02',
  ...(type === 'lift-suspension' || type === 'surrender'
    ? {}
    : { notifiedOn: '2026-02-02', grounds: ['not-fit-and-proper'] }),
  legalBasis: BASES[type] ?? 'lgmpa-1976-s61-1',
  decidedByCapacity: 'sub-committee',
  decidedByName: 'Licensing Sub-Committee B',
  ...overrides,
})

const BASES: Record<string, string> = { 'refuse-application': 'lgmpa-1976-s51', surrender: 'holder-surrender' }

/** A feed sender's desk: files go in through the front door, and are waited for. */
export function desk(registry: Registry, { authority = 'rotherham', cls = 'drivers' } = {}) {
  const as = (who: string) => registry.as(`${authority}.${who}`)
  const send = (rows: readonly Row[], who = 'feeder'): Promise<LightMyRequestResponse> =>
    as(who).post(`/v1/feeds/${cls}`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), {
      'content-type': 'application/x-ndjson',
      prefer: 'wait=30',
    })
  const fed = async (rows: readonly Row[], who?: string): Promise<Feed> => {
    const answer = await send(rows, who)
    if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`)
    return answer.json<Feed>()
  }
  const approved = async (feed: Feed, ...persons: string[]): Promise<Feed> => {
    for (const who of persons) {
      const answer = await approve(registry, `${authority}.${who}`, feed.id)
      if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
    }
    return settled(registry, feed.id)
  }
  /** Sent, agreed to by two where that is needed, and applied. */
  const applied = async (rows: readonly Row[]): Promise<Feed> => {
    const feed = await fed(rows)
    const after = feed.personsNeeded === 2 ? await approved(feed, 'officer', 'officer-2') : feed
    if (after.state !== 'applied') throw new Error(`it is ${after.state} ${JSON.stringify(after.counts)}`)
    return after
  }
  const undone = async (feed: Feed): Promise<Feed> => {
    await as('officer').post(`/v1/feeds/${feed.id}/undo`, { why: 'wrong-file' })
    await as('officer-2').post(`/v1/feeds/${feed.id}/undo-approval`)
    return settled(registry, feed.id)
  }
  const differences = async ({ id }: Feed): Promise<FeedDifference[]> =>
    (await as('officer').get(`/v1/feeds/${id}/differences?limit=100`)).json().items
  /** Of each difference its sign and line, and why it is a conflict or which fields differ. */
  const summary = async (feed: Feed): Promise<string[]> =>
    (await differences(feed)).map(({ sign, line, why, fields }) => {
      const names = Object.keys(fields ?? {})
      const what = names.length > 6 ? '' : names.join(' ')
      const refusal = fields?.refusal ? ` ${String(fields.refusal.willBe)}` : ''
      return `${sign} ${line} ${why === null ? what : `${why}${refusal}`}`.trim()
    })
  /** Licences of a number: of each its situation now and its periods. */
  const licences = async (number: string): Promise<[string, string[]][]> => {
    const { items } = (await as('officer').get(`/v1/licences?number=${number}`)).json()
    const found: Granted[] = []
    for (const { id } of items) found.push((await as('officer').get(`/v1/licences/${id}`)).json())
    return found.map(({ standingNow, periods }) => [
      standingNow.situation,
      periods.map(({ startsOn, endsOn }) => `${startsOn}/${endsOn}`),
    ])
  }
  return { send, fed, approved, applied, undone, differences, summary, licences }
}

/** That what is derived is what the facts say, and that nothing was done beside the audit. */
export async function sound({ db }: Registry): Promise<void> {
  const { drifted } = await findDrift(db.prisma, BEFORE_ALL, 10_000)
  expect(drifted).toEqual([])
  expect((await verifyChain(db)).broken).toBeUndefined()
}
