import type { Tx } from '../../platform/db.js'
import { insertFirst } from '../standards/index.js'
import { setJoined, type Joining } from './join.store.js'

/** What an authority states when it joins; everything later is a new version of its standards, by two persons. */
export interface Stating {
  freshnessLimitHours: number
  searchValidityDays: number
  now: Date
}

/** From then on the authority keeps its licences here. One that has standards keeps them. */
export async function joinAuthority(
  tx: Tx,
  { freshnessLimitHours, searchValidityDays, now, ...joining }: Joining & Stating,
): Promise<'joined' | 'unknown' | 'has-standards'> {
  if (!(await setJoined(tx, joining))) return 'unknown'
  const isFirst = await insertFirst(tx, {
    authoritySlug: joining.slug,
    effectiveFrom: joining.joinedOn,
    freshnessLimitHours,
    searchValidityDays,
    recordedAt: now,
  })
  return isFirst ? 'joined' : 'has-standards'
}
