import { readFile } from 'node:fs/promises'
import { seedAuthorities } from '../../../src/features/authorities/index.js'
import { addDays } from '../../../src/domain/calendar.js'
import { openTestDatabase } from '../../support/database.js'

interface Seed {
  authorities: { slug: string; gssCode: string; jurisdiction: string; startsOn: string | null; endsOn: string | null }[]
  formerCodes: { code: string; authoritySlug: string }[]
  successions: { predecessorSlug: string; successorSlug: string; effectiveOn: string }[]
}
let seed: Seed
beforeAll(async () => {
  seed = JSON.parse(await readFile('seed/authorities.json', 'utf8'))
})
const find = (slug: string) => seed.authorities.find((a) => a.slug === slug)

describe('the list of authorities', () => {
  test('every code and every slug names one thing only', () => {
    const codes = [...seed.authorities.map((a) => a.gssCode), ...seed.formerCodes.map((f) => f.code)]
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^[ENSW]\d{8}$/.test(code))).toEqual([])
    expect(new Set(seed.authorities.map((a) => a.slug)).size).toBe(seed.authorities.length)
  })

  test('every abolished authority has a successor from the day after its last', () => {
    const abolished = seed.authorities.filter((a) => a.endsOn !== null)
    expect(abolished.map((a) => a.slug)).toEqual(seed.successions.map((s) => s.predecessorSlug))
    for (const { predecessorSlug, successorSlug, effectiveOn } of seed.successions) {
      expect(addDays(find(predecessorSlug)?.endsOn ?? '', 1)).toBe(effectiveOn)
      expect(find(successorSlug)?.startsOn).toBe(effectiveOn)
    }
  })

  test('London and Plymouth live under their own law', () => {
    expect(seed.authorities.filter((a) => a.jurisdiction === 'london').map((a) => a.slug)).toEqual(['tfl'])
    expect(seed.authorities.filter((a) => a.jurisdiction === 'plymouth').map((a) => a.slug)).toEqual(['plymouth'])
  })
})

describe('seeding at start', () => {
  test('writes nothing where nothing differs, amends what does, and keeps the contact', async () => {
    const db = await openTestDatabase()
    try {
      expect(await seedAuthorities(db)).toBe(0)
      await db.prisma.authority.update({
        where: { slug: 'rotherham' },
        data: { name: 'Old name', contactPhone: '01709 000000' },
      })
      expect(await seedAuthorities(db)).toBe(1)
      const rotherham = await db.prisma.authority.findUniqueOrThrow({ where: { slug: 'rotherham' } })
      expect(rotherham).toMatchObject({ name: 'Rotherham', contactPhone: '01709 000000' })
    } finally {
      await db.close()
    }
  })
})
