import { fold } from './name-fold.js'
import { canonical, isKnown } from './name-variants.js'
import type { PersonName } from './person.js'

/** A name as it is compared: the parts of it that tell people apart, in their order. */
export interface MatchName {
  type: PersonName['type']
  given: string[]
  family: string[]
}

/** Few people have more, and each is compared with each. */
const MOST_PARTS = 8

const TITLES = new Set('mr mrs ms miss mx dr sir rev prof master haji hajji hafiz alhaj alhaji'.split(' '))
const PARTICLES = new Set(
  'al el ul ur us ud ad bin ibn bint binti ben van der den de da do dos del la le von zu st'.split(' '),
)
/** "Servant of": no name without the next word, and written in one or apart, with or without the article. */
const SERVANT = new Set('abd abdul abdal abdel abdur abdus abdu'.split(' '))

export function matchName({ type, givenNames, familyName }: PersonName): MatchName {
  return { type, given: nameParts(givenNames).slice(0, MOST_PARTS), family: nameParts(familyName).slice(0, MOST_PARTS) }
}

/** The parts of a name, folded: without titles and particles, unless there is nothing else. */
export function nameParts(text: string): string[] {
  const parts = joinServant(without(TITLES, fold(text).split(' ').filter(Boolean)))
  return without(PARTICLES, parts)
}

function without(dropped: ReadonlySet<string>, parts: string[]): string[] {
  const kept = parts.filter((part) => !dropped.has(part))
  return kept.length > 0 ? kept : parts
}

/** `abdur rehman`, `abd al rahman` and `abdurrahman` are one name. */
function joinServant(parts: string[]): string[] {
  const joined: string[] = []
  let servant = false
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    if (servant && PARTICLES.has(part) && !isLast) continue
    if (!servant && SERVANT.has(part) && !isLast) servant = true
    else {
      const served = servant ? part : isKnown(part) ? undefined : /^abd(?:ul|al|el|ur|us|u)(.{4,})$/.exec(part)?.[1]
      joined.push(served === undefined ? part : `abdul${canonical(served)}`)
      servant = false
    }
  }
  return joined
}

/**
 * How a name sounds, as consonants: one key for the ways in which English, Arabic and South Asian names are written in Latin letters.
 * A vowel counts only in front, and then as any vowel.
 */
export function soundKey(part: string): string {
  const name = canonical(part)
  if (name.length <= 1 || /^\d+$/.test(name)) return name
  const sounds = name
    .replace(/^(?:mac|mc)(?=[a-z]{3})/, 'mk')
    .replace(/^wr/, 'r')
    .replace(/^kn/, 'n')
    .replace(/^ps/, 's')
    .replace(/^x/, 'z')
    .replace(/tch|tsch/g, '4')
    .replace(/sch/g, '3')
    .replace(/ch|cz|tj/g, '4')
    .replace(/sh|sz/g, '3')
    .replace(/ph/g, 'f')
    .replace(/([kgdbtjr])h/g, '$1')
    .replace(/ck|q/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/w/g, 'v')
    .replace(/j/g, 'z')
    .replace(/h$/, '')
  const head = /^[aeiouy]/.test(sounds) ? 'a' : sounds.charAt(0)
  return (head + sounds.slice(1).replace(/[aeiouy]/g, '')).replace(/(.)\1+/g, '$1')
}
