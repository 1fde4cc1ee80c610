import type { FeedDifference } from '../../../src/features/feeds/difference.schema.js'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import type { StatedLicence } from '../../../src/features/stated-licences/stated-licence.schema.js'
import type { Registry } from '../../support/registry.js'
import { approve, send, settled } from './feeding.js'

/** A line of a vehicle file, in the order of its fields. */
export interface Line {
  vrm: string
  startsOn: string
  endsOn: string
  description: string
  plate: string
  /** As in the file; empty: not said. */
  wheelchair: string
}

/** Another vehicle each time, licensed for a year around the tests' day, unless said otherwise. */
let count = 0
export function aVehicleLine(line: Partial<Line> = {}): Line {
  const n = ++count
  const place = (power: number) => 'ABCDEFGHJK'[Math.floor(n / power) % 10]
  return {
    vrm: `V${n % 1000}${place(100_000)}${place(10_000)}${place(1_000)}`,
    plate: `Q-${n}`,
    startsOn: '2026-01-15',
    endsOn: '2027-01-14',
    description: 'PHV',
    wheelchair: '',
    ...line,
  }
}

/** What one authority does with its vehicle files, in one line each. Every act goes through the front door. */
export function vehicleFiles(registry: Registry, { authority = 'rotherham', name = 'Rotherham' } = {}) {
  const [one, two] = [`${authority}.officer`, `${authority}.officer-2`]
  const officer = registry.as(one)
  const textOf = (lines: readonly Line[]): string =>
    lines
      .map((l) => `${l.vrm},${l.startsOn},${l.endsOn},${l.description},${name},${l.plate},${l.wheelchair}\n`)
      .join('')
  const read = async ({ id }: { id: string }): Promise<Feed> => (await officer.get(`/v1/feeds/${id}`)).json()
  return {
    officer,
    textOf,
    read,
    /** Waits until it is applied, or waits for somebody. */
    async send(lines: readonly Line[]): Promise<Feed> {
      const answer = await send(registry, textOf(lines), `${authority}.feeder`)
      if (answer.statusCode > 202) throw new Error(`${answer.statusCode} ${answer.body}`)
      return answer.json()
    },
    /** As many say yes as it takes. */
    async approve(feed: Feed): Promise<Feed> {
      for (const who of [one, two].slice(0, feed.personsNeeded)) {
        const answer = await approve(registry, who, feed.id)
        if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
      }
      return settled(registry, feed.id)
    },
    async refuse(feed: Feed): Promise<void> {
      await officer.post(`/v1/feeds/${feed.id}/refusal`)
    },
    async undo(feed: Feed): Promise<Feed> {
      await officer.post(`/v1/feeds/${feed.id}/undo`, { why: 'wrong-file' })
      await registry.as(two).post(`/v1/feeds/${feed.id}/undo-approval`)
      return settled(registry, feed.id)
    },
    async differences({ id }: Feed): Promise<FeedDifference[]> {
      return (await officer.get(`/v1/feeds/${id}/differences?limit=100`)).json().items
    },
    /** Statements on a vehicle, the latest first. */
    async stated(vrm: string): Promise<StatedLicence[]> {
      return (await officer.get(`/v1/stated-licences?vrm=${vrm}`)).json().items
    },
  }
}
