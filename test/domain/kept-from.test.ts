import { matters } from '../../src/domain/correction.js'
import type { DecisionFact } from '../../src/domain/history.js'
import { keptFromBy } from '../../src/domain/kept-from.js'
import { appeal, fact, grant } from './build.js'

const GRANT = grant('2025-01-10', '2026-01-09')
const REVOKED = fact('revoke', '2025-06-01')
const REFUSED = fact('refuse-renewal', '2025-12-01')
const RENEWED = fact('renew', '2025-12-20', { period: { startsOn: '2026-01-10', endsOn: '2027-01-09' } })
const by = (...decisions: DecisionFact[]) => keptFromBy(matters(decisions))?.type

it.each([
  ['revoked', [GRANT, REVOKED], 'revoke'],
  ['not renewed', [GRANT, REFUSED], 'refuse-renewal'],
  ['not renewed, then renewed after all', [GRANT, REFUSED, RENEWED], undefined],
  ['renewed, then revoked', [GRANT, REFUSED, RENEWED, fact('revoke', '2026-02-01')], 'revoke'],
  ['revoked on the day of its grant', [GRANT, { ...REVOKED, decidedOn: GRANT.decidedOn }], 'revoke'],
  ['revoked, which is recorded after a later grant', [grant('2025-07-01', '2026-06-30'), REVOKED], undefined],
  ['suspended, or given back', [GRANT, fact('suspend', '2025-06-01'), fact('surrender', '2025-07-01')], undefined],
  [
    'not renewed, which was annulled',
    [GRANT, REFUSED, { ...REFUSED, id: 'a', correction: { decisionId: REFUSED.id, effect: 'annul' } }],
    undefined,
  ],
  [
    'not renewed, which a court quashed',
    [GRANT, { ...REFUSED, appeal: appeal('lodged', '2025-12-05', 'allowed', '2026-01-05') }],
    undefined,
  ],
  [
    'not renewed, which stood',
    [GRANT, { ...REFUSED, appeal: appeal('lodged', '2025-12-05', 'dismissed', '2026-01-05') }],
    'refuse-renewal',
  ],
] satisfies [string, DecisionFact[], string | undefined][])('a licence %s', (_, decisions, expected) => {
  expect(by(...decisions)).toBe(expected)
})
