import { startOfLondonDay } from '../../src/domain/calendar.js'
import { cctvAt, cctvOn, cctvTimeLine, leastPromising } from '../../src/domain/cctv.js'
import type { NewCctvFact } from '../../src/domain/cctv-facts.js'
import type { Standards } from '../../src/domain/standards.js'
import type { VehicleKind } from '../../src/domain/words.js'
import {
  conditioned,
  exempted,
  exemptionEnded,
  fitted,
  inspected,
  recorded,
  removed,
  repaired,
  reported,
  rule,
  versions,
} from './cctv-build.js'

const ROTHERHAM = versions(['2015-07-06', rule()])
const STATED = 'standards in force from 2015-07-06: '

/** The status on a day, and the codes of its reasons. */
function on(day: string, facts: NewCctvFact[], standards: Standards[] = ROTHERHAM, kind?: VehicleKind): string {
  const { status, reasons } = cctvOn(standards, kind ?? 'private-hire-vehicle', recorded(...facts), day)
  return [status, ...reasons.map(({ code }) => code)].join(' ')
}

function reasonsOn(day: string, facts: NewCctvFact[], standards: Standards[] = ROTHERHAM) {
  return cctvOn(standards, 'private-hire-vehicle', recorded(...facts), day).reasons
}

const compliant = 'compliant meets-the-rule'
const good = [fitted('2025-01-10'), inspected('2025-01-10')]

describe('whether a camera is asked for', () => {
  it('is unknown where the authority has no standards, or none that speak of cameras', () => {
    expect(on('2025-06-01', good, [])).toBe('unknown standard-not-stated')
    expect(on('2025-06-01', good, versions(['2015-07-06', null]))).toBe('unknown standard-not-stated')
    expect(reasonsOn('2025-06-01', good, [])).toEqual([
      { code: 'standard-not-stated', rule: 'no standard is stated', factId: null },
    ])
  })

  it('is no where the standards say so, with each reason', () => {
    const none = versions(['2015-07-06', { isRequired: false }])
    expect(on('2025-06-01', [], none)).toBe('not-required standard-asks-for-none')
    const later = versions(['2015-07-06', rule({ requiredFrom: '2026-01-01', transitionUntil: '2025-12-31' })])
    expect(on('2025-12-31', [], later)).toBe('not-required not-required-yet')
    expect(on('2026-01-01', [], later)).toBe('non-compliant no-system')
    const hackneys = versions(['2015-07-06', rule({ appliesTo: ['hackney-carriage-vehicle'] })])
    expect(on('2025-06-01', [], hackneys, 'private-hire-vehicle')).toBe('not-required kind-not-covered')
    expect(on('2025-06-01', [], hackneys, 'hackney-carriage-vehicle')).toBe('non-compliant no-system')
  })

  it('is judged by the version recorded last of those that have begun', () => {
    const changed = versions(['2015-07-06', rule()], ['2026-01-01', null], ['2025-06-01', { isRequired: false }])
    expect(on('2025-05-31', good, changed)).toBe(compliant)
    expect(on('2025-06-01', good, changed)).toBe('not-required standard-asks-for-none')
    expect(on('2026-01-01', good, changed)).toBe('not-required standard-asks-for-none')
  })
})

