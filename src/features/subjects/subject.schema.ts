import { z } from 'zod'
import { Line } from '../../platform/http/fields.schema.js'

/** One line of text in the one form that `normalise` gives it; null from it is a fault of the caller's. */
export const Normalised = (max: number, normalise: (text: string) => string | null, message: string) =>
  Line(max).transform((text, context) => {
    const normal = normalise(text)
    if (normal === null) context.addIssue({ code: 'custom', message })
    return normal ?? z.NEVER
  })

/** An empty change would only move the ETag. */
export const changesSomething = (change: object): boolean => Object.keys(change).length > 0
