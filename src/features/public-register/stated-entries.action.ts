import { registeredPeriod, type RegisteredPeriod } from '../../domain/public-register.js'
import type { Jurisdiction } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { weighPlate, type WeighedStatement } from '../stated-licences/index.js'
import type { FoundLicence } from './register.store.js'

/** A licence with the period under which it stands in the register. */
export interface Entry {
  licence: Omit<FoundLicence, 'standing' | 'periods'>
  period: RegisteredPeriod
}

/** What a feed states of a plate, each vehicle once: the period in force or, if there is none, the last. What a licence in force here says is left to that one. */
export async function findStatedEntries(
  tx: Tx,
  by: { authoritySlug: string; number: string; at: Date; take: number },
  jurisdiction: Jurisdiction,
): Promise<Entry[]> {
  const latest = new Map<string, Entry>()
  for (const statement of await weighPlate(tx, by)) {
    const period = statement.isRecorded ? undefined : periodOf(statement, jurisdiction, by.at)
    const key = `${statement.kind} ${statement.vrm}`
    const before = latest.get(key)
    if (!period || (before && before.period.endsOn >= period.endsOn)) continue
    const { kind, vrm: registrationMark } = statement
    const licence = { kind, number: by.number, registrationMark, name: null, operatingCentres: [] }
    latest.set(key, { licence, period })
  }
  return [...latest.values()]
}

function periodOf({ kind, startsOn, endsOn, holds }: WeighedStatement, jurisdiction: Jurisdiction, at: Date) {
  const periods = [{ grantedOn: null, startsOn, endsOn }]
  return registeredPeriod(
    { kind, standing: [{ ...holds, from: null, until: null }], periods },
    jurisdiction,
    at.getTime(),
  )
}

/** Of a vehicle that is recorded here and stated too, the one that lasts longer. */
export function withoutTheShorter(recorded: readonly Entry[], stated: readonly Entry[]): Entry[] {
  const isSame = (a: Entry, b: Entry) =>
    a.licence.kind === b.licence.kind && a.licence.registrationMark === b.licence.registrationMark
  return [
    ...recorded.filter((a) => !stated.some((b) => isSame(a, b) && b.period.endsOn > a.period.endsOn)),
    ...stated.filter((b) => !recorded.some((a) => isSame(a, b) && a.period.endsOn >= b.period.endsOn)),
  ]
}
