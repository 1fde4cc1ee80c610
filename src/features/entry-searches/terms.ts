import { normaliseName } from '../../domain/identity.js'
import type { Secrets } from '../../platform/secrets.js'
import type { SearchedPerson } from './searched-person.schema.js'

/**
 * What stays of a search when its terms are deleted: keyed digests, one for each term, in the order of the digests so that they tell no more than
 * equality; and one for the person, first name and date of birth together, by which a changed query is known.
 */
export function digestsOf(secrets: Secrets, person: SearchedPerson) {
  const terms = [
    ...person.names.map((name) => `name\n${nameOf(name)}`),
    `date of birth\n${person.dateOfBirth}`,
    ...person.addresses.map(({ line1, town, postcode }) =>
      ['address', normaliseName(line1), normaliseName(town), postcode ?? ''].join('\n'),
    ),
    ...person.drivingLicences.map(({ issuer, number }) => `driving licence ${issuer}\n${number}`),
    ...(person.niNumber === null ? [] : [`ni number\n${person.niNumber}`]),
  ]
  const now = person.names.slice(0, 1).map(nameOf)
  return {
    terms: [...new Set(terms)]
      .map((term) => secrets.blindIndex('entry-search.term', term))
      .sort((one, other) => Buffer.compare(one, other)),
    person: secrets.blindIndex('entry-search.person', [...now, person.dateOfBirth].join('\n')),
  }
}

const nameOf = ({ familyName, givenNames }: SearchedPerson['names'][number]): string =>
  `${normaliseName(familyName)}\n${normaliseName(givenNames)}`

const PURPOSE = 'entry-search.terms'

export const sealTerms = (secrets: Secrets, person: SearchedPerson): Uint8Array<ArrayBuffer> =>
  secrets.encrypt(PURPOSE, JSON.stringify(person))
export const openTerms = (secrets: Secrets, sealed: Uint8Array): SearchedPerson =>
  JSON.parse(secrets.decrypt(PURPOSE, sealed)) as SearchedPerson
