import { z } from 'zod'
import { normaliseBadge } from '../../domain/identity.js'
import { REGISTER_PARTICULARS } from '../../domain/public-register.js'
import { LICENCE_KINDS } from '../../domain/words.js'
import { CivilDate, Line, Slug } from '../../platform/http/fields.schema.js'
import { AuthorityParams, DataSources } from '../authorities/authority.schema.js'
import { Normalised } from '../subjects/subject.schema.js'

export const RegisterParams = z.strictObject({ authority: AuthorityParams.shape.slugOrCode })

/** In whatever case and spacing it was typed; never a part of it. */
export const RegisterNumber = Normalised(40, normaliseBadge, 'must be 1 to 20 letters, digits, - or /')

/** The whole name, in whatever case, with one space between its words. */
export const RegisterName = Line(200).transform((name) => name.replace(/\s+/g, ' '))

export const RegisterQuery = z
  .strictObject({
    number: RegisterNumber.optional().meta({
      description: 'The whole number of the licence: badge, plate or operator licence number.',
      example: 'RD-101',
    }),
    name: RegisterName.optional().meta({
      description:
        'The whole name of the holder, where the law lists it: all given names, then the family name. Case does not matter.',
      example: 'Frances Interm',
    }),
  })
  .transform(({ number, name }, context) => {
    if (number !== undefined && name === undefined) return { number }
    if (name !== undefined && number === undefined) return { name }
    context.addIssue({ code: 'custom', message: 'give either `number` or `name`' })
    return z.NEVER
  })

const Kind = z.enum(LICENCE_KINDS)

const RegisterEntry = z.object({
  kind: Kind,
  number: z.string().meta({ description: 'In capitals, without white space.', example: 'PHD-1024' }),
  name: z.string().nullable().meta({ description: 'Of the holder; null where the law does not list it.' }),
  grantedOn: CivilDate.nullable().meta({
    description: 'Day on which the period was granted; null: the file that states the licence does not say.',
  }),
  startsOn: CivilDate,
  endsOn: CivilDate.meta({ description: 'Last day. One that has passed: the licence has run out.' }),
  registrationMark: z.string().nullable().meta({ description: 'Null where the law does not list it.' }),
  operatingCentres: z.array(z.string()).meta({ description: 'Addresses; empty where the law does not list them.' }),
})

export const PublicRegisterAnswer = z
  .object({
    authority: z.object({ slug: Slug, name: z.string() }),
    items: z.array(RegisterEntry).max(50).meta({ description: 'In order of number.' }),
    hasMore: z.boolean().meta({ description: 'There are more than these: ask by number.' }),
    isComplete: z.boolean().meta({
      description: '`false`: licences of the kinds in `notAnswered` may be missing. Ask the authority.',
    }),
    notAnswered: z.array(Kind).meta({
      description: 'Kinds whose records the authority does not keep here, or has not brought up to date in time.',
    }),
    notKept: z.array(Kind).meta({ description: 'Of these, the kinds whose records it does not keep here.' }),
    listed: z
      .array(z.object({ kind: Kind, alsoLists: z.array(z.enum(REGISTER_PARTICULARS)), citation: z.string() }))
      .meta({
        description:
          'Which kinds of licence have a public register here, and the law that is read so. No other kind is ever shown.',
      }),
    dataSources: DataSources.meta({ description: 'Where the records come from, and how old what a feed told is.' }),
  })
  .meta({
    id: 'PublicRegisterAnswer',
    description: 'What the public register of one authority says. Not being in it does not mean to be unlicensed.',
    example: {
      authority: { slug: 'rotherham', name: 'Rotherham' },
      items: [
        {
          kind: 'private-hire-driver',
          number: 'RD-101',
          name: 'Frances Interm',
          grantedOn: '2025-06-02',
          startsOn: '2025-06-09',
          endsOn: '2028-06-08',
          registrationMark: null,
          operatingCentres: [],
        },
      ],
      hasMore: false,
      isComplete: true,
      notAnswered: [],
      notKept: [],
      listed: [
        {
          kind: 'private-hire-driver',
          alsoLists: ['name'],
          citation: 'Local Government (Miscellaneous Provisions) Act 1976 s.51(3)',
        },
      ],
      dataSources: [{ class: 'driver', mode: 'registry', updatedAt: null }],
    },
  })
export type PublicRegisterAnswer = z.infer<typeof PublicRegisterAnswer>
