import { LICENCE_CLASSES } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

export interface Joining {
  slug: string
  freshnessLimitHours: number
  email: string | null
  phone: string | null
}

/** Its officers record here, in every class of licence, until a feed is set up. False: no such authority, or no longer one. */
export async function joinAuthority(tx: Tx, { slug, freshnessLimitHours, email, phone }: Joining): Promise<boolean> {
  const contact = {
    ...(email === null ? {} : { contactEmail: email }),
    ...(phone === null ? {} : { contactPhone: phone }),
  }
  const { count } = await tx.authority.updateMany({ where: { slug, endsOn: null }, data: { slug, ...contact } })
  if (count === 0) return false
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
