import { z } from 'zod'
import { CivilDate, Line } from '../../platform/http/fields.schema.js'
import { Vrm } from './stated-licence.schema.js'

// Names and shapes are the national vehicle register's own.

export const VrmParams = z.strictObject({
  vrm: Vrm.meta({ description: 'Registration mark; white space and case do not matter.', example: 'CU12345' }),
})

const INFO = {
  active: true,
  description: 'taxi',
  wheelchairAccessible: false,
  licensedStatusExpires: '2026-12-31',
  licensingAuthoritiesNames: ['Birmingham', 'Leeds'],
  addedTimestamp: '2026-03-02 03:12:44',
}

export const LicenceInfo = z
  .object({
    active: z.boolean().meta({ description: 'Whether any licence of the vehicle may be used now.' }),
    description: z.string().nullable().meta({
      description: 'Word for the kind of the active licence added first: as its file has it, else taxi or PHV.',
    }),
    wheelchairAccessible: z.boolean().nullable().meta({
      description: 'True if any active licence says so, false if none does and any says no, null if none says.',
    }),
    licensedStatusExpires: CivilDate.nullable().meta({ description: 'Latest last day of the active licences.' }),
    licensingAuthoritiesNames: z
      .array(z.string())
      .meta({ description: 'Of all licences that are known, active or not, in order of the alphabet.' }),
    addedTimestamp: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      .meta({ description: 'When the first of them was stated or recorded here, in UTC.' }),
  })
  .meta({ id: 'LicenceInfo', description: 'What is known of the licences of a vehicle.', example: INFO })
export type LicenceInfo = z.infer<typeof LicenceInfo>

export const LicencesInfoQuestion = z
  .strictObject({
    vrms: z.array(Line(15)).min(1).max(150).meta({ description: 'Registration marks.' }),
  })
  .meta({
    id: 'LicencesInfoQuestion',
    description: 'Up to 150 vehicles.',
    example: { vrms: ['CU12345', 'YK21 FCT'] },
  })

export const LicencesInfo = z
  .object({
    licencesInformation: z.record(z.string(), LicenceInfo).meta({
      description: 'By registration mark, in capitals without white space. Unknown ones are left out.',
    }),
  })
  .meta({
    id: 'LicencesInfo',
    description: 'What is known of each of them.',
    example: { licencesInformation: { CU12345: INFO } },
  })

export const LicenceHistoryQuery = z.strictObject({
  startDate: CivilDate.meta({ description: 'First day of the changes.' }),
  endDate: CivilDate.meta({ description: 'Last day of the changes.' }),
  pageNumber: z.coerce.number().int().min(0).max(1_000_000).meta({ description: 'From 0.' }),
  pageSize: z.coerce.number().int().min(1).max(1_000).meta({ description: 'Most changes to answer.' }),
})

const LICENCE_ACTIONS = ['Created', 'Updated', 'Removed'] as const

export const LicenceHistory = z
  .object({
    page: z.int().meta({ description: 'From 0.' }),
    pageCount: z.int(),
    perPage: z.int(),
    totalChangesCount: z.int(),
    changes: z
      .array(
        z.object({
          modifyDate: CivilDate.meta({ description: 'Day of the change, in London.' }),
          action: z.enum(LICENCE_ACTIONS),
          licensingAuthorityName: z.string(),
          plateNumber: z.string(),
          licenceStartDate: CivilDate,
          licenceEndDate: CivilDate,
          wheelchairAccessible: z.boolean().nullable(),
        }),
      )
      .meta({ description: 'The latest first.' }),
  })
  .meta({
    id: 'LicenceHistory',
    description: 'Changes of the licences of a vehicle.',
    example: {
      page: 0,
      pageCount: 1,
      perPage: 10,
      totalChangesCount: 1,
      changes: [
        {
          modifyDate: '2026-03-02',
          action: 'Created',
          licensingAuthorityName: 'Leeds',
          plateNumber: 'beBCC',
          licenceStartDate: '2026-01-01',
          licenceEndDate: '2026-12-31',
          wheelchairAccessible: null,
        },
      ],
    },
  })
export type LicenceHistory = z.infer<typeof LicenceHistory>
export type LicenceChange = LicenceHistory['changes'][number]
