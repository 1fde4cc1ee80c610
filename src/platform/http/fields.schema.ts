import { z } from 'zod'
import { isCivilDate } from '../../domain/calendar.js'
import { CONTROL, inOneForm, isWellFormed } from '../../domain/text.js'

// eslint-disable-next-line no-control-regex
const CONTROL_BUT_NEWLINE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

function text(max: number, forbidden: RegExp) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((s) => !forbidden.test(s), 'must not contain control characters')
    .refine(isWellFormed, 'must be well-formed Unicode')
    .transform(inOneForm)
    .pipe(z.string().min(1, 'must not be blank').max(max))
}
/** One line of text, trimmed, NFC, 1 to `max` characters. */
export const Line = (max: number) => text(max, CONTROL)
/** Text of several lines, otherwise as `Line`. */
export const Paragraphs = (max: number) => text(max, CONTROL_BUT_NEWLINE)

/** A day of the Gregorian calendar, `YYYY-MM-DD`, 1900 to 2199; its hours are London's. */
export const CivilDate = z
  .string()
  .refine(isCivilDate, 'must be a real date as YYYY-MM-DD')
  .meta({ format: 'date', example: '2026-03-02' })

/** A calendar month, 1900 to 2199. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM')
  .meta({ example: '2026-03' })

/** An instant, RFC 3339 with time zone, milliseconds at most, 1900 to 2199: PostgreSQL has no year 0. */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(29)
  .refine(
    (s) => /^(19|2[01])\d\d-/.test(s) && !/\.\d{4}/.test(s),
    'must be an instant of 1900 to 2199, to the millisecond at most',
  )
  .meta({ example: '2026-03-02T09:00:00Z' })

export const Id = z.uuid().meta({ example: '01987654-3210-7abc-8def-0123456789ab' })
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80)
  .meta({ example: 'rotherham' })
/** A badge, plate or operator licence number as printed, without white space. */
export const LicenceNumber = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9/-]{0,19}$/, 'must be 1 to 20 capital letters, digits, - or /')
  .meta({ example: 'PHD-1024' })
export const Email = z.email().max(254)
export const Phone = z
  .string()
  .regex(/^\+?[0-9 ()-]{5,20}$/)
  .meta({ example: '01709 000000' })

/** The case for which scrutiny reads what names a person; each such reading is put on record (src/platform/http/reading.ts). */
export const CaseReference = z
  .string()
  .regex(/^[A-Za-z0-9/-]{3,40}$/)
  .optional()