describe('a condition of the licence', () => {
  const none = versions(['2015-07-06', { isRequired: false }])

  it('asks for a camera that works, from its first day to its last, whatever the policy says', () => {
    const facts = [conditioned('2025-03-01', '2025-04-30')]
    expect(on('2025-02-28', facts, none)).toBe('not-required standard-asks-for-none')
    expect(on('2025-03-01', facts, none)).toBe('non-compliant required-by-condition no-system')
    expect(on('2025-04-30', facts, [])).toBe('non-compliant required-by-condition no-system')
    expect(on('2025-05-01', facts, none)).toBe('not-required standard-asks-for-none')
    expect(reasonsOn('2025-03-01', facts, none)[0]).toEqual({
      code: 'required-by-condition',
      rule: 'condition of the licence',
      factId: 'condition',
    })
  })

  it('knows no inspection that is due, no list, and no time to repair a fault', () => {
    const unseen = [conditioned('2025-01-01'), fitted('2020-01-01', { isAudioCapable: false, hasSignage: false })]
    const facts = [...unseen, inspected('2020-02-01')]
    expect(on('2025-06-01', facts, none)).toBe('compliant required-by-condition meets-the-rule')
    expect(on('2025-06-01', [...facts, inspected('2021-01-01', { clock: 'fail' })], none)).toBe(
      'non-compliant required-by-condition inspection-failed',
    )
    const broken = [...facts, reported('2025-06-01'), repaired('2025-06-03')]
    expect(on('2025-06-02', broken, none)).toBe('non-compliant required-by-condition fault-not-repaired')
    expect(on('2025-06-03', broken, none)).toBe('compliant required-by-condition meets-the-rule')
  })

  it('is not known to be met by a system that nobody has inspected', () => {
    const facts = [conditioned('2025-01-01'), fitted('2025-01-10')]
    expect(on('2025-06-01', facts, none)).toBe('unknown required-by-condition not-yet-inspected')
    expect(reasonsOn('2025-06-01', facts, none)[1]).toEqual({
      code: 'not-yet-inspected',
      rule: 'condition of the licence',
      factId: 'installation',
    })
    expect(on('2016-07-01', [conditioned('2016-01-01'), fitted('2016-01-10')])).toBe(
      'unknown required-by-condition not-yet-inspected',
    )
    expect(on('2025-06-01', [...facts, reported('2025-06-01')], none)).toBe(
      'non-compliant required-by-condition fault-not-repaired',
    )
  })

  it('is not loosened by a policy that begins with a transition', () => {
    const facts = [conditioned('2015-01-01')]
    expect(on('2015-07-05', facts)).toBe('non-compliant required-by-condition no-system')
    expect(on('2015-07-06', facts)).toBe('non-compliant required-by-condition no-system')
    expect(on('2016-07-06', facts)).toBe('non-compliant required-by-condition no-system no-system')
    expect(on('2025-06-01', [...good, conditioned('2025-01-01'), reported('2025-06-01')])).toBe(
      'non-compliant required-by-condition fault-not-repaired',
    )
    expect(on('2025-06-01', [...good, conditioned('2025-01-01')])).toBe(
      'compliant required-by-condition meets-the-rule meets-the-rule',
    )
  })
})

describe('an exemption', () => {
  it('frees of the rule from its first day to its last, whatever else is wrong', () => {
    const facts = [exempted('2025-03-01', '2025-04-30'), fitted('2025-01-10'), reported('2025-01-11')]
    expect(on('2025-02-28', facts)).toBe('non-compliant fault-not-repaired')
    expect(on('2025-03-01', facts)).toBe('exempt exemption')
    expect(on('2025-04-30', facts)).toBe('exempt exemption')
    expect(on('2025-05-01', facts)).toBe('non-compliant fault-not-repaired')
    expect(reasonsOn('2025-03-01', facts)).toEqual([
      { code: 'exemption', rule: 'exempt until 2025-04-30: executive hire', factId: 'exemption' },
    ])
  })

  it('ends on the day of its end, if that comes first', () => {
    expect(on('2025-03-31', [exempted('2025-03-01', '2025-04-30'), exemptionEnded('2025-04-01')])).toBe(
      'exempt exemption',
    )
    expect(on('2025-04-01', [exempted('2025-03-01', '2025-04-30'), exemptionEnded('2025-04-01')])).toBe(
      'non-compliant no-system',
    )
    expect(on('2025-05-01', [exempted('2025-03-01', '2025-04-30'), exemptionEnded('2025-06-01')])).toBe(
      'non-compliant no-system',
    )
  })

  it('says nothing where no camera is asked for, and frees of a condition too', () => {
    const none = versions(['2015-07-06', { isRequired: false }])
    const facts = [exempted('2025-03-01', '2025-04-30')]
    expect(on('2025-03-01', facts, none)).toBe('not-required standard-asks-for-none')
    expect(on('2025-03-01', facts, [])).toBe('unknown standard-not-stated')
    expect(on('2025-03-01', [...facts, conditioned('2025-01-01')], none)).toBe('exempt exemption')
  })
})

