import fc from 'fast-check'
import { addDays } from '../../src/domain/calendar.js'
import { sideBySide, STANDARDS_POINTS } from '../../src/domain/standards-comparison.js'
import { refusalOfVersion, type NewVersion } from '../../src/domain/standards-rules.js'
import { standardsOn, UNSTATED, type CctvRule, type Standards } from '../../src/domain/standards.js'
import { CCTV_RULE, DRIVER_CRITERIA } from '../support/standards.js'

const TODAY = '2026-03-02'
const version = (content: Partial<NewVersion> = {}): NewVersion => ({ effectiveFrom: TODAY, ...UNSTATED, ...content })
const recorded = (...contents: Partial<NewVersion>[]): Standards[] =>
  contents.map((content, index) => ({ seq: index + 1, ...version(content) }))
const judged = (versions: Standards[], content: Partial<NewVersion>) => {
  const refused = refusalOfVersion(versions, version(content), TODAY)
  return refused ? [refused.refusal.code, refused.refusal.pointer] : 'taken'
}

describe('the version in force', () => {
  it('is what whoever reads the versions in order, day by day, would take', () => {
    const versions = fc
      .array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 })
      .map((offsets) => offsets.map((days, index) => ({ seq: index + 1, effectiveFrom: addDays(TODAY, days) })))
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), versions, (order, inOrder) => {
        const stored = order.flatMap((index) => inOrder[index] ?? [])
        for (let day = -1; day <= 21; day++) {
          let inForce: number | undefined
          for (const { seq, effectiveFrom } of inOrder) if (addDays(TODAY, day) >= effectiveFrom) inForce = seq
          expect(standardsOn(stored, addDays(TODAY, day))?.seq).toBe(inForce)
        }
      }),
      { seed: 20260302, numRuns: 300 },
    )
  })
})

describe('a version takes effect', () => {
  const before = recorded({ effectiveFrom: '2026-01-01' })
  const past = ['standards-in-the-past', '/effectiveFrom']
  it.each([
    ['today', before, {}, 'taken'],
    ['later', before, { effectiveFrom: '2027-01-01' }, 'taken'],
    ['not yesterday', before, { effectiveFrom: '2026-03-01' }, past],
    [
      'yesterday, stating cameras for the first time',
      before,
      { effectiveFrom: '2026-03-01', cctv: CCTV_RULE },
      'taken',
    ],
    [
      'before all others, stating cameras for the first time',
      before,
      { effectiveFrom: '2015-07-06', cctv: CCTV_RULE },
      'taken',
    ],
    [
      'before all others, stating drivers for the first time',
      before,
      { effectiveFrom: '2015-07-06', driverCriteria: DRIVER_CRITERIA },
      'taken',
    ],
    [
      'not in the past, stating cameras once more',
      recorded({ effectiveFrom: '2026-01-01', cctv: CCTV_RULE }),
      { effectiveFrom: '2026-03-01', cctv: CCTV_RULE },
      past,
    ],
    [
      'not in the past, stating cameras once more beside a version of a later day that did',
      recorded({ effectiveFrom: '2026-01-01' }, { effectiveFrom: '2027-01-01', cctv: { isRequired: false } }),
      { effectiveFrom: '2026-03-01', cctv: CCTV_RULE },
      past,
    ],
    [
      'in the past, stating drivers for the first time and of cameras what was stated',
      recorded({ effectiveFrom: '2026-01-01', cctv: CCTV_RULE }),
      { effectiveFrom: '2026-03-01', cctv: { ...CCTV_RULE }, driverCriteria: DRIVER_CRITERIA },
      'taken',
    ],
    [
      'in the past, not with another rule on cameras than was stated for those days',
      recorded({ effectiveFrom: '2026-01-01', cctv: CCTV_RULE }),
      { effectiveFrom: '2020-01-01', cctv: { ...CCTV_RULE, faultRepairDays: 30 }, driverCriteria: DRIVER_CRITERIA },
      ['standards-in-the-past', '/cctv'],
    ],
    [
      'in the past, not leaving out what was stated for those days',
      recorded({ effectiveFrom: '2026-01-01', cctv: CCTV_RULE }),
      { effectiveFrom: '2026-03-01', driverCriteria: DRIVER_CRITERIA },
      ['standards-in-the-past', '/cctv'],
    ],
    [
      'in the past, not with another validity of searches than counted on one of those days',
      recorded({ effectiveFrom: '2026-01-01' }, { effectiveFrom: '2026-02-01', searchValidityDays: 7 }),
      { effectiveFrom: '2026-01-15', cctv: CCTV_RULE, searchValidityDays: 28 },
      ['standards-in-the-past', '/searchValidityDays'],
    ],
    [
      'in the past, with what it likes where nothing was stated yet',
      recorded({ effectiveFrom: TODAY }),
      { effectiveFrom: '2015-07-06', cctv: CCTV_RULE, searchValidityDays: 14 },
      'taken',
    ],
    [
      'in the past, not with cameras on days that a version left them out of, though others stated them',
      recorded(
        { effectiveFrom: '2020-01-01' },
        { effectiveFrom: '2022-01-01', cctv: CCTV_RULE },
        { effectiveFrom: '2024-01-01' },
      ),
      { effectiveFrom: '2024-01-01', cctv: CCTV_RULE, driverCriteria: DRIVER_CRITERIA },
      ['standards-in-the-past', '/cctv'],
    ],
    [
      'in the past, leaving out what was left out on all of its days',
      recorded(
        { effectiveFrom: '2020-01-01' },
        { effectiveFrom: '2022-01-01', cctv: CCTV_RULE },
        { effectiveFrom: '2024-01-01' },
      ),
      { effectiveFrom: '2024-01-01', driverCriteria: DRIVER_CRITERIA },
      'taken',
    ],
    [
      'in the past, not with cameras before the version that stated them first',
      recorded({ effectiveFrom: '2022-01-01', cctv: CCTV_RULE }),
      { effectiveFrom: '2020-01-01', cctv: CCTV_RULE, driverCriteria: DRIVER_CRITERIA },
      ['standards-in-the-past', '/cctv'],
    ],
  ] as const)('%s', (_, versions, content, expected) => {
    expect(judged([...versions], content)).toEqual(expected)
  })
})

