import { z } from 'zod'

export const TEMPLATE_FILES = [
  'drivers.csv',
  'drivers.ndjson',
  'operators.csv',
  'operators.ndjson',
  'vehicles.csv',
] as const
export type TemplateFile = (typeof TEMPLATE_FILES)[number]

export const TemplateParams = z.strictObject({
  template: z.enum(TEMPLATE_FILES).meta({ description: 'Whose licences, and in which form.', example: 'drivers.csv' }),
})

export const FeedTemplate = z.string().meta({
  id: 'FeedTemplate',
  description: 'A whole file, in UTF-8.',
  example: 'FK21ABC,2025-06-01,2026-05-31,PHV,Rotherham,PHV-301,false\r\n',
})
