import { judgeCctvFact } from '../../src/domain/cctv-record.js'
import type { NewCctvFact } from '../../src/domain/cctv-facts.js'
import type { CctvStandard, Standards } from '../../src/domain/standards.js'
import {
  asked,
  conditioned,
  decided,
  exempted,
  exemptionEnded,
  fitted,
  handedOver,
  inspected,
  recorded,
  removed,
  repaired,
  reported,
  rule,
  versions,
} from './cctv-build.js'

const TODAY = '2026-06-15'

/** The code and pointer of the refusal, or `ok`. */
function judged(candidate: NewCctvFact, facts: NewCctvFact[] = [], standard: CctvStandard = rule()): string {
  return judgedBy(versions(['2015-07-06', standard]), candidate, facts)
}

function judgedBy(standards: Standards[], candidate: NewCctvFact, facts: NewCctvFact[] = []): string {
  const no = judgeCctvFact(recorded(...facts), candidate, standards, TODAY)
  return no ? [no.refusal.code, no.refusal.pointer].filter(Boolean).join(' ') : 'ok'
}

const replaces = (corrects: string) => ({ corrects, effect: 'replace' as const })
const annuls = (corrects: string) => ({ corrects, effect: 'annul' as const })

describe('what has happened', () => {
  it.each([
    fitted('2026-06-16'),
    removed('2026-06-16'),
    inspected('2026-06-16'),
    reported('2026-06-16'),
    repaired('2026-06-16'),
    exemptionEnded('2026-06-16'),
    asked('2026-06-16'),
    decided('2026-06-16'),
    handedOver('2026-06-16'),
  ])('is not recorded before it happens: $type', (candidate) => {
    expect(judged(candidate)).toBe('date-in-future /on')
  })

  it('is an exemption or a condition only once it begins, and these may be given for later', () => {
    expect(judged(exempted('2026-07-01', '2026-08-01'))).toBe('ok')
    expect(judged(conditioned('2026-07-01'))).toBe('ok')
  })
})

describe('a system', () => {
  it('is fitted, and replaced, but the same one is not fitted again', () => {
    expect(judged(fitted(TODAY))).toBe('ok')
    expect(judged(fitted(TODAY, { serial: 'VE-2' }), [fitted('2026-01-01')])).toBe('ok')
    expect(judged(fitted(TODAY, { serial: 've - 1' }), [fitted('2026-01-01')])).toBe(
      'system-already-fitted /content/serial',
    )
    expect(judged(fitted(TODAY), [fitted('2026-01-01'), removed('2026-02-01')])).toBe('ok')
    expect(judged(fitted(TODAY), [fitted('2026-01-01'), fitted('2026-02-01', { serial: 'VE-2' })])).toBe('ok')
  })

  it('must be there to be taken out', () => {
    expect(judged(removed(TODAY))).toBe('no-system-fitted /on')
    expect(judged(removed('2025-12-31'), [fitted('2026-01-01')])).toBe('no-system-fitted /on')
    expect(judged(removed('2026-01-01'), [fitted('2026-01-01')])).toBe('ok')
    expect(judged(removed(TODAY), [fitted('2026-01-01'), removed('2026-02-01')])).toBe('no-system-fitted /on')
  })

  it.each([inspected, reported])('must be there, some time of the day, to be looked at', (look) => {
    expect(judged(look('2025-12-31'), [fitted('2026-01-01')])).toBe('no-system-fitted /on')
    expect(judged(look('2026-01-01'), [fitted('2026-01-01')])).toBe('ok')
    expect(judged(look('2026-02-01'), [fitted('2026-01-01'), removed('2026-02-01')])).toBe('ok')
    expect(judged(look('2026-02-02'), [fitted('2026-01-01'), removed('2026-02-01')])).toBe('no-system-fitted /on')
  })

  it('is not found to have been taken out before it was looked at', () => {
    const facts = [fitted('2026-01-01'), inspected('2026-03-01')]
    expect(judged(removed('2026-02-01'), facts)).toBe('fact-strands-dependants /on')
    expect(judged(removed('2026-02-01'), [...facts, fitted('2026-02-02', { serial: 'VE-2' })])).toBe('ok')
  })
})

