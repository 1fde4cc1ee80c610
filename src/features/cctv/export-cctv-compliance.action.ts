import { londonDate } from '../../domain/calendar.js'
import { csvOf } from '../../platform/csv.js'
import type { Tx } from '../../platform/db.js'
import type { ListedCctv } from './compliance-list.schema.js'
import { findListed, type ComplianceFilter } from './compliance-list.store.js'

/** The list as a file. */
export async function exportCctvCompliance(tx: Tx, filter: Omit<ComplianceFilter, 'take'>): Promise<string> {
  let file = csvOf(COLUMNS, [])
  for await (const some of findListed(tx, { ...filter, take: Infinity }))
    file += csvOf(COLUMNS, some.map(columnsOf), { isFirst: false })
  return file
}

const columnsOf = ({ licenceId, number, kind, vehicle, nextChange, ...now }: ListedCctv) => ({
  licence_id: licenceId,
  number,
  kind,
  vrm: vehicle?.vrm,
  status: now.status,
  since: dayOf(now.since),
  reasons: codesOf(now.reasons),
  rules: [...new Set(now.reasons.map(({ rule }) => rule))].join('; '),
  next_status: nextChange?.status,
  next_status_from: dayOf(nextChange?.at),
  next_reasons: nextChange && codesOf(nextChange.reasons),
  is_current: now.isCurrent ? 'yes' : 'no',
})

const codesOf = (reasons: ListedCctv['reasons']): string => reasons.map(({ code }) => code).join(' ')
const dayOf = (at: string | null | undefined): string | null => (at == null ? null : londonDate(Date.parse(at)))

const COLUMNS = [
  'licence_id',
  'number',
  'kind',
  'vrm',
  'status',
  'since',
  'reasons',
  'rules',
  'next_status',
  'next_status_from',
  'next_reasons',
  'is_current',
]
