import { londonDate } from '../domain/calendar.js'
import { UNSTATED } from '../domain/standards.js'
import { joinAuthority } from '../features/authorities/index.js'
import { insertFirst } from '../features/standards/index.js'
import { toDate } from '../platform/civil-date.js'
import { inTransaction, type Db } from '../platform/db.js'

/** Six authorities that keep their licences here. TfL licenses all of London. */
export const AUTHORITIES = ['rotherham', 'sheffield', 'barnsley', 'doncaster', 'wolverhampton', 'tfl'] as const
export type DemoAuthority = (typeof AUTHORITIES)[number]

const SCRUTINY = 'scrutiny'

/** All fictional. Each authority has a back office and a sender of feeds (clients), an officer and two senior officers (persons). */
const NAMES: Record<DemoAuthority, [officer: string, senior: string, other: string]> = {
  rotherham: ['Olive Sample', 'Sana Sample', 'Sidney Sample'],
  sheffield: ['Otto Sample', 'Sybil Sample', 'Solomon Sample'],
  barnsley: ['Odette Sample', 'Saul Sample', 'Selina Sample'],
  doncaster: ['Oscar Sample', 'Selma Sample', 'Sancho Sample'],
  wolverhampton: ['Opal Sample', 'Simon Sample', 'Sophie Sample'],
  tfl: ['Oren Sample', 'Stella Sample', 'Samuel Sample'],
}

/** Who acts; the same rows again if an earlier load was cut short. Answers when they were first added: the day all other dates count from. */
export async function addCast(db: Db, now: Date): Promise<Date> {
  return inTransaction(db, async (tx) => {
    const row = { createdAt: now, disabledAt: null, operatorId: null }
    await tx.principal.createMany({
      skipDuplicates: true,
      data: [
        ...AUTHORITIES.flatMap((authoritySlug) => [
          {
            ...row,
            id: `${authoritySlug}.back-office`,
            kind: 'client',
            role: 'back-office',
            displayName: `Back office (${authoritySlug})`,
            authoritySlug,
          },
          {
            ...row,
            id: `${authoritySlug}.feeder`,
            kind: 'client',
            role: 'feed-sender',
            displayName: `Feeds (${authoritySlug})`,
            authoritySlug,
          },
          {
            ...row,
            id: `${authoritySlug}.officer`,
            kind: 'person',
            role: 'licensing-officer',
            displayName: NAMES[authoritySlug][0],
            authoritySlug,
          },
          {
            ...row,
            id: `${authoritySlug}.senior`,
            kind: 'person',
            role: 'senior-officer',
            displayName: NAMES[authoritySlug][1],
            authoritySlug,
          },
          {
            ...row,
            id: `${authoritySlug}.senior-2`,
            kind: 'person',
            role: 'senior-officer',
            displayName: NAMES[authoritySlug][2],
            authoritySlug,
          },
        ]),
        { ...row, id: SCRUTINY, kind: 'client', role: 'auditor', displayName: 'Scrutiny', authoritySlug: null },
      ],
    })
    const { createdAt } = await tx.principal.findUniqueOrThrow({ where: { id: SCRUTINY } })
    // Before the first grant: what was decided until then was searched for elsewhere, and needs no search here.
    await tx.authority.updateMany({
      where: { slug: { in: [...AUTHORITIES] }, joinedOn: null },
      data: { joinedOn: toDate(londonDate(createdAt.getTime())) },
    })
    for (const authoritySlug of AUTHORITIES)
      await insertFirst(tx, {
        authoritySlug,
        effectiveFrom: londonDate(createdAt.getTime()),
        freshnessLimitHours: UNSTATED.freshnessLimitHours,
        searchValidityDays: UNSTATED.searchValidityDays,
        recordedAt: createdAt,
      })
    return createdAt
  })
}

/** The booking system of an operator. */
export async function addBookingSystem(db: Db, id: string, operatorId: string, now: Date): Promise<void> {
  await inTransaction(db, (tx) =>
    tx.principal.createMany({
      skipDuplicates: true,
      data: [
        {
          id,
          kind: 'client',
          role: 'operator-system',
          displayName: `Booking system (${id})`,
          authoritySlug: null,
          operatorId,
          createdAt: now,
          disabledAt: null,
        },
      ],
    }),
  )
}

/** Last of all: from then on checks answer, and the demonstration counts as loaded. Barnsley's drivers come by a feed that stopped 30 days ago. */
export async function joinAll(db: Db, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const slug of AUTHORITIES)
      await joinAuthority(tx, {
        slug,
        freshnessLimitHours: UNSTATED.freshnessLimitHours,
        email: `licensing@${slug}.example`,
        phone: '01709 000000',
        joinedOn: londonDate(now.getTime()),
        searchValidityDays: UNSTATED.searchValidityDays,
        now,
      })
    const stoppedAt = new Date(now.getTime() - 30 * 86_400_000)
    await tx.dataSource.update({
      where: { authoritySlug_class: { authoritySlug: 'barnsley', class: 'driver' } },
      data: { mode: 'feed', updatedAt: stoppedAt },
    })
  })
}

/** Whether anything was ever kept here: then this is somebody's registry, and no place for demonstration data. */
export async function isInUse(db: Db): Promise<boolean> {
  return (await db.prisma.dataSource.count()) > 0
}
