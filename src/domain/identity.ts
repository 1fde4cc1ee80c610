import { fold } from './name-fold.js'
import type { DrivingLicenceIssuer } from './words.js'

/**
 * Identifiers and names in the one form in which they are stored and compared.
 * A normaliser answers null for what cannot be such an identifier: the caller refuses it, or finds nobody.
 */

/** Vehicle registration marks: current, prefix, suffix and dateless styles. Anchored as a whole: a loose alternative lets almost anything in. */
const VRM =
  /^(?:[A-Z]{3}[0-9]{1,4}|[A-Z][0-9]{1,3}[A-Z]{3}|[A-Z]{3}[0-9]{1,3}[A-Z]|[A-Z]{2}[0-9]{2}[A-Z]{3}|[A-Z]{1,3}[0-9]{1,3}|[1-9][0-9]{0,3}[A-Z]{1,3}|[A-Z]{1,2}[0-9]{1,4})$/

/** Upper case without white space, 1 to 7 characters. */
export function normaliseVrm(text: string): string | null {
  return matching(compact(text), VRM)
}

/** A badge, plate or operator licence number as one authority issues it. */
export function normaliseBadge(text: string): string | null {
  return matching(compact(text), /^[A-Z0-9/-]{1,20}$/)
}

/**
 * A name for comparison only, never for display: accents, case, hyphens, apostrophes and spaces do not tell two people apart, nor does
 * the script. Empty when nothing is left to compare.
 */
export function normaliseName(text: string): string {
  return fold(text).replaceAll(' ', '')
}

/** A National Insurance number without its suffix letter, which says nothing of who it is. Prefixes as HMRC allots them. */
export function normaliseNiNumber(text: string): string | null {
  const number = matching(compact(text), /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?$/)
  return number?.slice(0, 8) ?? null
}

/**
 * A driving licence number of Great Britain (16 characters): five of the surname, padded with 9; decade; month, with 50 added for women;
 * day; year; two initials or 9; a check of three. The two-digit issue number printed after it is dropped.
 */
export function normaliseGbDrivingLicence(text: string): string | null {
  const number = compact(text).replace(/^(.{16})[0-9]{2}$/, '$1')
  return matching(
    number,
    /^(?=[A-Z])[A-Z]{1,5}9{0,4}(?<=^.{5})[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9](?:99|[A-Z][A-Z9])[A-Z0-9]{3}$/,
  )
}

/** A driving licence number of Northern Ireland: 8 digits that encode nothing. */
export function normaliseNiDrivingLicence(text: string): string | null {
  return matching(compact(text), /^[0-9]{8}$/)
}

/** A driving licence number in the form of its issuer; of a Community licence in any: each state has its own. */
export function normaliseDrivingLicence(issuer: DrivingLicenceIssuer, text: string): string | null {
  switch (issuer) {
    case 'gb':
      return normaliseGbDrivingLicence(text)
    case 'ni':
      return normaliseNiDrivingLicence(text)
    case 'community':
      return matching(compact(text), /^[A-Z0-9/.-]{4,30}$/)
  }
}

/** A UK postcode with its one space, e.g. `S60 2TH`. */
export function normalisePostcode(text: string): string | null {
  const code = matching(
    compact(text),
    /^(?:GIR0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y])[0-9][ABD-HJLNP-UW-Z]{2})$/,
  )
  return code && `${code.slice(0, -3)} ${code.slice(-3)}`
}

/** Names of things, makes, firms and titles, typed by many hands: `Mk 7` is `MK7`. */
export const isSameName = (a: string, b: string): boolean => compact(a) === compact(b)

/** Without case and white space. */
export function compact(text: string): string {
  return text.replace(/\s/g, '').toUpperCase()
}

function matching(text: string, pattern: RegExp): string | null {
  return pattern.test(text) ? text : null
}
