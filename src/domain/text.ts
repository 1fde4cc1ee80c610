/** What no text of the registry may hold: C0 and C1 controls. PostgreSQL refuses NUL; the rest moves terminals and spoils files. */
// eslint-disable-next-line no-control-regex
export const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** JSON smuggles lone surrogates, which no UTF-8 can hold. */
export const isWellFormed = (text: string): boolean =>
  !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)

/** Two spellings of one name must not be two names. */
export const inOneForm = (text: string): string => text.normalize('NFC').trim()
