import { DECIDED_BY, office } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

/** Refuses an application in Rotherham on relevant information, decided and notified on the day of the clock. */
const refuseOn = async (day: string) => {
  registry.clock.set(`${day}T15:00:00Z`)
  const { officer, made } = office(registry)
  const subjectId = made(await officer.post('/v1/drivers', aDriver())).id
  const application = { type: 'new', kind: 'private-hire-driver', subjectId, receivedOn: day }
  const { id } = made(await officer.post('/v1/applications', application))
  made(
    await officer.post(`/v1/applications/${id}/decision`, {
      type: 'refuse-application',
      decidedOn: day,
      notifiedOn: day,
      legalBasis: 'lgmpa-1976-s51',
      grounds: ['not-fit-and-proper'],
      relevantInformation: ['harassment'],
      reasons: 'Reasons of a fictional case.',
      decidedBy: DECIDED_BY,
    }),
  )
}
const duty = async (kind: string) =>
  (await registry.as('rotherham.officer').get(`/v1/duties?kind=${kind}`)).json().items.at(-1)

describe('a refusal on relevant information', () => {
  it('notified on Friday 19 December 2025: the entry is due on Monday 29 December, and done once the designated database has it', async () => {
    await refuseOn('2025-12-19')
    expect(await duty('make-entry')).toMatchObject({ startedOn: '2025-12-19', dueOn: '2025-12-29', state: 'open' })
    registry.clock.set('2025-12-30T09:00:00Z')
    expect(await duty('make-entry')).toMatchObject({ state: 'overdue', daysLate: 1 })
    const officer = registry.as('rotherham.officer')
    const [change] = (await officer.get('/v1/entries/outbox')).json().items
    expect(change.dueOn).toBe('2025-12-29')
    await officer.post('/v1/entries/outbox/mirrorings', { eventId: change.eventId, reference: 'NR3S-1' })
    expect(await duty('make-entry')).toMatchObject({ state: 'done-late', doneOn: '2025-12-30', daysLate: 1 })
  })
  it('whose entry is made on 10 June 2026: kept to the end of 9 June 2037, to be removed on the 10th', async () => {
    await refuseOn('2026-06-10')
    expect(await duty('remove-entry')).toMatchObject({ startedOn: '2026-06-10', dueOn: '2037-06-10', state: 'open' })
    const { items } = (await registry.as('rotherham.officer').get('/v1/entries')).json()
    expect(items.at(-1)).toMatchObject({ firstMadeOn: '2026-06-10', retainedUntil: '2037-06-09' })
  })
  it('is one entry made in the month’s statistics', async () => {
    const { items } = (await registry.as('rotherham.officer').get('/v1/statistics/refusals?from=2026-06')).json()
    expect(items).toMatchObject([{ authority: 'rotherham', month: '2026-06', entriesMade: 1, entriesImported: 0 }])
  })
})
