import { office, personOf, refuseApplication, type Search } from '../support/office.js'
import { aDriver } from '../support/people.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

/** Fictional. What he told Rotherham, and what he tells Sheffield three weeks later. */
const AS_ROTHERHAM_KNOWS_HIM = aDriver({
  familyName: 'Specimen',
  givenNames: 'Mohammed Tariq',
  dateOfBirth: '1979-04-03',
  niNumber: 'AB654321',
  drivingLicence: { issuer: 'gb', number: 'SPECI704039MT9AB' },
})
const AS_SHEFFIELD_MEETS_HIM = aDriver({
  familyName: 'Specimin',
  givenNames: 'Muhamad',
  dateOfBirth: '1979-04-03',
  addresses: [{ line1: '7 Imaginary Rise', town: 'Sheffield', postcode: 'S1 2HE', startsOn: '2026-02-01' }],
  niNumber: 'AB654321',
  drivingLicence: { issuer: 'gb', number: 'SPECI704039MT9AB' },
})
const REASONS = 'Two unaccompanied passengers, independently of each other, reported how he touched them.'

describe('refused in Rotherham, he applies to a neighbour under another spelling', () => {
  let entryId: string
  let refusalId: string
  let applicationId: string
  let search: Search
  let requestId: string
  const rotherham = () => office(registry)
  const sheffield = () => office(registry, 'sheffield')
  const answerOf = async (id: string) =>
    (await sheffield().officer.get(`/v1/information-requests/${id}`)).json().answer as { text: string } | null

  it('Rotherham refuses him on relevant information, and the entry is there with the decision', async () => {
    const refused = await rotherham().refuse(AS_ROTHERHAM_KNOWS_HIM, { reasons: REASONS })
    refusalId = refused.decisionId

    const entries = (await rotherham().officer.get('/v1/entries')).json().items
    expect(entries).toMatchObject([{ decisionId: refusalId, state: 'active', decisionType: 'refuse-application' }])
    entryId = entries[0].id
    const duties = (await rotherham().officer.get('/v1/duties?kind=make-entry')).json().items
    expect(duties).toMatchObject([{ object: { kind: 'entry', id: entryId }, state: 'open', dueOn: '2026-03-06' }])
  })

  it('Sheffield takes his application, and may not grant it without a search', async () => {
    registry.clock.set('2026-03-23T09:00:00Z')
    const driver = sheffield().made(await sheffield().officer.post('/v1/drivers', AS_SHEFFIELD_MEETS_HIM))
    applicationId = await sheffield().apply('private-hire-driver', driver.id)

    const answer = await sheffield().officer.post(
      `/v1/applications/${applicationId}/decision`,
      sheffield().grantBody('private-hire-driver', { decidedOn: '2026-03-23' }),
    )

    expect([answer.statusCode, answer.json().type]).toEqual([422, '/problems/search-missing'])
  })

  it('the search finds him behind the variant, and says whom to ask, not why', async () => {
    search = sheffield().made(
      await sheffield().officer.post('/v1/entry-searches', {
        purpose: 'new-application',
        applicationReference: applicationId,
        person: personOf(AS_SHEFFIELD_MEETS_HIM),
      }),
    )

    expect(search).toMatchObject({
      outcome: 'exact',
      candidates: [{ holdingAuthority: { slug: 'rotherham' }, decision: { type: 'refuse-application' } }],
    })
    expect(JSON.stringify(search)).not.toMatch(/touched|1979|AB654321|SPECI70|S60|Mohammed/)
  })

  it('a candidate confirmed is not enough: the grant waits for the information behind it', async () => {
    const { reference } = search.candidates[0]!
    sheffield().made(await sheffield().review(search, reference, 'confirmed'))
    const grant = () =>
      sheffield().officer.post(`/v1/applications/${applicationId}/decision`, {
        ...sheffield().grantBody('private-hire-driver', { decidedOn: '2026-03-23' }),
        searchId: search.id,
      })
    expect((await grant()).json().type).toBe('/problems/information-not-requested')

    const request = sheffield().made(
      await sheffield().officer.post('/v1/information-requests', { candidate: reference }),
    )
    requestId = request.id

    expect(request).toMatchObject({ state: 'sent', to: 'rotherham', dueOn: '2026-04-21' })
    expect((await grant()).json().type).toBe('/problems/information-outstanding')
  })

  it('Rotherham sees who asks and about which decision, and answers Sheffield alone', async () => {
    const received = await rotherham().officer.get('/v1/information-requests?direction=received')
    expect(received.json().items).toMatchObject([{ id: requestId, from: 'sheffield' }])
    expect((await rotherham().officer.get(`/v1/information-requests/${requestId}`)).json()).toMatchObject({
      entryId,
      decisionId: refusalId,
    })

    rotherham().made(
      await rotherham().officer.post(`/v1/information-requests/${requestId}/answer`, {
        outcome: 'provided',
        text: REASONS,
        relevantInformation: ['sexual-offence'],
      }),
    )

    expect(await answerOf(requestId)).toMatchObject({ text: REASONS })
    const neighbour = registry.as('barnsley.officer')
    expect((await neighbour.get(`/v1/information-requests/${requestId}`)).statusCode).toBe(404)
  })

  it('Sheffield decides on the merits, refuses, and has an entry of its own', async () => {
    sheffield().made(
      await sheffield().officer.post(
        `/v1/applications/${applicationId}/decision`,
        refuseApplication({
          decidedOn: '2026-03-23',
          notifiedOn: '2026-03-23',
          relevantInformation: ['sexual-offence'],
        }),
      ),
    )

    const { items } = (await sheffield().officer.get('/v1/entries')).json()
    expect(items).toMatchObject([{ state: 'active', decisionType: 'refuse-application' }])
  })

  it('a court allows his appeal in Rotherham: the entry is removed, and Sheffield is told', async () => {
    const { officer, senior, made } = rotherham()
    registry.clock.set('2026-03-24T09:00:00Z')
    const { appeal } = made(
      await officer.post(`/v1/decisions/${refusalId}/appeals`, { on: '2026-03-20', court: 'magistrates-court' }),
    )
    registry.clock.set('2026-06-15T09:00:00Z')
    const step = await officer.post(`/v1/appeals/${appeal.id}/steps`, {
      type: 'allowed',
      on: '2026-06-12',
      court: 'magistrates-court',
    })
    made(await rotherham().approve(step, senior))

    expect((await officer.get(`/v1/entries/${entryId}`)).json()).toMatchObject({ state: 'removed' })
    expect((await sheffield().officer.get('/v1/entry-notices')).json().items).toMatchObject([
      { requestId, state: 'removed', cause: 'appeal-allowed', changedOn: '2026-06-12' },
    ])
  })

  it('a search for him finds Rotherham’s entry no more, and Sheffield’s own still', async () => {
    const again: Search = sheffield().made(
      await sheffield().officer.post('/v1/entry-searches', {
        purpose: 'new-application',
        applicationReference: applicationId,
        person: personOf(AS_SHEFFIELD_MEETS_HIM),
      }),
    )

    expect(again.candidates.map(({ holdingAuthority }) => holdingAuthority.slug)).toEqual(['sheffield'])
  })

  it('scrutiny can follow all of it in numbers and dates, and sees no name', async () => {
    const scrutiny = registry.as('scrutiny.system')
    const answers = await Promise.all(
      [
        '/v1/duties',
        '/v1/information-requests',
        '/v1/entry-searches',
        '/v1/statistics/refusals?from=2026-03&to=2026-06',
      ].map((url) => scrutiny.get(url)),
    )

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect(answers.map(({ body }) => body).join()).not.toMatch(/Specim|Muhamad|1979-04-03|AB654321|touched/)
  })
})

