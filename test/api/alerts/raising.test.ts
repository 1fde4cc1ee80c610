import { onServerOnly } from '../../support/as-owner.js'
import { annul, office, revoke, suspend } from '../../support/office.js'
import { aDriver, type DriverBody } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
let sheffield: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  sheffield = office(registry, 'sheffield')
})
afterAll(() => registry.close())

interface Alert {
  id: string
  band: string
  cause: string
  isCurrent: boolean
  agreement: string[]
  entry: { state: string }
  licence: { id: string | null; kind: string }
}
const KIND = 'private-hire-driver'

/** Given names and family name in two spellings each. */
const NAMES: [string, string, string, string][] = [
  ['Mohammed Imran', 'Choudhury', 'Muhammad Emran', 'Chowdhury'],
  ['Tariq', 'Qureshi', 'Tareq', 'Kureshi'],
  ['Yusuf', 'Rahman', 'Yousaf', 'Rehman'],
  ['Khalid', 'Miah', 'Khaled', 'Mia'],
  ['Javed', 'Sheikh', 'Javid', 'Shaikh'],
  ['Bashir', 'Uddin', 'Basheer', 'Udin'],
  ['Nadim', 'Akhtar', 'Nadeem', 'Akter'],
  ['Mustafa', 'Saleem', 'Mustapha', 'Salim'],
  ['Omar', 'Hussain', 'Umar', 'Hossain'],
  ['Ibrahim', 'Karim', 'Ebrahim', 'Kareem'],
]
let count = 0
/** One fictional person, as recorded by two authorities: another spelling of both names, the same birthday and number. Nobody is like another. */
function twice(): { refused: DriverBody; licensed: DriverBody } {
  const n = ++count
  const [givenNames, familyName, given, family] = NAMES[n % NAMES.length]!
  const refused = aDriver({
    givenNames,
    familyName,
    dateOfBirth: new Date(Date.UTC(1955, 0, 1) + n * 437 * 86_400_000).toISOString().slice(0, 10),
    niNumber: `CE${String((n * 178_481) % 1_000_000).padStart(6, '0')}A`,
    drivingLicence: null,
    addresses: [
      {
        line1: `${n * 17} ${familyName} Road`,
        town: 'Rotherham',
        postcode: `S${60 + (n % 20)} ${n % 9}AB`,
        startsOn: '2019-05-01',
      },
    ],
  })
  return { refused, licensed: { ...refused, givenNames: given, familyName: family } }
}
const grantIn = async (there: typeof sheffield, driver: DriverBody, overrides: object = {}) => {
  const driverId: string = there.made(await there.officer.post('/v1/drivers', driver)).id
  return there.grant(KIND, overrides, driverId)
}
/** Alerts that came since `before` was asked for, as Sheffield reads them. */
const alertIds = async (as = 'sheffield.officer'): Promise<string[]> =>
  (await registry.as(as).get('/v1/alerts?limit=100')).json().items.map(({ id }: { id: string }) => id)
const raisedBy = async (act: () => Promise<unknown>): Promise<Alert[]> => {
  const before = new Set(await alertIds())
  await act()
  const ids = (await alertIds()).filter((id) => !before.has(id))
  return Promise.all(ids.map(async (id) => (await registry.as('sheffield.officer').get(`/v1/alerts/${id}`)).json()))
}