describe('the system', () => {
  it('is the one fitted last and not taken out since', () => {
    const facts = [
      fitted('2025-01-10'),
      inspected('2025-01-10'),
      removed('2025-03-01'),
      fitted('2025-04-01', { serial: 'VE-2' }),
    ]
    expect(on('2025-01-09', facts)).toBe('non-compliant no-system')
    expect(on('2025-01-10', facts)).toBe(compliant)
    expect(on('2025-03-01', facts)).toBe('non-compliant no-system')
    expect(on('2025-04-01', facts)).toBe('unknown not-yet-inspected')
    expect(reasonsOn('2025-01-09', facts)[0]).toEqual({
      code: 'no-system',
      rule: `${STATED}a camera from 2015-07-06`,
      factId: null,
    })
    expect(reasonsOn('2025-03-01', facts)[0]?.factId).toBe('removal')
  })

  it('is, of two events of one day, left by the one recorded last', () => {
    expect(on('2025-03-01', [...good, removed('2025-03-01'), fitted('2025-03-01', { serial: 'VE-2' })])).toBe(
      'unknown not-yet-inspected',
    )
    expect(on('2025-03-01', [...good, fitted('2025-03-01', { serial: 'VE-2' }), removed('2025-03-01')])).toBe(
      'non-compliant no-system',
    )
  })

  it('is on the list, spelt as it may be; an empty list takes any', () => {
    const listed = versions(['2015-07-06', rule({ approvedSystems: [{ make: 'Verifeye', model: 'MK7' }] })])
    expect(on('2025-06-01', good, listed)).toBe(compliant)
    expect(on('2025-06-01', [fitted('2025-01-10', { model: 'Mk 6' }), inspected('2025-01-10')], listed)).toBe(
      'non-compliant system-not-approved',
    )
    // the words of make and model do not run into each other
    const other = versions(['2015-07-06', rule({ approvedSystems: [{ make: 'VerifEyeMk', model: '7' }] })])
    expect(on('2025-06-01', good, other)).toBe('non-compliant system-not-approved')
  })

  it('is fitted by an installer on the list of that day, or of today', () => {
    const struckOff = versions(
      ['2015-07-06', rule({ approvedInstallers: ['DON VALLEY AUTOS'] })],
      ['2025-06-01', rule({ approvedInstallers: ['Sheaf Motors'] })],
    )
    const after = [fitted('2025-06-02'), inspected('2025-06-02')]
    expect(on('2025-07-01', good, struckOff)).toBe(compliant)
    expect(on('2025-07-01', after, struckOff)).toBe('non-compliant installer-not-approved')
    const taken = [fitted('2025-01-10', { installer: 'Sheaf  motors' }), inspected('2025-01-10')]
    expect(on('2025-05-31', taken, struckOff)).toBe('non-compliant installer-not-approved')
    expect(on('2025-06-01', taken, struckOff)).toBe(compliant)
  })

  it('fitted before any list was stated is judged by the list of today', () => {
    const late = versions(['2025-06-01', rule({ approvedInstallers: ['Sheaf Motors'] })])
    expect(on('2025-07-01', good, late)).toBe('non-compliant installer-not-approved')
    const unlisted = versions(['2015-07-06', null], ['2025-06-01', rule({ approvedInstallers: ['Sheaf Motors'] })])
    expect(on('2025-07-01', good, unlisted)).toBe('non-compliant installer-not-approved')
  })

  it('is signed, or found signed by the last inspection', () => {
    const unsigned = fitted('2025-01-10', { hasSignage: false })
    const without = inspected('2025-01-11', { signage: 'not-applicable' })
    expect(on('2025-06-01', [unsigned, without])).toBe('non-compliant signage-missing')
    expect(on('2025-06-01', [unsigned, without, inspected('2025-02-01')])).toBe(compliant)
    expect(on('2025-06-01', [unsigned, inspected('2025-01-11', { signage: 'fail' })])).toBe(
      'non-compliant signage-missing inspection-failed',
    )
  })

  it('records sound only where the standards ask for that', () => {
    const silent = [
      fitted('2025-01-10', { isAudioCapable: false }),
      inspected('2025-01-10', { 'audio-trigger': 'not-applicable' }),
    ]
    expect(on('2025-06-01', silent)).toBe('non-compliant audio-not-capable inspection-failed')
    const optional = versions(['2015-07-06', rule({ audio: { rule: 'optional', triggers: [] } })])
    expect(on('2025-06-01', silent, optional)).toBe(compliant)
  })
})