describe('licensed next door first, refused here later', () => {
  it('both authorities are told, each what it may know, and neither can make it go away', async () => {
    registry.clock.set('2026-03-02T09:00:00Z')
    const person = aDriver({ familyName: 'Zgierski-Fictional', givenNames: 'Bogdan', dateOfBirth: '1984-11-30' })
    const [rotherham, sheffield] = [office(registry), office(registry, 'sheffield')]
    const driver = sheffield.made(await sheffield.officer.post('/v1/drivers', person))
    const licence = await sheffield.grant('private-hire-driver', {}, driver.id)

    await rotherham.refuse({ ...person, givenNames: 'Bohdan' }, { reasons: REASONS })

    const inSheffield = (await sheffield.officer.get('/v1/alerts?state=open')).json().items
    const inRotherham = (await rotherham.officer.get('/v1/alerts?state=open')).json().items
    expect([inSheffield, inRotherham]).toMatchObject([[{ side: 'licence' }], [{ side: 'entry' }]])
    const [{ id }] = inSheffield
    const seenThere = (await sheffield.officer.get(`/v1/alerts/${id}`)).json()
    const seenHere = (await rotherham.officer.get(`/v1/alerts/${id}`)).json()
    expect(seenThere).toMatchObject({
      licence: { id: licence.id },
      entry: { id: null, authority: { slug: 'rotherham' } },
    })
    expect(seenHere).toMatchObject({ licence: { id: null, number: null, since: '2026-03-02' } })
    expect(JSON.stringify([seenThere, seenHere])).not.toContain('touched')

    sheffield.made(await sheffield.officer.post(`/v1/alerts/${id}/views`, { view: 'same-person', why: 'Same file.' }))

    const open = (await registry.as('scrutiny.system').get('/v1/alerts?state=open')).json().items
    expect(open).toMatchObject([{ id, views: [{ authority: 'sheffield', view: 'same-person' }] }])
  })
})
