import type { CivilDate } from '../../domain/calendar.js'
import { LICENCE_CLASSES } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

export interface Joining {
  slug: string
  email: string | null
  phone: string | null
  /** Its first day here; one that joined before keeps its day. */
  joinedOn: CivilDate
}

/** Its officers record here, in every class of licence, until a feed is set up. False: no such authority, or no longer one. */
export async function setJoined(tx: Tx, { slug, email, phone, joinedOn }: Joining): Promise<boolean> {
  const told = {
    ...(email === null ? {} : { contactEmail: email }),
    ...(phone === null ? {} : { contactPhone: phone }),
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
    })),
    skipDuplicates: true,
  })
  return true
}