describe('an inspection', () => {
  it('is awaited in the first interval, and holds for one interval', () => {
    expect(on('2026-01-10', [fitted('2025-01-10')])).toBe('unknown not-yet-inspected')
    expect(on('2026-01-11', [fitted('2025-01-10')])).toBe('non-compliant inspection-overdue')
    const facts = [fitted('2025-01-10'), inspected('2025-03-31')]
    expect(on('2026-03-31', facts)).toBe(compliant)
    expect(on('2026-04-01', facts)).toBe('non-compliant inspection-overdue')
    expect(reasonsOn('2026-04-01', facts)).toEqual([
      { code: 'inspection-overdue', rule: `${STATED}inspected every 12 months`, factId: 'inspection' },
    ])
    expect(reasonsOn('2026-01-11', [fitted('2025-01-10')])[0]?.factId).toBe('installation')
  })

  it('of the 31st is due on the last of a shorter month', () => {
    const monthly = versions(['2015-07-06', rule({ inspectionIntervalMonths: 1 })])
    const facts = [fitted('2025-01-10'), inspected('2025-01-31')]
    expect(on('2025-02-28', facts, monthly)).toBe(compliant)
    expect(on('2025-03-01', facts, monthly)).toBe('non-compliant inspection-overdue')
    expect(reasonsOn('2025-03-01', facts, monthly)[0]?.rule).toBe(`${STATED}inspected every month`)
  })

  it.each([
    'picture',
    'indicator',
    'driver-button',
    'passenger-button',
    'audio-trigger',
    'encryption',
    'clock',
    'signage',
  ] as const)('fails by its %s', (item) => {
    expect(on('2025-06-01', [fitted('2025-01-10'), inspected('2025-01-10', { [item]: 'fail' })])).toBe(
      'non-compliant inspection-failed',
    )
  })

  it.each(['driver-button', 'passenger-button', 'audio-trigger'] as const)(
    'without the %s fails where sound is asked for, and only there',
    (item) => {
      const facts = [fitted('2025-01-10'), inspected('2025-01-10', { [item]: 'not-applicable' })]
      expect(on('2025-06-01', facts)).toBe('non-compliant inspection-failed')
      const silent = versions(['2015-07-06', rule({ audio: { rule: 'not-permitted', triggers: [] } })])
      expect(on('2025-06-01', facts, silent)).toBe(compliant)
    },
  )

  it('is made good by the next', () => {
    const facts = [fitted('2025-01-10'), inspected('2025-01-10', { clock: 'fail' }), inspected('2025-01-20')]
    expect(on('2025-01-19', facts)).toBe('non-compliant inspection-failed')
    expect(on('2025-01-20', facts)).toBe(compliant)
  })

  it('of an earlier system says nothing of a newer one; one of the day of fitting does', () => {
    const renewed = [...good, fitted('2025-05-01', { serial: 'VE-2' })]
    expect(on('2025-05-01', renewed)).toBe('unknown not-yet-inspected')
    expect(on('2025-05-01', [...renewed, inspected('2025-05-01')])).toBe(compliant)
    // on the day of fitting: recorded before the newer one, it was of the earlier
    const before = [...good, inspected('2025-05-01'), fitted('2025-05-01', { serial: 'VE-2' })]
    expect(on('2025-05-02', before)).toBe('unknown not-yet-inspected')
    // and a correction of it keeps its place
    const corrected = inspected('2025-05-01', {}, { corrects: 'inspection-2', effect: 'replace' })
    expect(on('2025-05-02', [...before, corrected])).toBe('unknown not-yet-inspected')
  })
})

