import { stringify } from 'csv-stringify/sync'
import { londonDate } from '../../domain/calendar.js'
import type { Tx } from '../../platform/db.js'
import type { ListedCctv } from './compliance-list.schema.js'
import { findListed, type ComplianceFilter } from './compliance-list.store.js'

/** The list as a file. */
export async function exportCctvCompliance(tx: Tx, filter: Omit<ComplianceFilter, 'take'>): Promise<string> {
  let file = stringify([], { ...FORMAT, header: true, bom: true })
  for await (const some of findListed(tx, { ...filter, take: Infinity })) file += stringify(some.map(columnsOf), FORMAT)
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

// As the file of src/features/entries/export-outbox.action.ts, and for the same reasons.
const FORMAT = { columns: COLUMNS, record_delimiter: 'windows', escape_formulas: true } as const
