import { shortOf } from '../../domain/driver-criteria.js'
import { published, publishedShare } from '../../domain/suppress.js'
import { DRIVER_CRITERIA, type DriverCriterion } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'
import { askedAt, licensedDrivers, type Asked } from './find-criteria.action.js'
import type { Shares } from './shares.schema.js'

/**
 * How many of the drivers licensed at an instant meet what the standards ask, as it may be published. It reads the whole register of an existing
 * authority: for who keeps the answer a while.
 */
export async function sharesOf(
  deps: Pick<Deps, 'db'>,
  { authoritySlug, at }: { authoritySlug: string; at: Date },
): Promise<Shares> {
  const question = await askedAt(deps, authoritySlug, at.getTime())
  const { asked } = question
  const met: Partial<Record<DriverCriterion, number>> = {}
  let [drivers, all] = [0, 0]
  for await (const batch of licensedDrivers(deps, question)) {
    drivers += batch.drivers.length
    for (const { findings } of batch.drivers) {
      const short = shortOf(asked, findings)
      if (short.length === 0) all += 1
      for (const criterion of asked) if (!short.includes(criterion)) met[criterion] = (met[criterion] ?? 0) + 1
    }
  }
  return shown(question, drivers, all, met)
}

function shown(
  { authoritySlug, at, criteria, asked }: Asked,
  drivers: number,
  all: number,
  each: Partial<Record<DriverCriterion, number>>,
): Shares {
  const total = published(drivers)
  const part = (isAsked: boolean, count = 0) => {
    const met = isAsked ? published(count) : null
    return { isAsked: criteria === null ? null : isAsked, met, share: publishedShare(met, total) }
  }
  return {
    authority: authoritySlug,
    asAt: new Date(at).toISOString(),
    drivers: total,
    all: part(asked.length > 0, all),
    criteria: DRIVER_CRITERIA.map((criterion) => ({
      criterion,
      ...part(asked.includes(criterion), each[criterion]),
    })),
  }
}
