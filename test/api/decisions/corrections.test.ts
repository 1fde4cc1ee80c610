import { annul, lift, office, refusal, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('a correction leaves nothing that hangs on the decision before it', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())

  const on = (day: string) => registry.clock.set(`${day}T09:00:00Z`)
  const dated = (day: string) => ({ decidedOn: day, notifiedOn: day })
  const replacing = (decisionId: string) => ({
    correction: { decisionId, effect: 'replace', why: 'The day was wrong.' },
  })
  const approved = async (answer: Parameters<typeof rotherham.approve>[0]) =>
    rotherham.made(await rotherham.approve(answer))

  const lifted = async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, suspend({ isImmediate: true })))
    on('2026-04-20')
    const lifting = await rotherham.decide(id, lift(decision.id, { decidedOn: '2026-04-20' }))
    const { decision: liftDecision } = await approved(lifting)
    on('2026-09-18')
    return { id, suspensionId: decision.id as string, liftId: liftDecision.id as string }
  }

  it('a suspension lifted in April is not moved to September', async () => {
    const { id, suspensionId } = await lifted()
    const moved = suspend({ ...dated('2026-09-16'), isImmediate: true, ...replacing(suspensionId) })
    expect(refusal(await rotherham.decide(id, moved))).toEqual([409, 'correction-strands-dependants', '/notifiedOn'])
    const ordinary = suspend({ ...dated('2026-04-10'), ...replacing(suspensionId) })
    expect(refusal(await rotherham.decide(id, ordinary))).toEqual([
      409,
      'correction-strands-dependants',
      '/takesEffectOn',
    ])
  })

  it('a suspension corrected before it was lifted does not come back to after the lift', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant()
    on('2026-05-10')
    const wrong = rotherham.made(await rotherham.decide(id, suspend({ ...dated('2026-05-10'), isImmediate: true })))
    const restated = suspend({ ...dated('2026-03-10'), isImmediate: true, ...replacing(wrong.decision.id) })
    const right = await approved(await rotherham.decide(id, restated))
    const lifting = lift(right.decision.id, { decidedOn: '2026-04-20' })
    await approved(await rotherham.decide(id, lifting))
    const undone = await rotherham.decide(id, annul('suspend', right.decision.id))
    expect(refusal(undone)[1]).toBe('correction-strands-dependants')
  })

  it('a revocation quashed in May is not moved to September', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, revoke({ isImmediate: true })))
    on('2026-05-04')
    const { appeal } = rotherham.made(
      await rotherham.officer.post(`/v1/decisions/${decision.id}/appeals`, {
        on: '2026-03-09',
        court: 'magistrates-court',
      }),
    )
    const order = { type: 'allowed', on: '2026-05-04', court: 'magistrates-court' }
    await approved(await rotherham.officer.post(`/v1/appeals/${appeal.id}/steps`, order))
    on('2026-09-18')
    const moved = revoke({ ...dated('2026-09-16'), isImmediate: true, ...replacing(decision.id) })
    expect(refusal(await rotherham.decide(id, moved))).toEqual([409, 'correction-strands-dependants', '/notifiedOn'])
  })

  it('a lift is corrected to a day on which the suspension could be lifted, and to no other', async () => {
    const { id, suspensionId, liftId } = await lifted()
    const before = lift(suspensionId, { decidedOn: '2026-03-01', ...replacing(liftId) })
    expect(refusal(await rotherham.decide(id, before))).toEqual([422, 'decided-before-grant', '/decidedOn'])
    const later = lift(suspensionId, { decidedOn: '2026-09-01', ...replacing(liftId) })
    const { licence } = await approved(await rotherham.decide(id, later))
    expect(licence.standing.find((step: { situation: string }) => step.situation === 'suspended').until).toBe(
      '2026-08-31T23:00:00.000Z',
    )
  })

  it('a correction that keeps the order is approved', async () => {
    const { id, suspensionId } = await lifted()
    const moved = suspend({ ...dated('2026-03-09'), isImmediate: true, ...replacing(suspensionId) })
    const { licence } = await approved(await rotherham.decide(id, moved))
    expect(licence.standing.map(({ situation }: { situation: string }) => situation)).toEqual([
      'not-yet-in-force',
      'in-force',
      'suspended',
      'in-force',
      'expired',
    ])
  })
})
