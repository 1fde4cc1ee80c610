import { EFFECT_RULES, TERM_RULES } from '../../src/domain/effect-rules.js'
import { LEGAL_BASES, LEGAL_BASIS_CODES, legalBasis, supports } from '../../src/domain/legal-basis.js'
import { DECISION_TYPES, JURISDICTIONS, LICENCE_CLASSES, LICENCE_KINDS } from '../../src/domain/words.js'

const ACCEPTED = JURISDICTIONS.flatMap((jurisdiction) =>
  LICENCE_KINDS.flatMap((kind) => DECISION_TYPES.map((type) => ({ jurisdiction, kind, type }))),
)
const isForeign = ({ jurisdiction, type }: (typeof ACCEPTED)[number]) =>
  type === 'temporary-suspension-by-other-authority' &&
  (jurisdiction === 'scotland' || jurisdiction === 'northern-ireland')

describe('the powers', () => {
  it('are there for every decision the registry accepts, and for no temporary suspension outside England', () => {
    const without = ACCEPTED.filter(
      ({ jurisdiction, kind, type }) => !LEGAL_BASIS_CODES.some((code) => supports(code, jurisdiction, kind, type)),
    )
    expect(without).toEqual(ACCEPTED.filter(isForeign))
  })

  it.each(Object.entries(LEGAL_BASES))(
    '%s reads aloud, cites, and says how sure it is',
    (code, { citation, confidence }) => {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(citation).toMatch(/^[A-Z]/)
      expect(['verified', 'secondary', 'general-knowledge']).toContain(confidence)
    },
  )

  it('are looked up by their own codes only', () => {
    expect(legalBasis('lgmpa-1976-s51')?.citation).toBe('Local Government (Miscellaneous Provisions) Act 1976 s.51')
    expect(['constructor', '__proto__', '', 's51'].map(legalBasis)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the rules of effect', () => {
  const immediate = (jurisdiction: (typeof JURISDICTIONS)[number]) =>
    LICENCE_CLASSES.filter((licenceClass) => EFFECT_RULES[jurisdiction][licenceClass].immediate !== null)

  it('know immediate effect for drivers only, and in London for all three', () => {
    expect(immediate('england-and-wales')).toEqual(['driver'])
    expect(immediate('plymouth')).toEqual(['driver'])
    expect(immediate('london')).toEqual(['driver', 'vehicle', 'operator'])
  })

  it('wait as long as an appeal can be lodged, wherever they wait for that', () => {
    for (const jurisdiction of JURISDICTIONS) {
      for (const { ordinary, appeal } of Object.values(EFFECT_RULES[jurisdiction]))
        expect(ordinary.days).toBe(appeal.days)
    }
  })

  it('give the longest terms of the Acts', () => {
    expect(TERM_RULES['england-and-wales'].longestYears).toEqual({ driver: 3, vehicle: 1, operator: 5 })
  })
})