describe('what was stated for a day in the past', () => {
  const keeping = (stated: Partial<CctvRule>, restated: Partial<CctvRule>) =>
    judged(recorded({ effectiveFrom: '2026-01-01', cctv: { ...CCTV_RULE, ...stated } }), {
      effectiveFrom: '2026-02-01',
      cctv: { ...CCTV_RULE, ...restated },
      driverCriteria: DRIVER_CRITERIA,
    })
  const rewritten = ['standards-in-the-past', '/cctv']

  it('is compared as it stands, not as it reads: words that run together alike are not the same', () => {
    const acme = (make: string, model: string) => ({ approvedSystems: [{ make, model }] })
    expect(keeping(acme('Acme', 'Cam 4'), acme('Acme', 'Cam 4'))).toBe('taken')
    expect(keeping(acme('Acme', 'Cam 4'), acme('Acme Cam', '4'))).toEqual(rewritten)
    expect(keeping({ approvedInstallers: [] }, { approvedInstallers: ['any'] })).toEqual(rewritten)
    expect(keeping({ approvedInstallers: ['A; B'] }, { approvedInstallers: ['A', 'B'] })).toEqual(rewritten)
    expect(
      keeping(
        { requiredFrom: '2026-01-01', transitionUntil: '2025-12-31' },
        { requiredFrom: '2026-01-01', transitionUntil: '2026-01-01' },
      ),
    ).toEqual(rewritten)
  })
  it('is the same whatever the order of its keys, at any depth', () => {
    const turned = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, turned(inner)]),
          )
        : Array.isArray(value)
          ? value.map(turned)
          : value
    expect(JSON.stringify(turned(CCTV_RULE))).not.toBe(JSON.stringify(CCTV_RULE))
    expect(keeping({}, turned(CCTV_RULE) as CctvRule)).toBe('taken')
  })
})