describe('a repair', () => {
  const facts = [fitted('2026-01-01'), reported('2026-03-01')]

  it('is of a fault, once, and not before it was reported', () => {
    expect(judged(repaired('2026-03-01'), facts)).toBe('ok')
    expect(judged(repaired('2026-03-01', 'nowhere'), facts)).toBe('fact-not-found /content/faultId')
    expect(judged(repaired('2026-03-01', 'installation'), facts)).toBe('fact-not-found /content/faultId')
    expect(judged(repaired('2026-02-28'), facts)).toBe('fact-before-its-cause /on')
    expect(judged(repaired('2026-03-03'), [...facts, repaired('2026-03-02')])).toBe('fact-already-followed')
  })

  it('may name any record of the fault that counts, and none that does not', () => {
    const replaced = [...facts, reported('2026-03-05', replaces('fault'))]
    expect(judged(repaired('2026-03-04'), replaced)).toBe('fact-before-its-cause /on')
    expect(judged(repaired('2026-03-05'), replaced)).toBe('ok')
    expect(judged(repaired('2026-03-05', 'fault-2'), [...replaced, repaired('2026-03-05')])).toBe(
      'fact-already-followed',
    )
    expect(judged(repaired('2026-03-05'), [...facts, reported(TODAY, annuls('fault'))])).toBe(
      'fact-not-found /content/faultId',
    )
  })
})

describe('an exemption', () => {
  it('stands on a ground of the standards of its first day', () => {
    expect(judged(exempted('2026-06-01', '2026-06-30'))).toBe('ok')
    for (const standard of [rule({ exemptionGrounds: ['vehicle-unsuitable'] }), { isRequired: false } as const, null])
      expect(judged(exempted('2026-06-01', '2026-06-30'), [], standard)).toBe(
        'exemption-ground-not-in-standards /content/ground',
      )
  })

  describe('on a ground that the standards of today no longer know', () => {
    const dropped = versions(['2015-07-06', rule()], ['2026-06-01', rule({ exemptionGrounds: [] })])
    const unknown = 'exemption-ground-not-in-standards'

    it('is over, or is not given', () => {
      expect(judgedBy(dropped, exempted('2026-05-01', '2026-06-14'))).toBe('ok')
      expect(judgedBy(dropped, exempted('2026-05-01', TODAY))).toBe(`${unknown} /content/ground`)
    })

    it('does not come back by a correction, of itself or of its end', () => {
      const facts = [exempted('2026-05-01', '2026-06-30')]
      const annulled = [...facts, exempted('2026-05-01', '2026-06-30', annuls('exemption'))]
      const back = exempted('2026-05-01', '2026-06-30', annuls('exemption-2'))
      expect(judged(back, annulled)).toBe('ok')
      expect(judgedBy(dropped, back, annulled)).toBe(`${unknown} /correction/factId`)
      expect(judgedBy(dropped, exempted('2026-05-02', '2026-06-30', replaces('exemption')), facts)).toBe(
        `${unknown} /content/ground`,
      )
      expect(judgedBy(dropped, exempted('2026-05-01', '2026-06-01', replaces('exemption')), facts)).toBe('ok')

      const ended = [...facts, exemptionEnded('2026-05-10')]
      const unended = exemptionEnded(TODAY, 'exemption', annuls('exemption-end'))
      expect(judged(unended, ended)).toBe('ok')
      expect(judgedBy(dropped, unended, ended)).toBe(`${unknown} /correction/factId`)
    })

    it('is in the way of nothing else', () => {
      const facts = [exempted('2026-05-01', '2026-06-30')]
      expect(judgedBy(dropped, fitted(TODAY), facts)).toBe('ok')
      expect(judgedBy(dropped, exemptionEnded(TODAY), facts)).toBe('ok')
      expect(judgedBy(dropped, exempted(TODAY, TODAY, annuls('exemption')), facts)).toBe('ok')
    })
  })

  it('is given for twelve months at the most, and then decided anew', () => {
    expect(judged(exempted('2026-06-02', '2027-06-01'))).toBe('ok')
    expect(judged(exempted('2026-06-02', '2027-06-02'))).toBe('period-too-long /content/until')
    expect(judged(exempted('2024-02-29', '2025-02-28'))).toBe('ok')
    expect(judged(exempted('2024-02-29', '2025-03-01'))).toBe('period-too-long /content/until')
    expect(judged(exempted('2027-06-02', '2028-06-01'), [exempted('2026-06-02', '2027-06-01')])).toBe('ok')
  })

  it('does not end before it begins', () => {
    expect(judged(exempted('2026-06-02', '2026-06-01'))).toBe('period-ends-before-start /content/until')
    expect(judged(exempted('2026-06-02', '2026-06-02'))).toBe('ok')
    expect(judged(conditioned('2026-06-02', '2026-06-01'))).toBe('period-ends-before-start /content/until')
    expect(judged(conditioned('2026-06-02', null))).toBe('ok')
  })

  it('does not overlap another, but for what an end has freed', () => {
    const facts = [exempted('2026-06-01', '2026-06-30')]
    expect(judged(exempted('2026-06-30', '2026-07-30'), facts)).toBe('exemptions-overlap /on')
    expect(judged(exempted('2026-05-01', '2026-06-01'), facts)).toBe('exemptions-overlap /on')
    expect(judged(exempted('2026-05-01', '2026-07-31'), facts)).toBe('exemptions-overlap /on')
    expect(judged(exempted('2026-07-01', '2026-07-31'), facts)).toBe('ok')
    const ended = [...facts, exemptionEnded('2026-06-10')]
    expect(judged(exempted('2026-06-10', '2026-07-31'), ended)).toBe('ok')
    expect(judged(exempted('2026-06-09', '2026-07-31'), ended)).toBe('exemptions-overlap /on')
    expect(judged(exempted('2026-06-01', '2026-07-31'), [...facts, exemptionEnded('2026-06-01')])).toBe('ok')
  })

  it('ends early once, and not before it began', () => {
    const facts = [exempted('2026-06-01', '2026-06-30')]
    expect(judged(exemptionEnded('2026-06-01'), facts)).toBe('ok')
    expect(judged(exemptionEnded('2026-05-31'), facts)).toBe('fact-before-its-cause /on')
    expect(judged(exemptionEnded('2026-06-10', 'nowhere'), facts)).toBe('fact-not-found /content/exemptionId')
    expect(judged(exemptionEnded('2026-06-10'), [...facts, exemptionEnded('2026-06-09')])).toBe('fact-already-followed')
  })

  it('does not get back days that another has taken since', () => {
    const facts = [
      exempted('2026-06-01', '2026-06-30'),
      exemptionEnded('2026-06-10'),
      exempted('2026-06-10', '2026-06-20'),
    ]
    expect(judged(exemptionEnded(TODAY, 'exemption', annuls('exemption-end')), facts)).toBe(
      'exemptions-overlap /correction/factId',
    )
    expect(judged(exemptionEnded('2026-06-11', 'exemption', replaces('exemption-end')), facts)).toBe(
      'exemptions-overlap /correction/factId',
    )
    expect(judged(exemptionEnded('2026-06-09', 'exemption', replaces('exemption-end')), facts)).toBe('ok')
  })
})

