/** What each text is encrypted for. Bound to its concern: what was told of one person cannot be moved under another. */
export const textOf = (concernId: string) => `concern.text.${concernId}`
export const reasonsOf = (concernId: string) => `concern-answer.reasons.${concernId}`
