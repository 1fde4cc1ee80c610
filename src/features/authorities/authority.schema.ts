import { z } from 'zod'
import { FORMER_CODE_REASONS } from '../../domain/authority.js'
import { JURISDICTIONS, LICENCE_CLASSES, NATIONS, SOURCE_MODES } from '../../domain/words.js'
import { CivilDate, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQueryBy } from '../../platform/http/page.js'

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

export const AuthorityQuery = PageQueryBy(SLUG).extend({
  nation: z.enum(NATIONS).optional().meta({ description: 'Only authorities of this nation.' }),
  current: z
    .enum(['true', 'false'])
    .default('true')
    .transform((word) => word === 'true')
    .meta({ description: '`true`: those that license today. `false`: those that no longer do, or not yet.' }),
})

export const AuthorityParams = z.strictObject({
  slugOrCode: z
    .string()
    .max(80)
    .regex(/^([a-z0-9]+(-[a-z0-9]+)*|[ENSW][0-9]{8})$/, 'must be a slug or a GSS code')
    .meta({ description: 'Slug or GSS code, present or former.', example: 'E08000016' }),
})

const GssCode = z
  .string()
  .meta({ description: 'Nine-character GSS code. It changes with a boundary: key on the slug.' })
const Succession = z.object({
  slug: Slug,
  effectiveOn: CivilDate.meta({ description: 'First day of the successor in that area.' }),
})

const Contact = z
  .object({ email: z.string().nullable(), phone: z.string().nullable() })
  .nullable()
  .meta({ description: 'Whom to ask about a licence; null where the authority has given none.' })

/** An authority as others are referred to it. */
export const AuthorityToAsk = z.object({ slug: Slug, name: z.string(), contact: Contact })

export const DataSources = z.array(
  z.object({
    class: z.enum(LICENCE_CLASSES),
    mode: z
      .enum(SOURCE_MODES)
      .meta({ description: '`registry`: recorded here, always fresh. `feed`: sent from another system.' }),
    updatedAt: z.iso.datetime().nullable().meta({ description: 'Last complete feed.' }),
  }),
)

const BARNSLEY = {
  slug: 'barnsley',
  gssCode: 'E08000038',
  formerCodes: [{ code: 'E08000016', reason: 'recoded' as const, name: 'Barnsley', endsOn: null }],
  name: 'Barnsley',
  officialName: 'Barnsley Metropolitan Borough Council',
  nation: 'england' as const,
  jurisdiction: 'england-and-wales' as const,
  startsOn: '1974-04-01',
  endsOn: null,
  predecessors: [],
  successors: [],
  contact: null,
  joinedOn: null,
  dataSources: [],
}

const Authority = z
  .object({
    slug: Slug,
    gssCode: GssCode,
    formerCodes: z.array(
      z.object({
        code: GssCode,
        reason: z.enum(FORMER_CODE_REASONS).meta({
          description:
            '`recoded`: the same body before its present code. `area`: a council that does not license; this authority does in its area.',
        }),
        name: z.string(),
        endsOn: CivilDate.nullable().meta({
          description: 'Last day of the code; null where not known, or where it is still in use.',
        }),
      }),
    ),
    name: z.string(),
    officialName: z.string(),
    nation: z.enum(NATIONS),
    jurisdiction: z.enum(JURISDICTIONS).meta({ description: 'Body of licensing law.' }),
    startsOn: CivilDate.nullable().meta({ description: 'First day; null where not known.' }),
    endsOn: CivilDate.nullable().meta({ description: 'Last day; null while not abolished.' }),
    predecessors: z.array(Succession),
    successors: z.array(Succession),
    contact: Contact,
    joinedOn: CivilDate.nullable().meta({
      description:
        'First day on which it keeps its licences here; null: it has not joined. What it decided before needs no search made here.',
    }),
    dataSources: DataSources.meta({
      description: 'Where its facts come from; empty while it has not joined the registry.',
    }),
  })
  .meta({ id: 'Authority', description: 'A licensing authority, past or present.', example: BARNSLEY })

export const AuthorityPage = PageOf(Authority, 'AuthorityPage')

export const AuthorityAnswer = Authority.extend({
  answeredFor: z
    .object({
      code: GssCode.optional(),
      slug: Slug.optional(),
      reason: z.enum([...FORMER_CODE_REASONS, 'succeeded']),
      name: z.string(),
      endsOn: CivilDate.nullable(),
    })
    .optional()
    .meta({
      description: 'What was asked for, where another authority, or the same under another code, answers for it.',
    }),
}).meta({
  id: 'AuthorityAnswer',
  description: 'The authority that answers for the slug or code.',
  example: { ...BARNSLEY, answeredFor: { code: 'E08000016', reason: 'recoded', name: 'Barnsley', endsOn: null } },
})