describe('a fault', () => {
  const facts = [...good, reported('2025-06-01')]

  it('may be repaired in time, and is held against the vehicle after that', () => {
    expect(on('2025-06-01', facts)).toBe('compliant meets-the-rule fault-within-repair-time')
    expect(on('2025-06-15', facts)).toBe('compliant meets-the-rule fault-within-repair-time')
    expect(on('2025-06-16', facts)).toBe('non-compliant fault-not-repaired')
    expect(reasonsOn('2025-06-16', facts)).toEqual([
      { code: 'fault-not-repaired', rule: `${STATED}a fault repaired within 14 days`, factId: 'fault' },
    ])
  })

  it('is repaired within one day where the standards say so', () => {
    const strict = versions(['2015-07-06', rule({ faultRepairDays: 1 })])
    expect(on('2025-06-02', facts, strict)).toBe('compliant meets-the-rule fault-within-repair-time')
    expect(reasonsOn('2025-06-03', facts, strict)[0]?.rule).toBe(`${STATED}a fault repaired within 1 day`)
  })

  it('is over on the day of its repair', () => {
    expect(on('2025-06-19', [...facts, repaired('2025-06-20')])).toBe('non-compliant fault-not-repaired')
    expect(on('2025-06-20', [...facts, repaired('2025-06-20')])).toBe(compliant)
  })

  it('of two is named alone', () => {
    const two = [...facts, reported('2025-06-02'), repaired('2025-06-05')]
    expect(reasonsOn('2025-06-30', two).map(({ factId }) => factId)).toEqual(['fault-2'])
  })

  it('of an earlier system goes with it', () => {
    expect(on('2025-07-01', [...facts, fitted('2025-06-20', { serial: 'VE-2' }), inspected('2025-06-20')])).toBe(
      compliant,
    )
  })
})

describe('the transition', () => {
  it('awaits whatever falls short or is in doubt, to its last day', () => {
    expect(on('2016-07-05', [])).toBe('awaiting-fit no-system in-transition')
    expect(on('2016-07-06', [])).toBe('non-compliant no-system')
    expect(on('2016-07-05', [fitted('2016-07-01')])).toBe('awaiting-fit not-yet-inspected in-transition')
    expect(on('2016-07-06', [fitted('2016-07-01')])).toBe('unknown not-yet-inspected')
    expect(reasonsOn('2016-07-05', []).at(-1)?.rule).toBe(`${STATED}vehicles fitted by 2016-07-05`)
  })

  it('keeps nobody from being compliant', () => {
    expect(on('2016-07-01', [fitted('2016-07-01'), inspected('2016-07-01')])).toBe(compliant)
  })
})

describe('a corrected fact', () => {
  it('does not count; what replaces it does, in its place', () => {
    const facts = [...good, reported('2025-06-01'), reported('2025-06-10', { corrects: 'fault', effect: 'replace' })]
    expect(on('2025-06-09', facts)).toBe(compliant)
    expect(on('2025-06-24', facts)).toBe('compliant meets-the-rule fault-within-repair-time')
    expect(reasonsOn('2025-06-25', facts)[0]).toMatchObject({ code: 'fault-not-repaired', factId: 'fault-2' })
    // a repair of the fault first recorded repairs it
    expect(on('2025-06-25', [...facts, repaired('2025-06-12', 'fault')])).toBe(compliant)
  })

  it('keeps its place among the events of its day', () => {
    const facts = [
      fitted('2025-03-01'),
      fitted('2025-03-01', { serial: 'VE-2', hasSignage: false }),
      fitted('2025-03-01', { serial: 'VE-3' }, { corrects: 'installation', effect: 'replace' }),
    ]
    expect(on('2025-03-01', facts)).toBe('non-compliant signage-missing')
  })

  it('annulled is gone; its annulment annulled, it is back', () => {
    const annulled = [...good, reported('2025-06-01'), reported('2025-06-20', { corrects: 'fault', effect: 'annul' })]
    expect(on('2025-06-30', annulled)).toBe(compliant)
    const back = [...annulled, reported('2025-06-21', { corrects: 'fault-2', effect: 'annul' })]
    expect(on('2025-06-30', back)).toBe('non-compliant fault-not-repaired')
    expect(reasonsOn('2025-06-30', back)[0]?.factId).toBe('fault')
  })

  it('annulled after it was replaced gives way to what it replaced', () => {
    const facts = [
      ...good,
      reported('2025-06-01'),
      reported('2025-05-01', { corrects: 'fault', effect: 'replace' }),
      reported('2025-06-20', { corrects: 'fault-2', effect: 'annul' }),
    ]
    expect(on('2025-05-20', facts)).toBe(compliant)
    expect(on('2025-06-16', facts)).toBe('non-compliant fault-not-repaired')
  })
})

