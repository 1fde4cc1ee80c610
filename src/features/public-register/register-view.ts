import type { CivilDate } from '../../domain/calendar.js'
import { CLASS_OF_KIND, LICENCE_KINDS, type LicenceKind } from '../../domain/words.js'
import type { Keeper } from '../authorities/index.js'
import type { PublicRegisterAnswer } from './public-register.schema.js'
import type { RegisterSearch } from './register.store.js'

/** What the page says of an answer, in words. */
export function viewOf(answer: PublicRegisterAnswer, search: RegisterSearch, authority: Keeper, today: CivilDate) {
  const { listed, notAnswered, notKept, dataSources } = answer
  const items = answer.items.map((item) => ({ ...item, hasRunOut: item.endsOn < today }))
  const named = listed.filter(({ alsoLists }) => alsoLists.includes('name')).map(({ kind }) => kind)
  const askable = 'number' in search ? listed.map(({ kind }) => kind) : named
  const others = LICENCE_KINDS.filter((kind) => !listed.some((each) => each.kind === kind))
  const outdated = notAnswered.filter((kind) => !notKept.includes(kind))
  const answered = askable.filter((kind) => !notAnswered.includes(kind))
  const { name } = authority
  const ask = `ask ${[name, [authority.email, authority.phone].filter(Boolean).join(', ')].filter(Boolean).join(': ')}`
  return {
    ...headingOf(items, name, {
      isAskable: askable.length > 0,
      isLookedFor: answered.length > 0,
    }),
    items,
    name,
    hasMore: answer.hasMore,
    listed,
    ask,
    sent: dataSources.flatMap(({ class: cls, updatedAt }) => {
      const kinds = answered.filter((kind) => CLASS_OF_KIND[kind] === cls)
      return updatedAt === null || kinds.length === 0 ? [] : [{ what: kindsText(kinds), at: updatedAt }]
    }),
    warnings: [
      ...(outdated.length > 0
        ? [`The records of ${kindsText(outdated)} are not up to date here, so they are not shown.`]
        : []),
      ...(notKept.length > 0 ? [`${name} does not keep its records of ${kindsText(notKept)} here.`] : []),
    ],
    notListed: others.length > 0 ? kindsText(others) : null,
    hasNoNames: askable.length === 0,
    byName: 'name' in search && named.length > 0 ? kindsText(named) : null,
  }
}

/** `found` is what the title says too; `isNothing`: it was looked for. */
function headingOf(
  items: readonly { hasRunOut: boolean }[],
  name: string,
  { isAskable, isLookedFor }: { isAskable: boolean; isLookedFor: boolean },
): { found: string; heading: string; isNothing: boolean } {
  const count = items.length
  const same = (found: string, isNothing = false) => ({ found, heading: found, isNothing })
  if (!isAskable) return same(`The register of ${name} is not searched by name`)
  if (!isLookedFor) return same('This cannot be answered here now')
  if (count === 0) return { ...same('No licence found', true), heading: `No licence found in the register of ${name}` }
  const over = items.filter(({ hasRunOut }) => hasRunOut).length
  const have = over === 1 ? 'has' : 'have'
  const ranOut =
    over === 0 ? '' : `. ${over < count ? `${over} of them ${have}` : over === 1 ? 'It has' : 'They have'} run out`
  const licences = `${count} licence${count === 1 ? '' : 's'} found`
  return { found: licences + ranOut, heading: `${licences} in the register of ${name}${ranOut}`, isNothing: false }
}

/** `private hire vehicles and private hire operators`. */
const kindsText = (kinds: readonly LicenceKind[]): string =>
  new Intl.ListFormat('en-GB').format(kinds.map((kind) => `${kind.replaceAll('-', ' ')}s`))
