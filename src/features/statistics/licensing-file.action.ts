import { CLASS_OF_KIND, type LicenceClass } from '../../domain/words.js'
import { csvOf } from '../../platform/csv.js'
import type { LicensingStatistics } from './licensing-statistics.schema.js'

interface Figure {
  figure: string
  /** Kind of licence, type of decision, criterion. */
  of?: string
  month?: string
  /** Null: there is a figure, but it is not shown. */
  value: number | null
  /** The class of licences that is counted, where it is one. */
  class?: LicenceClass
  isShare?: true
}

/** The figures as a file, for spreadsheets. */
export function fileOf(statistics: LicensingStatistics): string {
  const { authority, asAt, notAnswered, dataSources } = statistics
  const rows = figuresOf(statistics).map(({ class: cls, isShare, ...figure }) => {
    const isAnswered = cls === undefined || !notAnswered.includes(cls)
    const sentAt = dataSources.find((each) => each.class === cls)?.updatedAt ?? ''
    const note = isAnswered ? noteOn(figure.value, isShare) : 'not known here, or not up to date'
    return {
      authority,
      as_at: asAt,
      ...figure,
      hidden: figure.value === null ? 'yes' : 'no',
      note,
      source_updated_at: sentAt,
    }
  })
  return csvOf(['authority', 'as_at', 'figure', 'of', 'month', 'value', 'hidden', 'note', 'source_updated_at'], rows)
}

function noteOn(value: number | null, isShare = false): string {
  if (isShare) return value === null ? 'of a figure of 1 to 4' : 'of rounded figures'
  if (value === null) return '1 to 4'
  return value === 0 ? 'exact' : `rounded down: ${value} to ${value + 4}`
}

function figuresOf({ licences, vehicles, drivers, refusals, decisions }: LicensingStatistics): Figure[] {
  const criteria = [{ criterion: 'all', ...drivers.all }, ...drivers.criteria].filter(({ isAsked }) => isAsked)
  return [
    ...licences.map(({ kind: of, inForce: value }) => ({
      figure: 'licences-in-force',
      of,
      value,
      class: CLASS_OF_KIND[of],
    })),
    { figure: 'vehicles', value: vehicles.total, class: 'vehicle' },
    ...(vehicles.isAsked
      ? [
          { figure: 'vehicles-required', of: 'camera', value: vehicles.required, class: 'vehicle' as const },
          { figure: 'vehicles-compliant', of: 'camera', value: vehicles.compliant, class: 'vehicle' as const },
          ...shareOf('vehicles-compliant-share', 'camera', 'vehicle', vehicles.share, vehicles.required),
        ]
      : []),
    { figure: 'drivers', value: drivers.total, class: 'driver' },
    ...criteria.flatMap(({ criterion: of, met, share }) => [
      { figure: 'drivers-meeting', of, value: met, class: 'driver' as const },
      ...shareOf('drivers-meeting-share', of, 'driver', share, drivers.total),
    ]),
    ...(refusals
      ? [
          { figure: 'open-alerts', value: refusals.openAlerts },
          { figure: 'overdue-duties', value: refusals.overdueDuties },
        ]
      : []),
    ...decisions.flatMap(({ month, counts }) =>
      counts.map(({ type: of, count: value }) => ({ figure: 'decisions', of, month, value })),
    ),
  ]
}

/** Of nothing there is no share, and none is hidden. */
const shareOf = (
  figure: string,
  of: string,
  cls: LicenceClass,
  value: number | null,
  whole: number | null,
): Figure[] => (whole === 0 ? [] : [{ figure, of, value, class: cls, isShare: true }])
