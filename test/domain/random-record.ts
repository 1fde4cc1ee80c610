import fc from 'fast-check'
import type { EntryFact, EntryHistory } from '../../src/domain/entry.js'
import type { LicenceHistory } from '../../src/domain/history.js'
import { fact } from './build.js'
import { randomHistory } from './random-history.js'

const FROM = Date.parse('2027-01-01T09:00:00Z')
const HOUR = 3_600_000

/** All that one authority has on record of one driver: licences and refused applications of any shape, recorded in turns and at any time after. */
export const randomRecord: fc.Arbitrary<EntryHistory[]> = fc
  .record({
    files: fc.array(randomHistory, { minLength: 1, maxLength: 2 }),
    refusals: fc.array(fc.record({ day: fc.integer({ min: 1, max: 28 }), relied: fc.boolean() }), { maxLength: 2 }),
    relied: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
    gaps: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
    kind: fc.constantFrom('private-hire-driver' as const, 'hackney-carriage-driver' as const, null),
  })
  .map(({ files, refusals, relied, gaps, kind }) => {
    const applications = refusals.map(({ day, relied: isRelied }, index) =>
      asApplication(`2025-04-${String(day).padStart(2, '0')}`, isRelied, index),
    )
    return [...files.map((file, n) => asRecorded(file, n, { relied, gaps, kind })), ...applications]
  })

function asRecorded(
  file: LicenceHistory,
  n: number,
  { relied, gaps, kind }: { relied: boolean[]; gaps: number[]; kind: LicenceHistory['kind'] | null },
): EntryHistory {
  let hour = 0
  const decisions = file.decisions.map((each, index): EntryFact => {
    hour += gaps[index % gaps.length]!
    let step = hour
    return {
      ...each,
      id: `${n}-${each.id}`,
      liftsDecisionId: each.liftsDecisionId && `${n}-${each.liftsDecisionId}`,
      correction: each.correction && { ...each.correction, decisionId: `${n}-${each.correction.decisionId}` },
      relevantInformation: relied[index % relied.length] ? ['harassment'] : [],
      // a second apart: no two acts are recorded at one instant
      recordedAt: FROM + hour * HOUR + n * 60_000 + index,
      appeal: each.appeal && {
        steps: each.appeal.steps.map(({ type, on }, s) => {
          step += gaps[(index + s) % gaps.length]!
          return {
            id: `${n}-${each.id}-${s}`,
            type,
            on,
            recordedAt: FROM + step * HOUR + n * 60_000 + 1_000 * (index + 1) + s,
          }
        }),
      },
    }
  })
  return { kind: kind ?? file.kind, jurisdiction: file.jurisdiction, decisions }
}

function asApplication(day: string, isRelied: boolean, index: number): EntryHistory {
  const refused = fact('refuse-application', day, { id: `r-${index}` })
  const relevantInformation = isRelied ? (['risk-of-harm-offence'] as const) : []
  const recordedAt = FROM + index * 7 * HOUR + 30_000
  return {
    kind: 'private-hire-driver',
    jurisdiction: 'england-and-wales',
    decisions: [{ ...refused, relevantInformation, recordedAt, appeal: null }],
  }
}
