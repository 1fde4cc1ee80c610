import { londonDate } from '../../domain/calendar.js'
import { PUBLIC_REGISTERS, registeredPeriod } from '../../domain/public-register.js'
import { CLASS_OF_KIND, LICENCE_KINDS, type Jurisdiction, type LicenceKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { findSources } from '../authorities/index.js'
import type { PublicRegisterAnswer } from './public-register.schema.js'
import { findLicences, type RegisterSearch } from './register.store.js'
import { findStatedEntries, withoutTheShorter } from './stated-entries.action.js'

const MOST_ENTRIES = 50
/** Read at most: nearly all of one number or name are long past. */
const MOST_READ = 500

/**
 * What the law lists of the licences of this number, or of holders of this name. A kind whose records are too old, or not kept here, is not answered: a
 * licence revoked since would still be listed.
 */
export async function searchRegister(
  tx: Tx,
  authority: { slug: string; name: string; jurisdiction: Jurisdiction },
  search: RegisterSearch,
  now: Date,
): Promise<PublicRegisterAnswer> {
  const { slug, name, jurisdiction } = authority
  const today = londonDate(now.getTime())
  const rules = PUBLIC_REGISTERS[jurisdiction]
  const listed = LICENCE_KINDS.flatMap((kind) => {
    const rule = rules[kind]
    return rule ? [{ kind, alsoLists: [...rule.alsoLists], citation: rule.citation }] : []
  })
  const { dataSources, unanswered } = await findSources(tx, { authoritySlug: slug, at: now.getTime(), today })
  const whyNot = ({ kind }: { kind: LicenceKind }) => unanswered.get(CLASS_OF_KIND[kind])
  const kinds = listed
    .filter((each) => !whyNot(each) && ('number' in search || each.alsoLists.includes('name')))
    .map(({ kind }) => kind)
  const recorded = await findLicences(tx, { authoritySlug: slug, kinds, search, today, take: MOST_READ })
  const stated =
    'number' in search
      ? await findStatedEntries(
          tx,
          { authoritySlug: slug, number: search.number, at: now, take: MOST_READ },
          jurisdiction,
        )
      : []
  const entries = withoutTheShorter(
    recorded.flatMap((licence) => {
      const period = registeredPeriod(licence, jurisdiction, now.getTime())
      return period ? [{ licence, period }] : []
    }),
    stated.filter(({ licence }) => kinds.includes(licence.kind)),
  )
  const items = entries.map(({ licence, period }) => {
    const also = rules[licence.kind]?.alsoLists ?? []
    return {
      kind: licence.kind,
      number: licence.number,
      name: also.includes('name') ? licence.name : null,
      ...period,
      registrationMark: also.includes('registration-mark') ? licence.registrationMark : null,
      operatingCentres: also.includes('operating-centres') ? licence.operatingCentres : [],
    }
  })
  const notAnswered = listed.filter(whyNot).map(({ kind }) => kind)
  return {
    authority: { slug, name },
    items: items.slice(0, MOST_ENTRIES),
    hasMore: items.length > MOST_ENTRIES || recorded.length === MOST_READ,
    isComplete: notAnswered.length === 0,
    notAnswered,
    notKept: notAnswered.filter((kind) => whyNot({ kind }) === 'not-kept'),
    listed,
    dataSources,
  }
}
