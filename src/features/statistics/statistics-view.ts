import { CLASS_OF_KIND, type LicenceClass } from '../../domain/words.js'
import { typesDecided } from './charts.js'
import { HOW_ROUNDED, type LicensingStatistics } from './licensing-statistics.schema.js'
import {
  classText,
  CRITERION_TEXTS,
  DECISION_TEXTS,
  FEW,
  kindText,
  monthText,
  NO_SHARE,
  NOT_KNOWN,
  percent,
} from './texts.js'

/** What the page shows, in words. */
export function viewOf(statistics: LicensingStatistics) {
  const { authority, asAt, notAnswered, notKept, licences, vehicles, drivers, refusals, decisions } = statistics
  const types = typesDecided(statistics)
  const isKnown = (cls: LicenceClass) => !notAnswered.includes(cls)
  const written = (count: number | null, cls: LicenceClass) => (isKnown(cls) ? writtenCount(count) : NOT_KNOWN)
  const share = (name: string, cls: LicenceClass, of: Shared) => ({
    name,
    met: written(of.met, cls),
    total: written(of.total, cls),
    share: isKnown(cls) ? writtenShare(of) : NOT_KNOWN,
  })
  const { required: total, compliant: met } = vehicles
  return {
    authority,
    asAt,
    sent: sentOf(statistics),
    howRounded: HOW_ROUNDED,
    few: FEW,
    notKept: notKept.map(classText),
    outdated: notAnswered.filter((cls) => !notKept.includes(cls)).map(classText),
    licences: [
      ...licences.map(({ kind, inForce }) => ({ name: kindText(kind), count: written(inForce, CLASS_OF_KIND[kind]) })),
      { name: 'Vehicles of both kinds', count: written(vehicles.total, 'vehicle') },
      { name: 'Drivers, each counted once', count: written(drivers.total, 'driver') },
    ],
    areCamerasAsked: vehicles.isAsked,
    areCriteriaAsked: drivers.all.isAsked,
    shares: [
      ...(vehicles.isAsked
        ? [share('Vehicles with a camera that meets the rule', 'vehicle', { met, total, share: vehicles.share })]
        : []),
      ...drivers.criteria
        .filter(({ isAsked }) => isAsked)
        .map((each) =>
          share(`Drivers: ${CRITERION_TEXTS[each.criterion].toLowerCase()}`, 'driver', { ...drivers, ...each }),
        ),
      ...(drivers.all.isAsked ? [share('Drivers: all of these', 'driver', { ...drivers, ...drivers.all })] : []),
    ],
    refusals: refusals && {
      openAlerts: writtenCount(refusals.openAlerts),
      overdueDuties: writtenCount(refusals.overdueDuties),
    },
    firstMonth: monthText(statistics.from, 'long'),
    lastMonth: monthText(statistics.to, 'long'),
    types: types.map((type) => DECISION_TEXTS[type]),
    months: decisions.map(({ month, counts }) => ({
      name: monthText(month, 'long'),
      counts: types.map((type) => writtenCount(counts.find((each) => each.type === type)?.count ?? null)),
    })),
  }
}

interface Shared {
  met: number | null
  total: number | null
  share: number | null
}

const writtenCount = (count: number | null): string => count?.toLocaleString('en-GB') ?? FEW
const writtenShare = ({ total, share }: Shared): string =>
  total === 0 ? 'none' : share === null ? NO_SHARE : percent(share)

/** What is told from files of the authority's own, and since when. */
const sentOf = ({ dataSources, notAnswered }: LicensingStatistics) =>
  dataSources.flatMap(({ class: cls, updatedAt }) =>
    updatedAt === null || notAnswered.includes(cls) ? [] : [{ what: classText(cls), at: updatedAt }],
  )