describe('a version that contradicts itself is refused', () => {
  const rule = (changes: Partial<CctvRule>) => ({ cctv: { ...CCTV_RULE, ...changes } })
  it.each([
    ['no transition at all', rule({ requiredFrom: '2026-05-01', transitionUntil: '2026-04-30' }), undefined],
    [
      'a transition before that',
      rule({ requiredFrom: '2026-05-01', transitionUntil: '2026-04-29' }),
      '/cctv/transitionUntil',
    ],
    ['no vehicles', rule({ appliesTo: [] }), '/cctv/appliesTo'],
    [
      'a kind of vehicle twice',
      rule({ appliesTo: ['private-hire-vehicle', 'private-hire-vehicle'] }),
      '/cctv/appliesTo/1',
    ],
    [
      'sound on trigger, without triggers',
      rule({ audio: { rule: 'on-trigger', triggers: [] } }),
      '/cctv/audio/triggers',
    ],
    [
      'no sound, with triggers',
      rule({ audio: { rule: 'not-permitted', triggers: ['dispute'] } }),
      '/cctv/audio/triggers',
    ],
    [
      'sound if one likes, with triggers',
      rule({ audio: { rule: 'optional', triggers: ['dispute'] } }),
      '/cctv/audio/triggers',
    ],
    ['no sound', rule({ audio: { rule: 'not-permitted', triggers: [] } }), undefined],
    [
      'a trigger twice',
      rule({ audio: { rule: 'on-trigger', triggers: ['dispute', 'vulnerable-adult', 'dispute'] } }),
      '/cctv/audio/triggers/2',
    ],
    [
      'a system twice, spelt in two ways',
      rule({
        approvedSystems: [
          { make: 'Imaginary Optics', model: 'G4' },
          { make: 'IMAGINARYOPTICS', model: 'g 4' },
        ],
      }),
      '/cctv/approvedSystems/1',
    ],
    [
      'two systems whose names run together alike',
      rule({
        approvedSystems: [
          { make: 'Optics G', model: '4' },
          { make: 'Optics', model: 'G4' },
        ],
      }),
      undefined,
    ],
    [
      'an installer twice',
      rule({ approvedInstallers: ['Fictional Fitters', 'fictional fitters'] }),
      '/cctv/approvedInstallers/1',
    ],
    [
      'a ground of exemption twice',
      rule({ exemptionGrounds: ['executive-hire', 'executive-hire'] }),
      '/cctv/exemptionGrounds/1',
    ],
    [
      'any system and installer, no exemption',
      rule({ approvedSystems: [], approvedInstallers: [], exemptionGrounds: [] }),
      undefined,
    ],
    [
      'a qualification that nothing meets',
      { driverCriteria: { ...DRIVER_CRITERIA, qualification: { accepted: [] } } },
      '/driverCriteria/qualification/accepted',
    ],
    [
      'a qualification twice',
      { driverCriteria: { ...DRIVER_CRITERIA, qualification: { accepted: ['BTEC 2', 'btec 2'] } } },
      '/driverCriteria/qualification/accepted/1',
    ],
    ['cameras not required', { cctv: { isRequired: false } as const }, undefined],
  ])('%s', (_, content, pointer) => {
    expect(judged([], content)).toEqual(pointer === undefined ? 'taken' : ['standards-contradict', pointer])
  })
})

