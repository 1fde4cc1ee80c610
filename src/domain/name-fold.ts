import anyAscii from 'any-ascii'

/**
 * A text in small plain letters, digits and single spaces: the one way in which names, streets and towns are made comparable.
 * Apostrophes and full stops join (O'Brien, obrien), every other sign parts words. Any script is transliterated; a text of which
 * transliteration leaves nothing keeps its own letters, so that a name never becomes empty for being foreign.
 */
export function fold(text: string): string {
  const letters = words(text.normalize('NFKD').replace(/\p{M}+/gu, ''))
  return words(anyAscii(letters)) || letters
}

/** Signs go before transliteration: any-ascii would write out an emoji as a word. */
function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’‘`´ʻʼʹʿʾ.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