describe('the time line', () => {
  it('tells the life of one camera, the future included', () => {
    const facts = recorded(
      fitted('2024-03-15'),
      inspected('2024-03-20'),
      reported('2024-06-01'),
      repaired('2024-06-20'),
      exempted('2025-03-01', '2025-04-30'),
      inspected('2025-04-10'),
    )
    const standards = versions(
      ['2015-07-06', rule({ requiredFrom: '2024-01-01', transitionUntil: '2024-02-29' })],
      ['2025-09-01', rule({ requiredFrom: '2025-09-01', transitionUntil: '2025-09-30', inspectionIntervalMonths: 6 })],
    )
    const steps = cctvTimeLine(standards, 'hackney-carriage-vehicle', facts)
    const lines = steps.map(({ from, status, reasons }) =>
      [from === null ? 'always' : new Date(from).toISOString(), status, ...reasons.map(({ code }) => code)].join(' '),
    )
    expect(lines).toEqual([
      'always unknown standard-not-stated',
      '2015-07-05T23:00:00.000Z not-required not-required-yet',
      '2024-01-01T00:00:00.000Z awaiting-fit no-system in-transition',
      '2024-03-01T00:00:00.000Z non-compliant no-system',
      '2024-03-15T00:00:00.000Z unknown not-yet-inspected',
      '2024-03-20T00:00:00.000Z compliant meets-the-rule',
      '2024-05-31T23:00:00.000Z compliant meets-the-rule fault-within-repair-time',
      '2024-06-15T23:00:00.000Z non-compliant fault-not-repaired',
      '2024-06-19T23:00:00.000Z compliant meets-the-rule',
      '2025-03-01T00:00:00.000Z exempt exemption',
      '2025-04-30T23:00:00.000Z compliant meets-the-rule',
      '2025-08-31T23:00:00.000Z compliant meets-the-rule',
      '2025-10-10T23:00:00.000Z non-compliant inspection-overdue',
    ])
    expect(cctvAt(steps, startOfLondonDay('2025-10-11') - 1).status).toBe('compliant')
    expect(cctvAt(steps, startOfLondonDay('2025-10-11')).status).toBe('non-compliant')
  })

  it('of nothing at all is one step', () => {
    expect(cctvTimeLine([], 'private-hire-vehicle', [])).toEqual([
      {
        from: null,
        until: null,
        status: 'unknown',
        reasons: [{ code: 'standard-not-stated', rule: 'no standard is stated', factId: null }],
      },
    ])
  })

  it('answers unknown where a stored one leaves an instant out', () => {
    expect(cctvAt([], 0)).toEqual({ from: null, until: null, status: 'unknown', reasons: [] })
  })
})

describe('two licences of one vehicle', () => {
  it('are told by what promises least', () => {
    expect(leastPromising(['compliant', 'awaiting-fit'])).toBe('awaiting-fit')
    expect(leastPromising(['unknown', 'non-compliant', 'exempt'])).toBe('non-compliant')
    expect(leastPromising([])).toBe('unknown')
  })
})