describe('what authorities ask, side by side', () => {
  const FULL = version({ cctv: CCTV_RULE, driverCriteria: DRIVER_CRITERIA })
  const valuesOf = (standards: NewVersion | undefined) =>
    Object.fromEntries(
      sideBySide([{ authority: 'a', standards }]).map(({ point, values }) => [point, values[0]?.value]),
    )

  it('is said in words, and what is not stated is null', () => {
    expect(valuesOf(FULL)).toEqual({
      'cctv.isRequired': 'required',
      'cctv.requiredFrom': '2015-07-06',
      'cctv.transitionUntil': '2016-07-05',
      'cctv.appliesTo': 'hackney carriage vehicle; private hire vehicle',
      'cctv.video': 'whenever used as a taxi',
      'cctv.audio.rule': 'on trigger',
      'cctv.audio.triggers': 'unaccompanied child; vulnerable adult; dispute',
      'cctv.inspectionIntervalMonths': 'every 12 months',
      'cctv.faultRepairDays': '7 days',
      'cctv.approvedSystems': 'Imaginary Optics Guardian 4',
      'cctv.approvedInstallers': 'Fictional Fitters Ltd',
      'cctv.exemptionGrounds': 'executive hire; vehicle unsuitable',
      'driverCriteria.backgroundCheck': 'every 6 months',
      'driverCriteria.safeguardingTraining': 'every 36 months',
      'driverCriteria.qualification': 'BTEC Level 2 in taxi and private hire driving',
      'driverCriteria.camera': 'required',
      freshnessLimitHours: '168 hours',
      searchValidityDays: '28 days',
    })
    const nothing = valuesOf(version())
    expect([nothing['cctv.isRequired'], nothing['driverCriteria.camera'], nothing['searchValidityDays']]).toEqual([
      null,
      null,
      '28 days',
    ])
    expect(new Set(Object.values(valuesOf(undefined)))).toEqual(new Set([null]))
  })

  it('tells what is not asked from what is not stated', () => {
    const asked = valuesOf(
      version({
        cctv: { isRequired: false },
        driverCriteria: { backgroundCheck: null, safeguardingTraining: null, qualification: null, camera: null },
      }),
    )
    const { freshnessLimitHours: _, searchValidityDays: __, ...others } = asked
    expect(new Set(Object.values(others))).toEqual(new Set(['not asked']))
  })

  it('has a point for every field: where one is changed, exactly one value differs', () => {
    const changed = (path: string[], value: unknown): unknown => {
      const [key, ...rest] = path
      if (key === undefined) return Array.isArray(value) ? value.slice(1) : otherThan(value)
      const object = value as Record<string, unknown>
      return { ...object, [key]: changed(rest, object[key]) }
    }
    const leaves = (value: unknown, path: string[]): string[][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
        : [path]
    const { effectiveFrom: _, ...content } = FULL
    const paths = leaves(content, []).filter((path) => path.at(-1) !== 'isRequired')
    expect(paths.length).toBeGreaterThan(14)
    for (const path of paths) {
      const other = changed(path, content) as NewVersion
      const differing = sideBySide([
        { authority: 'a', standards: FULL },
        { authority: 'b', standards: other },
      ]).filter(({ differs }) => differs)
      expect([path, differing.length]).toEqual([path, 1])
      expect(path.join('.')).toMatch(new RegExp(`^${differing[0]!.point.replaceAll('.', '\\.')}`))
    }
    const said = paths.map((path) => path.join('.'))
    const fields = new Set([...said, 'cctv.isRequired', 'driverCriteria.camera'])
    expect(STANDARDS_POINTS.filter(({ point }) => ![...fields].some((field) => field.startsWith(point)))).toEqual([])
  })

  it('is the same for lists in another order', () => {
    const turned: CctvRule = {
      ...CCTV_RULE,
      appliesTo: [...CCTV_RULE.appliesTo].reverse(),
      audio: { rule: 'on-trigger', triggers: [...CCTV_RULE.audio.triggers].reverse() },
      exemptionGrounds: [...CCTV_RULE.exemptionGrounds].reverse(),
    }
    expect(valuesOf(version({ cctv: turned }))['cctv.appliesTo']).toBe(valuesOf(FULL)['cctv.appliesTo'])
    const points = sideBySide([
      { authority: 'a', standards: FULL },
      { authority: 'b', standards: { ...FULL, cctv: turned } },
    ])
    expect(points.filter(({ differs }) => differs)).toEqual([])
  })
})

const otherThan = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1
  if (value === 'on-trigger') return 'optional'
  if (value === 'whenever-used-as-a-taxi') return 'on-trigger'
  if (typeof value === 'string') return addDays(value, 10)
  throw new Error(`no other value than ${String(value)}`)
}
