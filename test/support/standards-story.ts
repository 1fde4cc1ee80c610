import { installation } from './cctv-facts.js'
import { office } from './office.js'
import { aDriver, aVehicle } from './people.js'
import type { Write } from './refusal-story.js'
import type { Registry } from './registry.js'
import { aVersion, proposeStandards } from './standards.js'

/** An authority states what it asks, a camera is fitted, a driver checked: every act on standards and facts at least once, each through `write` under its name. */
export async function statedFittedAndChecked(registry: Registry, write: Write): Promise<void> {
  const { officer, made } = office(registry)
  const version = aVersion(registry)
  const proposed = await write('proposeStandards', () => proposeStandards(registry, 'rotherham', version))
  const approval = `/v1/proposals/${proposed.json().id}/approval`
  await write('approveProposal', () => registry.as('rotherham.senior-2').post(approval))
  const vehicle = made(await officer.post('/v1/vehicles', aVehicle()))
  await write('recordCctvFact', () => officer.post(`/v1/vehicles/${vehicle.id}/cctv-facts`, installation()))
  const driver = made(await officer.post('/v1/drivers', aDriver()))
  const check = { type: 'background-check', on: '2026-03-02', kind: 'update-service' }
  await write('recordDriverFact', () => officer.post(`/v1/drivers/${driver.id}/criteria-facts`, check))
}
