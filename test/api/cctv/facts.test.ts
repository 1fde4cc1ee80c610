import { askForCameras, camera, inspection, installation, fault, annulment } from '../../support/cctv-facts.js'
import { office, refusal } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, newStandards } from '../../support/standards.js'
import { followStandards } from '../../../src/features/cctv/index.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  await askForCameras(registry, 'rotherham', { appliesTo: ['private-hire-vehicle'] })
})
afterAll(() => registry.close())

interface Page {
  items: { seq: number; type: string; correctedBy: string | null }[]
  next: string | null
}

describe('listCctvFacts', () => {
  it('gives every fact once, in order of recording, page by page', async () => {
    const { url, record, agree } = camera(registry, await rotherham.subject('private-hire-vehicle'))
    await record(installation({ on: '2026-02-01' }))
    await record(inspection({ on: '2026-02-20' }))
    const { fact } = await record(fault({ on: '2026-02-10' }))
    await agree(annulment('fault', fact.id))
    await record(inspection())
    const seen: [number, string, boolean][] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = (await rotherham.officer.get(`${url}?limit=2${cursor && `&cursor=${cursor}`}`)).json()
      for (const { seq, type, correctedBy } of page.items) seen.push([seq, type, correctedBy !== null])
      cursor = page.next
    }
    expect(seen).toEqual([
      [1, 'installation', false],
      [2, 'inspection', false],
      [3, 'fault', true],
      [4, 'fault', false],
      [5, 'inspection', false],
    ])
    expect(refusal(await rotherham.officer.get(`${url}?cursor=bm8`))).toEqual([400, 'invalid-request', '/cursor'])
  })
})

describe('getVehicleCctv', () => {
  it('says of a vehicle that was never licensed what would hold under each kind of licence', async () => {
    const vehicleId = await rotherham.subject('private-hire-vehicle')
    const { record, compliance } = camera(registry, vehicleId)
    await record(installation())
    const { compliance: answered } = await record(inspection())
    expect(answered).toMatchObject({
      vehicleId,
      licences: [
        { licenceId: null, kind: 'hackney-carriage-vehicle', isCurrent: true, holds: { status: 'not-required' } },
        { licenceId: null, kind: 'private-hire-vehicle', isCurrent: true, holds: { status: 'compliant' } },
      ],
    })
    expect(await compliance()).toEqual(answered)
  })

  it('shows the whole time line of each licence, the future included, without a gap', async () => {
    const { holder } = await rotherham.grant('private-hire-vehicle')
    await rotherham.grant('hackney-carriage-vehicle', {}, holder.id)
    const { record, compliance } = camera(registry, holder.id)
    await record(installation())
    await record(inspection())
    const { licences } = await compliance('2027-06-01T00:00:00+01:00')
    expect(
      licences.map(({ kind, holds }: { kind: string; holds: { status: string } }) => [kind, holds.status]),
    ).toEqual([
      ['private-hire-vehicle', 'non-compliant'],
      ['hackney-carriage-vehicle', 'not-required'],
    ])
    const { timeLine } = licences[0]
    expect([timeLine[0].from, timeLine.at(-1).until]).toEqual([null, null])
    for (const [index, { from }] of timeLine.slice(1).entries()) expect(from).toBe(timeLine[index].until)
    expect(timeLine.at(-1).reasons).toMatchObject([{ code: 'inspection-overdue' }])
  })

  it('believes no time line that is behind the standards, and says that it is not', async () => {
    const { holder } = await rotherham.grant('private-hire-vehicle')
    const { compliance, statuses } = camera(registry, holder.id)
    expect(await statuses()).toEqual(['non-compliant'])
    const seq = await newStandards(registry, 'rotherham', { cctv: { ...CCTV_RULE, faultRepairDays: 1 } })
    expect(await compliance()).toMatchObject({
      latestStandards: seq,
      licences: [{ isCurrent: false, standards: seq - 1, holds: { status: 'unknown', reasons: [] } }],
    })
    await followStandards(registry.deps)
    expect(await compliance()).toMatchObject({ licences: [{ isCurrent: true, standards: seq }] })
    expect(await statuses()).toEqual(['non-compliant'])
  })

  it('takes no instant that is none', async () => {
    const vehicleId = await rotherham.subject('private-hire-vehicle')
    const answer = await rotherham.officer.get(`/v1/vehicles/${vehicleId}/cctv-compliance?at=yesterday`)
    expect(refusal(answer)).toEqual([400, 'invalid-request', '/at', '/at'])
  })
})