describe('refused here, licensed there', () => {
  it('refused in Rotherham, then licensed in Sheffield under another spelling: one alert to both, and no reasons cross', async () => {
    const { refused, licensed } = twice()
    await rotherham.refuse(refused)
    let badge = ''
    const alerts = await raisedBy(async () => {
      badge = (await grantIn(sheffield, licensed)).id
    })
    expect(alerts).toMatchObject([{ cause: 'licence', isCurrent: true, licence: { id: badge, kind: KIND } }])
    expect(['exact', 'strong']).toContain(alerts[0]!.band)
    expect(alerts[0]!.agreement).toContain('family name: another spelling of the same name')

    const readers = ['rotherham.officer', 'sheffield.officer', 'scrutiny.system']
    for (const as of readers) {
      const { statusCode, body } = await registry.as(as).get(`/v1/alerts/${alerts[0]!.id}`)
      expect(statusCode).toBe(200)
      const { familyName, dateOfBirth, niNumber } = refused
      for (const secret of [familyName, licensed.familyName, dateOfBirth, niNumber!, 'Reasons of', 'sexual'])
        expect(body).not.toContain(secret)
    }
    expect((await registry.as('barnsley.officer').get(`/v1/alerts/${alerts[0]!.id}`)).statusCode).toBe(404)
  })
  it('licensed in Sheffield, then refused in Rotherham: one alert to both', async () => {
    const { refused, licensed } = twice()
    await grantIn(sheffield, licensed)
    expect(await raisedBy(() => rotherham.refuse(refused))).toMatchObject([{ cause: 'entry', isCurrent: true }])
  })
  it('for each licence of the driver there', async () => {
    const { refused, licensed } = twice()
    const { holder } = await grantIn(sheffield, licensed)
    await sheffield.grant('hackney-carriage-driver', {}, holder.id)
    const alerts = await raisedBy(() => rotherham.refuse(refused))
    expect(alerts.map(({ licence }) => licence.kind).sort()).toEqual(['hackney-carriage-driver', KIND])
  })
  it('for a licence that is not in force until later, and for a suspended one', async () => {
    const later = twice()
    await grantIn(sheffield, later.licensed, { period: { startsOn: '2026-06-01', endsOn: '2027-05-31' } })
    expect(await raisedBy(() => rotherham.refuse(later.refused))).toHaveLength(1)
    const suspended = twice()
    const { id } = await grantIn(sheffield, suspended.licensed)
    sheffield.made(await sheffield.decide(id, suspend()))
    expect(await raisedBy(() => rotherham.refuse(suspended.refused))).toHaveLength(1)
  })
  it('not for a licence that has run out', async () => {
    const { refused, licensed } = twice()
    await grantIn(sheffield, licensed, { period: { startsOn: '2026-03-02', endsOn: '2026-03-02' } })
    registry.clock.set('2026-03-03T09:00:00Z')
    expect(await raisedBy(() => rotherham.refuse(refused))).toEqual([])
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('not for somebody else, not without relevant information, not within one authority', async () => {
    const [one, other, own] = [twice(), twice(), twice()]
    await grantIn(sheffield, one.licensed)
    expect(
      await raisedBy(() => rotherham.refuse({ ...other.refused, familyName: 'Zgierska', givenNames: 'Aniela' })),
    ).toEqual([])
    expect(await raisedBy(() => rotherham.refuse(one.refused, { relevantInformation: [] }))).toEqual([])
    const badge = await grantIn(sheffield, own.licensed)
    expect(
      await raisedBy(async () =>
        sheffield.made(await sheffield.decide(badge.id, suspend({ relevantInformation: ['harassment'] }))),
      ),
    ).toEqual([])
  })
  it('once, whatever is recorded of either later', async () => {
    const { refused, licensed } = twice()
    const { driverId } = await rotherham.refuse(refused)
    const { holder } = await grantIn(sheffield, licensed)
    const amend = async (there: typeof sheffield, id: string) => {
      const { headers } = await there.officer.get(`/v1/drivers/${id}`)
      return there.officer.patch(
        `/v1/drivers/${id}`,
        { email: null, givenNames: 'Mohamad Imran' },
        { 'if-match': headers['etag'] as string },
      )
    }
    expect(
      await raisedBy(async () => {
        expect((await amend(sheffield, holder.id)).statusCode).toBe(200)
        expect((await amend(rotherham, driverId)).statusCode).toBe(200)
      }),
    ).toEqual([])
  })
  it('when the driver there is found under a name that was not known before', async () => {
    const { refused, licensed } = twice()
    await rotherham.refuse(refused)
    const { holder } = await grantIn(sheffield, {
      ...licensed,
      familyName: 'Zgierska',
      givenNames: 'Aniela',
      niNumber: null,
      dateOfBirth: '1990-11-30',
    })
    const { headers } = await sheffield.officer.get(`/v1/drivers/${holder.id}`)
    const { familyName, givenNames, dateOfBirth, niNumber } = licensed
    const change = { familyName, givenNames, dateOfBirth, niNumber }
    const alerts = await raisedBy(async () =>
      expect(
        (await sheffield.officer.patch(`/v1/drivers/${holder.id}`, change, { 'if-match': headers['etag'] as string }))
          .statusCode,
      ).toBe(200),
    )
    expect(alerts).toMatchObject([{ cause: 'licence' }])
  })
  it('when an appeal put on record late undoes a revocation that had taken effect', async () => {
    const { refused, licensed } = twice()
    const { id } = await grantIn(sheffield, licensed)
    const { decision } = sheffield.made(await sheffield.decide(id, revoke()))
    registry.clock.set('2026-03-30T09:00:00Z')
    expect(
      await raisedBy(() => rotherham.refuse(refused, { decidedOn: '2026-03-30', notifiedOn: '2026-03-30' })),
    ).toEqual([])
    const alerts = await raisedBy(async () => {
      const appeal = { court: 'magistrates-court', on: '2026-03-10' }
      sheffield.made(await sheffield.officer.post(`/v1/decisions/${decision.id}/appeals`, appeal))
    })
    expect(alerts).toMatchObject([{ cause: 'licence', isCurrent: true, licence: { id } }])
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('for a driver who was known otherwise before the record was amended', async () => {
    const { refused, licensed } = twice()
    const { holder } = await grantIn(sheffield, licensed)
    const { headers } = await sheffield.officer.get(`/v1/drivers/${holder.id}`)
    const change = { familyName: 'Zgierska', givenNames: 'Aniela', dateOfBirth: '1991-11-30', niNumber: 'CE887766A' }
    await sheffield.officer.patch(`/v1/drivers/${holder.id}`, change, { 'if-match': headers['etag'] as string })
    expect(await raisedBy(() => rotherham.refuse(refused))).toMatchObject([{ cause: 'entry', isCurrent: true }])
  })
  it('stays when the entry is removed, and says that it is not current', async () => {
    const { refused, licensed } = twice()
    await grantIn(sheffield, licensed)
    let refusedIn = { driverId: '', decisionId: '' }
    const [alert] = await raisedBy(async () => {
      refusedIn = await rotherham.refuse(refused)
    })
    const { applicationId } = (await rotherham.officer.get(`/v1/decisions/${refusedIn.decisionId}`)).json()
    const proposed = await rotherham.officer.post(
      `/v1/applications/${applicationId}/decision`,
      annul('refuse-application', refusedIn.decisionId),
    )
    rotherham.made(await rotherham.approve(proposed))
    const after: Alert = (await registry.as('sheffield.officer').get(`/v1/alerts/${alert!.id}`)).json()
    expect(after).toMatchObject({ isCurrent: false, state: 'open', entry: { state: 'removed' } })
  })
  onServerOnly('refused and licensed at the same moment: always one alert', async () => {
    for (let round = 0; round < 10; round++) {
      const { refused, licensed } = twice()
      const driverId: string = rotherham.made(await rotherham.officer.post('/v1/drivers', refused)).id
      const application = await rotherham.apply(KIND, driverId)
      const refusal = {
        type: 'refuse-application',
        decidedOn: '2026-03-02',
        notifiedOn: '2026-03-02',
        legalBasis: 'lgmpa-1976-s51',
        grounds: ['not-fit-and-proper'],
        relevantInformation: ['harassment'],
        reasons: 'Reasons of a fictional case.',
        decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
      }
      const holder: string = sheffield.made(await sheffield.officer.post('/v1/drivers', licensed)).id
      const elsewhere = await sheffield.apply(KIND, holder)
      const grant = { ...(await sheffield.searched(elsewhere)), ...sheffield.grantBody(KIND) }
      const alerts = await raisedBy(async () => {
        const [made, granted] = await Promise.all([
          rotherham.officer.post(`/v1/applications/${application}/decision`, refusal),
          sheffield.officer.post(`/v1/applications/${elsewhere}/decision`, grant),
        ])
        expect(made.statusCode).toBe(201)
        // An entry committed first is news to the search that the grant names: searched again, it is granted.
        if (granted.statusCode === 422) {
          const again = { ...grant, ...(await sheffield.searched(elsewhere)) }
          sheffield.made(await sheffield.officer.post(`/v1/applications/${elsewhere}/decision`, again))
        } else expect(granted.statusCode).toBe(201)
      })
      expect(alerts).toHaveLength(1)
    }
  })
})
