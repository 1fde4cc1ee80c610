import type { Db } from '../../platform/db.js'
import type { Jurisdiction } from '../../domain/words.js'
import type { Employer } from './driver-lines.js'

/** Whether anybody or anything was ever recorded here. */
export async function hasRecords(db: Db): Promise<boolean> {
  const { feed, driver, vehicle, operator, licence } = db.prisma
  const first = { select: { id: true } } as const
  const found = [feed.findFirst(first), driver.findFirst(first), vehicle.findFirst(first)]
  const others = [operator.findFirst(first), licence.findFirst(first)]
  return (await Promise.all([...found, ...others])).some((row) => row !== null)
}

/** Authorities of England and Wales that license today, in order of slug. */
export async function findEmployers(db: Db): Promise<Employer[]> {
  const rows = await db.prisma.authority.findMany({
    where: { endsOn: null, nation: { in: ['england', 'wales'] } },
    select: { slug: true, name: true, jurisdiction: true },
    orderBy: { slug: 'asc' },
  })
  return rows.map(({ slug, name, jurisdiction }) => ({ slug, name, jurisdiction: jurisdiction as Jurisdiction }))
}

export const senderOf = (slug: string): string => `${slug}.simulation`

/** The system of each authority that sends its files. */
export async function addSenders(db: Db, employers: readonly Employer[], now: Date): Promise<void> {
  await db.prisma.principal.createMany({
    skipDuplicates: true,
    data: employers.map(({ slug, name }) => ({
      id: senderOf(slug),
      kind: 'client',
      role: 'feed-sender',
      displayName: `Simulated system (${name})`,
      authoritySlug: slug,
      operatorId: null,
      createdAt: now,
      disabledAt: null,
    })),
  })
}
