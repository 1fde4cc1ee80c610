import { z } from 'zod'
import {
  DRIVING_LICENCE_ISSUERS,
  ENTRY_CAUSES,
  ENTRY_DECISION_TYPES,
  ENTRY_ORIGINS,
  ENTRY_STATES,
  NAME_TYPES,
} from '../../domain/words.js'
import { CivilDate, Id, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'

export const EntryParams = z.strictObject({ id: Id })

export const EntryQuery = PageQuery.extend({ state: z.enum(ENTRY_STATES).optional() })

export const MakeEntry = z
  .strictObject({
    decisionId: Id.meta({
      description: 'The decision as first recorded; its corrections and its appeal are followed.',
    }),
  })
  .meta({
    id: 'MakeEntry',
    description: 'The decision that an authority outside England wants entered.',
    example: { decisionId: '01987654-3210-7abc-8def-0123456789ad' },
  })
export type MakeEntry = z.infer<typeof MakeEntry>

/** What an entry says of its decision (2022 Act s.2(4)). */
export const SAYS = {
  decisionType: z.enum(ENTRY_DECISION_TYPES),
  decidedOn: CivilDate,
  takesEffectOn: CivilDate.nullable().meta({ description: 'Day of its effect, if different.' }),
  suspensionEndsOn: CivilDate.nullable().meta({ description: 'Last day of a suspension for a fixed time.' }),
}

const ENTRY = {
  id: '01987654-3210-7abc-8def-0123456789c0',
  authority: 'rotherham',
  origin: 'decision' as const,
  state: 'active' as const,
  version: 1,
  decisionType: 'revoke' as const,
  decidedOn: '2026-03-02',
  takesEffectOn: null,
  suspensionEndsOn: null,
  driverId: '01987654-3210-7abc-8def-0123456789ac',
  decisionId: '01987654-3210-7abc-8def-0123456789ad',
  reference: null,
  firstMadeOn: '2026-03-02',
  retainedUntil: '2037-03-01',
  createdAt: '2026-03-02T09:00:00.000Z',
}

export const Entry = z
  .object({
    id: Id,
    authority: Slug.meta({ description: 'The recording authority, the only one that may change it.' }),
    origin: z.enum(ENTRY_ORIGINS),
    state: z.enum(ENTRY_STATES).meta({ description: 'A removed or expired entry is found by no search.' }),
    version: z.int().meta({ description: 'How many events it has.' }),
    ...SAYS,
    driverId: Id.nullable().meta({ description: 'Null: imported, or expired.' }),
    decisionId: Id.nullable().meta({
      description: 'The decision behind it, as first recorded. Null: imported, or expired.',
    }),
    reference: z.string().nullable().meta({ description: 'The authority’s own reference, of an imported one.' }),
    firstMadeOn: CivilDate,
    retainedUntil: CivilDate.meta({
      description: 'Last of the eleven years; being reinstated does not lengthen them.',
    }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Entry', description: 'A statutory entry. It gives no reasons.', example: ENTRY })
export type Entry = z.infer<typeof Entry>

export const EntryPage = PageOf(Entry, 'EntryPage')

const PERSON = {
  names: [{ type: 'full' as const, familyName: 'Fictional', givenNames: 'Farah' }],
  dateOfBirth: '1979-03-12',
  formerDatesOfBirth: ['1979-12-03'],
  addresses: [{ line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH' }],
  niNumber: 'AB123456',
  drivingLicences: [{ issuer: 'gb' as const, number: 'FICTI703129F99AB' }],
}

export const EntryPerson = z
  .object({
    names: z.array(z.object({ type: z.enum(['full', ...NAME_TYPES]), familyName: z.string(), givenNames: z.string() })),
    dateOfBirth: CivilDate.nullable(),
    formerDatesOfBirth: z.array(CivilDate).exactOptional(),
    addresses: z.array(z.object({ line1: z.string(), town: z.string(), postcode: z.string().nullable() })),
    niNumber: z.string().nullable(),
    formerNiNumbers: z.array(z.string()).exactOptional(),
    drivingLicences: z.array(z.object({ issuer: z.enum(DRIVING_LICENCE_ISSUERS), number: z.string() })),
  })
  .meta({
    id: 'EntryPerson',
    description:
      'Whom an entry is about: the name in use first, then all that was known of the person before. None of it is lost before the entry expires.',
    example: PERSON,
  })

const EVENT = {
  id: '01987654-3210-7abc-8def-0123456789c1',
  seq: 1,
  state: 'active' as const,
  cause: 'decision' as const,
  changedOn: '2026-03-02',
  changeTakesEffectOn: null,
  decisionType: 'revoke' as const,
  decidedOn: '2026-03-02',
  takesEffectOn: null,
  suspensionEndsOn: null,
  registerVersion: 1,
  recordedAt: '2026-03-02T09:00:00.000Z',
  recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
  mirroring: null,
}

export const EntryEvent = z
  .object({
    id: Id,
    seq: z.int(),
    state: z.enum(ENTRY_STATES).meta({ description: 'The state that it left the entry in.' }),
    cause: z.enum(ENTRY_CAUSES),
    changedOn: CivilDate.meta({ description: 'Day of the change: of the decision, the lift, the court’s order.' }),
    changeTakesEffectOn: CivilDate.nullable().meta({ description: 'Day of its effect, if different.' }),
    ...SAYS,
    registerVersion: z.int().meta({ description: 'Version of the register of all entries that it made.' }),
    recordedAt: z.iso.datetime(),
    recordedBy: z
      .object({ clientId: z.string(), personId: z.string() })
      .nullable()
      .meta({ description: 'Null: the registry itself, at the end of the eleven years.' }),
    mirroring: z
      .object({ reference: z.string(), recordedAt: z.iso.datetime() })
      .nullable()
      .meta({ description: 'The reference that the designated database returned. Null: not recorded there yet.' }),
  })
  .meta({ id: 'EntryEvent', description: 'What happened to an entry, and what it says since.', example: EVENT })
export type EntryEvent = z.infer<typeof EntryEvent>

export const EntryDetail = Entry.extend({
  person: EntryPerson.nullable().meta({ description: 'Null: expired.' }),
  events: z.array(EntryEvent),
}).meta({
  id: 'EntryDetail',
  description: 'An entry, whom it is about and what happened to it.',
  example: { ...ENTRY, person: PERSON, events: [EVENT] },
})
export type EntryDetail = z.infer<typeof EntryDetail>
