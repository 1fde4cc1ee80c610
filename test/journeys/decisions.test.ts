import { DECIDED_BY, lift, office, refuseRenewal, revoke, suspend } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'

/** Three years of an officer's work, a step a line. Everyone here is fictional. */
describe('an officer’s journeys', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())

  const on = (day: string) => registry.clock.set(`${day}T09:00:00Z`)
  const mayDrive = async (id: string) => {
    const { verdict, situation } = (await rotherham.read(id)).standingNow
    return `${verdict}: ${situation}`
  }
  const dated = (day: string) => ({ decidedOn: day, notifiedOn: day })
  const appeal = async (decisionId: string, day: string) =>
    rotherham.made(
      await rotherham.officer.post(`/v1/decisions/${decisionId}/appeals`, { on: day, court: 'magistrates-court' }),
    ).appeal.id
  const step = (appealId: string, type: string, day: string) =>
    rotherham.officer.post(`/v1/appeals/${appealId}/steps`, { type, on: day, court: 'magistrates-court' })

  it('grant, suspend, appeal, dismissed, lift: each changes what the driver may do on the day the law says', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant('private-hire-driver')
    expect(await mayDrive(id)).toBe('yes: in-force')

    on('2026-03-09')
    const { decision } = rotherham.made(await rotherham.decide(id, suspend(dated('2026-03-09'))))
    expect(decision.takesEffectOn).toBe('2026-03-30')
    expect(await mayDrive(id)).toBe('yes: notice-running')

    on('2026-03-20')
    const appealId = await appeal(decision.id, '2026-03-20')
    on('2026-04-10')
    expect(await mayDrive(id)).toBe('yes: held-off-by-appeal')

    on('2026-05-18')
    rotherham.made(await step(appealId, 'dismissed', '2026-05-18'))
    expect(await mayDrive(id)).toBe('no: suspended')

    on('2026-06-01')
    const proposed = await rotherham.decide(id, lift(decision.id, { decidedOn: '2026-06-01' }))
    expect(await mayDrive(id)).toBe('no: suspended')
    rotherham.made(await rotherham.approve(proposed))
    expect(await mayDrive(id)).toBe('yes: in-force')

    on('2027-03-02')
    expect(await mayDrive(id)).toBe('no: expired')
    const history = (await rotherham.officer.get(`/v1/licences/${id}/decisions`)).json().items
    expect(history.map((d: { seq: number; type: string }) => `${d.seq} ${d.type}`)).toEqual([
      '1 grant',
      '2 suspend',
      '3 lift-suspension',
    ])
  })

  it('refuse to renew, appeal: yes to the last day, then the authority must be asked; allowed, and renewed anew', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant('private-hire-driver')
    on('2027-01-18')
    const application = await rotherham.applyToRenew(id, '2027-01-04')
    const { decision } = rotherham.made(
      await rotherham.officer.post(`/v1/applications/${application}/decision`, refuseRenewal(dated('2027-01-18'))),
    )
    on('2027-02-01')
    const appealId = await appeal(decision.id, '2027-02-01')
    expect(await mayDrive(id)).toBe('yes: in-force')
    on('2027-03-02')
    expect(await mayDrive(id)).toBe('unknown: refused-renewal-under-appeal')
    on('2027-04-12')
    rotherham.made(await rotherham.approve(await step(appealId, 'allowed', '2027-04-12')))
    expect(await mayDrive(id)).toBe('no: expired')

    const again = await rotherham.applyToRenew(id, '2027-04-12')
    const renewal = {
      ...(await rotherham.searched(again)),
      type: 'renew',
      period: { startsOn: '2027-04-12', endsOn: '2028-04-11' },
      decidedOn: '2027-04-12',
      legalBasis: 'lgmpa-1976-s51',
      decidedBy: { ...DECIDED_BY, capacity: 'magistrates-court' },
    }
    rotherham.made(await rotherham.officer.post(`/v1/applications/${again}/decision`, renewal))
    expect(await mayDrive(id)).toBe('yes: in-force')
  })

  it('revoke at once: no appeal holds it off; allowed, the licence is given back', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant('private-hire-driver')
    on('2026-03-09')
    const { decision } = rotherham.made(
      await rotherham.decide(id, revoke({ ...dated('2026-03-09'), isImmediate: true })),
    )
    expect(await mayDrive(id)).toBe('no: revoked')
    const appealId = await appeal(decision.id, '2026-03-09')
    expect(await mayDrive(id)).toBe('no: revoked')
    on('2026-07-06')
    const proposed = await step(appealId, 'allowed', '2026-07-06')
    expect(await mayDrive(id)).toBe('no: revoked')
    rotherham.made(await rotherham.approve(proposed))
    expect(await mayDrive(id)).toBe('yes: in-force')
  })

  it('leaves one audit row for each act, naming the officer and what was acted on', async () => {
    on('2026-03-02')
    const { id } = await rotherham.grant('private-hire-driver')
    const { decision } = rotherham.made(await rotherham.decide(id, suspend()))
    const proposed = await rotherham.decide(id, lift(decision.id))
    const approved = rotherham.made(await rotherham.approve(proposed))
    const rows = await registry.db.prisma.auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 3 })
    expect(rows.map((r) => [r.action, r.personId, r.objectKind, r.objectId, r.contentDigest?.length])).toEqual([
      ['approve-proposal', 'rotherham.senior', 'decision', approved.decision.id, 32],
      ['record-decision', 'rotherham.officer', 'proposal', proposed.json().id, 32],
      ['record-decision', 'rotherham.officer', 'decision', decision.id, 32],
    ])
  })
})