describe('a request for footage', () => {
  const facts = [asked('2026-06-01')]

  it('is decided once, and not before it was made', () => {
    expect(judged(decided('2026-06-01'), facts)).toBe('ok')
    expect(judged(decided('2026-06-01'))).toBe('fact-not-found /content/requestId')
    expect(judged(decided('2026-05-31'), facts)).toBe('fact-before-its-cause /on')
    expect(judged(decided('2026-06-03'), [...facts, decided('2026-06-02')])).toBe('fact-already-followed')
  })

  it('is answered with footage once, if it was granted, and not before that', () => {
    expect(judged(handedOver('2026-06-02'))).toBe('fact-not-found /content/requestId')
    expect(judged(handedOver('2026-06-02'), facts)).toBe('footage-not-granted /content/requestId')
    expect(judged(handedOver('2026-06-02'), [...facts, decided('2026-06-02', 'refused')])).toBe(
      'footage-not-granted /content/requestId',
    )
    const granted = [...facts, decided('2026-06-02', 'granted-in-part')]
    expect(judged(handedOver('2026-06-01'), granted)).toBe('fact-before-its-cause /on')
    expect(judged(handedOver('2026-06-02'), granted)).toBe('ok')
    expect(judged(handedOver('2026-06-03'), [...granted, handedOver('2026-06-02')])).toBe('fact-already-followed')
  })
})

