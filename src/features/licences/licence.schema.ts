import { z } from 'zod'
import { LICENCE_CLASSES, LICENCE_KINDS, SITUATIONS, VERDICTS } from '../../domain/words.js'
import { CivilDate, Id, Instant, LicenceNumber, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

export const LicenceParams = z.strictObject({ id: Id })

export const LicenceQuery = PageQuery.extend({
  kind: z.enum(LICENCE_KINDS).optional(),
  number: LicenceNumber.optional().meta({ description: 'Badge, plate or operator licence number, exactly.' }),
  subjectId: Id.optional().meta({ description: 'Only licences of this driver, vehicle or operator.' }),
})

const InCalendar = Instant.refine((at) => /^(19|20|21)/.test(at), 'must be in the years 1900 to 2199')

export const StandingQuery = z.strictObject({
  at: InCalendar.optional().meta({
    description: 'The instant asked about; left out: now.',
    example: '2026-04-01T08:00:00Z',
  }),
  knownAt: InCalendar.optional().meta({
    description: 'As the registry knew it at this instant: what was recorded later does not count. Left out: now.',
    example: '2026-03-15T12:00:00Z',
  }),
})

const STEP = {
  from: '2026-03-02T00:00:00.000Z',
  until: '2029-03-02T00:00:00.000Z',
  verdict: 'yes' as const,
  situation: 'in-force' as const,
  basis: 'Local Government (Miscellaneous Provisions) Act 1976 s.51',
  validUntil: '2029-03-01',
}

export const StandingStep = z
  .object({
    from: z.iso.datetime().nullable().meta({ description: 'From this instant (included); null: since ever.' }),
    until: z.iso.datetime().nullable().meta({ description: 'To this instant (not included); null: for ever.' }),
    verdict: z
      .enum(VERDICTS)
      .meta({ description: 'May the licence be used? `unknown`: ask the authority, never read it as yes.' }),
    situation: z.enum(SITUATIONS),
    basis: z.string().meta({ description: 'The law that makes it so.' }),
    validUntil: CivilDate.nullable().meta({
      description: 'Last day of the period in force; null unless the verdict is yes.',
    }),
  })
  .meta({ id: 'StandingStep', description: 'What holds of a licence for a span of time.', example: STEP })
export type StandingStep = z.infer<typeof StandingStep>

const ITEM = {
  id: '01987654-3210-7abc-8def-0123456789ab',
  authority: 'rotherham',
  kind: 'private-hire-driver' as const,
  number: 'PHD-1024',
  holder: { kind: 'driver' as const, id: '01987654-3210-7abc-8def-0123456789ac' },
  standingNow: STEP,
  version: 1,
}

const LicenceItem = z
  .object({
    id: Id,
    authority: Slug.meta({ description: 'Issuing authority.' }),
    kind: z.enum(LICENCE_KINDS),
    number: z.string().meta({ description: 'Badge, plate or operator licence number.' }),
    holder: z.object({ kind: z.enum(LICENCE_CLASSES), id: Id }),
    standingNow: StandingStep,
    version: z.int().meta({ description: 'Grows with every fact recorded on the licence; in quotes it is the ETag.' }),
  })
  .meta({ id: 'LicenceItem', description: 'A licence, in a list.', example: ITEM })

const LICENCE = {
  ...ITEM,
  periods: [{ startsOn: '2026-03-02', endsOn: '2029-03-01', decisionId: '01987654-3210-7abc-8def-0123456789ad' }],
  standing: [
    {
      ...STEP,
      from: null,
      until: STEP.from,
      verdict: 'no' as const,
      situation: 'not-yet-in-force' as const,
      validUntil: null,
    },
    STEP,
    { ...STEP, from: STEP.until, until: null, verdict: 'no' as const, situation: 'expired' as const, validUntil: null },
  ],
}

export const Licence = LicenceItem.extend({
  periods: z.array(z.object({ startsOn: CivilDate, endsOn: CivilDate, decisionId: Id })).meta({
    description: 'Its periods, both days inclusive, each with the grant, renewal or correction that gave it.',
  }),
  standing: z.array(StandingStep).meta({ description: 'The whole time line, the future included: no gaps, in order.' }),
}).meta({
  id: 'Licence',
  description: 'A licence: its holder, its periods, and whether it may be used, for all time.',
  example: LICENCE,
})
export type Licence = z.infer<typeof Licence>

export const LicencePage = PageOf(LicenceItem, 'LicencePage')

export const Standing = z
  .object({
    licenceId: Id,
    at: z.iso.datetime(),
    knownAt: z.iso.datetime(),
    holds: StandingStep,
    timeLine: z.array(StandingStep),
  })
  .meta({
    id: 'Standing',
    description: 'What held of a licence at one instant, as the registry knew it at another.',
    example: {
      licenceId: ITEM.id,
      at: '2026-04-01T08:00:00.000Z',
      knownAt: '2026-03-15T12:00:00.000Z',
      holds: STEP,
      timeLine: LICENCE.standing,
    },
  })
