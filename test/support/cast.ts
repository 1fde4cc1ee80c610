import type { Db } from '../../src/platform/db.js'
import { seedAuthorities } from '../../src/features/authorities/index.js'

/**
 * Who acts in the tests. Per authority: a back office and a sender of feeds (clients), two officers and a senior officer (persons); scrutiny stands apart. All fictional.
 * Operators are added by the tests that need them.
 */
const AUTHORITIES = [
  'rotherham',
  'sheffield',
  'barnsley',
  'wolverhampton',
  'tfl',
  'plymouth',
  'glasgow-city',
  'cardiff',
  'dva',
] as const
export const SCRUTINY = 'scrutiny.system'
export const STARTED = new Date('2020-01-01T00:00:00Z')
/** The day on which the tests' clock stands: what was decided before needs no search of the entries made here. */
const JOINED_ON = '2026-03-02'

export async function fill(db: Db): Promise<void> {
  await seedAuthorities(db)
  await db.prisma.authority.updateMany({
    where: { slug: { in: [...AUTHORITIES] } },
    data: { joinedOn: new Date(JOINED_ON) },
  })
  const common = { createdAt: STARTED, disabledAt: null, operatorId: null }
  await db.prisma.principal.createMany({
    data: [
      ...AUTHORITIES.flatMap((authoritySlug) => [
        {
          ...common,
          id: `${authoritySlug}.back-office`,
          kind: 'client',
          role: 'back-office',
          displayName: `Back office of ${authoritySlug}`,
          authoritySlug,
        },
        {
          ...common,
          id: `${authoritySlug}.feeder`,
          kind: 'client',
          role: 'feed-sender',
          displayName: `Feeds of ${authoritySlug}`,
          authoritySlug,
        },
        {
          ...common,
          id: `${authoritySlug}.officer`,
          kind: 'person',
          role: 'licensing-officer',
          displayName: 'Olive Officer',
          authoritySlug,
        },
        {
          ...common,
          id: `${authoritySlug}.officer-2`,
          kind: 'person',
          role: 'licensing-officer',
          displayName: 'Oscar Officer',
          authoritySlug,
        },
        {
          ...common,
          id: `${authoritySlug}.senior`,
          kind: 'person',
          role: 'senior-officer',
          displayName: 'Sana Senior',
          authoritySlug,
        },
        {
          ...common,
          id: `${authoritySlug}.senior-2`,
          kind: 'person',
          role: 'senior-officer',
          displayName: 'Sidney Senior',
          authoritySlug,
        },
      ]),
      { ...common, id: SCRUTINY, kind: 'client', role: 'auditor', displayName: 'Scrutiny', authoritySlug: null },
    ],
  })
  await db.prisma.dataSource.createMany({
    data: AUTHORITIES.flatMap((authoritySlug) =>
      ['driver', 'vehicle', 'operator'].map((cls) => ({
        authoritySlug,
        class: cls,
        mode: 'registry',
        updatedAt: null,
      })),
    ),
  })
  await db.prisma.authorityStandards.createMany({
    data: AUTHORITIES.map((authoritySlug) => ({
      authoritySlug,
      seq: 1,
      effectiveFrom: STARTED,
      freshnessLimitHours: 168,
      searchValidityDays: 28,
      recordedAt: STARTED,
    })),
  })
}
