import type { CivilDate } from '../../domain/calendar.js'
import { LICENCE_CLASSES } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

export interface Joining {
  slug: string
  freshnessLimitHours: number
  email: string | null
  phone: string | null
  /** Its first day here; one that joined before keeps its day. */
  joinedOn: CivilDate
  /** Days for which a search of the entries is good; null: as it is. */
  searchValidityDays: number | null
}

/** Its officers record here, in every class of licence, until a feed is set up. False: no such authority, or no longer one. */
export async function joinAuthority(tx: Tx, joining: Joining): Promise<boolean> {
  const { slug, freshnessLimitHours, email, phone, joinedOn, searchValidityDays } = joining
  const told = {
    ...(email === null ? {} : { contactEmail: email }),
    ...(phone === null ? {} : { contactPhone: phone }),
    ...(searchValidityDays === null ? {} : { searchValidityDays }),
  }
  const { count } = await tx.authority.updateMany({ where: { slug, endsOn: null }, data: { slug, ...told } })
  if (count === 0) return false
  await tx.authority.updateMany({ where: { slug, joinedOn: null }, data: { joinedOn: toDate(joinedOn) } })
  await tx.dataSource.createMany({
    data: LICENCE_CLASSES.map((cls) => ({
      authoritySlug: slug,
      class: cls,
      mode: 'registry',
      updatedAt: null,
      freshnessLimitHours,
    })),
    skipDuplicates: true,
  })
  return true
}