describe('a correction', () => {
  it('names the last record of a fact of its own type', () => {
    const facts = [fitted('2026-01-01'), reported('2026-03-01'), reported('2026-03-02', replaces('fault'))]
    expect(judged(reported('2026-03-03', replaces('nowhere')), facts)).toBe('fact-not-found /correction/factId')
    expect(judged(reported('2026-03-03', replaces('fault')), facts)).toBe('fact-already-corrected /correction/factId')
    expect(judged(removed('2026-03-03', replaces('fault-2')), facts)).toBe('fact-of-another-type /type')
    expect(judged(reported('2026-03-03', replaces('fault-2')), facts)).toBe('ok')
    expect(judged(reported('2026-03-03', annuls('fault-2')), facts)).toBe('ok')
  })

  it('is judged as what it puts in the place of the fact', () => {
    const facts = [fitted('2026-01-01'), inspected('2026-03-01')]
    expect(judged(inspected('2025-12-31', {}, replaces('inspection')), facts)).toBe('no-system-fitted /on')
    expect(judged(fitted('2026-02-01', {}, replaces('installation')), facts)).toBe('ok')
    expect(judged(inspected('2026-06-16', {}, replaces('inspection')), facts)).toBe('date-in-future /on')
  })

  it('may annul what is yet to begin, whatever day it carries', () => {
    const facts = [exempted('2026-07-01', '2026-07-31')]
    expect(judged(exempted('2026-07-01', '2026-06-01', annuls('exemption')), facts, null)).toBe('ok')
  })

  it.each([
    ['a fault from its repair', reported(TODAY, annuls('fault')), [reported('2026-03-01'), repaired('2026-03-02')]],
    [
      'a fault to after its repair',
      reported('2026-03-03', replaces('fault')),
      [reported('2026-03-01'), repaired('2026-03-02')],
    ],
    [
      'an exemption from its end',
      exempted('2026-06-01', '2026-06-30', annuls('exemption')),
      [exempted('2026-06-01', '2026-06-30'), exemptionEnded('2026-06-10')],
    ],
    [
      'an exemption to after its end',
      exempted('2026-06-11', '2026-06-30', replaces('exemption')),
      [exempted('2026-06-01', '2026-06-30'), exemptionEnded('2026-06-10')],
    ],
    [
      'a request from its decision',
      asked('2026-06-01', annuls('footage-request')),
      [asked('2026-06-01'), decided('2026-06-01')],
    ],
    [
      'a grant from its handover',
      decided('2026-06-02', 'granted', annuls('footage-decision')),
      [asked('2026-06-01'), decided('2026-06-02'), handedOver('2026-06-03')],
    ],
    [
      'a grant from its handover, by refusing',
      decided('2026-06-02', 'refused', replaces('footage-decision')),
      [asked('2026-06-01'), decided('2026-06-02'), handedOver('2026-06-03')],
    ],
    ['a system from its inspection', fitted('2026-01-01', {}, annuls('installation')), [inspected('2026-03-01')]],
    ['a system to after its inspection', fitted('2026-03-02', {}, replaces('installation')), [inspected('2026-03-01')]],
    ['a system from its fault', fitted('2026-01-01', {}, annuls('installation')), [reported('2026-03-01')]],
    ['a system from its removal', fitted('2026-01-01', {}, annuls('installation')), [removed('2026-03-01')]],
  ] as [string, NewCctvFact, NewCctvFact[]][])('does not take %s', (_, candidate, rest) => {
    expect(judged(candidate, [fitted('2026-01-01'), ...rest])).toBe('fact-strands-dependants /correction/factId')
  })

  it('takes a system from an inspection that an earlier one bears', () => {
    const facts = [fitted('2026-01-01'), fitted('2026-02-01', { serial: 'VE-2' }), inspected('2026-03-01')]
    expect(judged(fitted('2026-02-01', {}, annuls('installation-2')), facts)).toBe('ok')
  })

  it('brings nothing back whose place was taken', () => {
    const facts = [
      fitted('2026-01-01'),
      reported('2026-03-01'),
      repaired('2026-03-02'),
      repaired('2026-03-02', 'fault', annuls('repair')),
    ]
    expect(judged(repaired(TODAY, 'fault', annuls('repair-2')), facts)).toBe('ok')
    expect(judged(repaired(TODAY, 'fault', annuls('repair-2')), [...facts, repaired('2026-03-09')])).toBe(
      'fact-already-followed',
    )
  })
})
