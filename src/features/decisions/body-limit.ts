/** Bytes. The longest decision that its schema allows (reasons, a hundred conditions) in the most bytes that UTF-8 can take. */
export const LONG_TEXT = 384 * 1024
