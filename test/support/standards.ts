import { randomUUID } from 'node:crypto'
import { londonDate } from '../../src/domain/calendar.js'
import type { CctvRule, DriverCriteria } from '../../src/domain/standards.js'
import type { Registry } from './registry.js'

/** As Rotherham has asked since 2015: every vehicle by July 2016, audio only where somebody may need it. */
export const CCTV_RULE: CctvRule = {
  isRequired: true,
  requiredFrom: '2015-07-06',
  transitionUntil: '2016-07-05',
  appliesTo: ['hackney-carriage-vehicle', 'private-hire-vehicle'],
  video: 'whenever-used-as-a-taxi',
  audio: { rule: 'on-trigger', triggers: ['unaccompanied-child', 'vulnerable-adult', 'dispute'] },
  inspectionIntervalMonths: 12,
  faultRepairDays: 7,
  approvedSystems: [{ make: 'Imaginary Optics', model: 'Guardian 4' }],
  approvedInstallers: ['Fictional Fitters Ltd'],
  exemptionGrounds: ['executive-hire', 'vehicle-unsuitable'],
}

export const DRIVER_CRITERIA: DriverCriteria = {
  backgroundCheck: { everyMonths: 6 },
  safeguardingTraining: { everyMonths: 36 },
  qualification: { accepted: ['BTEC Level 2 in taxi and private hire driving'] },
  camera: { isRequired: true },
}

/** A whole version that takes effect today and states nothing of vehicles or drivers, unless `content` says otherwise. */
export const aVersion = (registry: Registry, content: object = {}) => ({
  effectiveFrom: londonDate(registry.clock.now().getTime()),
  freshnessLimitHours: 168,
  searchValidityDays: 28,
  cctv: null,
  driverCriteria: null,
  ...content,
})

/** Number of the version recorded last. */
export const latestSeq = async ({ db }: Registry, slug: string): Promise<number> => {
  const { _max } = await db.prisma.authorityStandards.aggregate({
    where: { authoritySlug: slug },
    _max: { seq: true },
  })
  return _max.seq ?? 0
}

/** A senior officer proposes a version, against the latest unless `seq` says otherwise. */
export const proposeStandards = async (
  registry: Registry,
  slug: string,
  version: object,
  { by = `${slug}.senior`, seq = 0, key = randomUUID() }: { by?: string; seq?: number; key?: string } = {},
) =>
  registry.as(by).send({
    method: 'PUT',
    url: `/v1/authorities/${slug}/standards`,
    headers: { 'idempotency-key': key, 'if-match': `"${seq || (await latestSeq(registry, slug))}"` },
    payload: version,
  })

/** One senior officer proposes, another approves. Answers the number of the version. */
export async function newStandards(registry: Registry, slug: string, content: object = {}): Promise<number> {
  const proposed = await proposeStandards(registry, slug, aVersion(registry, content))
  if (proposed.statusCode !== 202) throw new Error(`${proposed.statusCode} ${proposed.body}`)
  const approved = await registry.as(`${slug}.senior-2`).post(`/v1/proposals/${proposed.json().id}/approval`)
  if (approved.statusCode !== 201) throw new Error(`${approved.statusCode} ${approved.body}`)
  return latestSeq(registry, slug)
}
