import { z } from 'zod'
import {
  ENTRY_DECISION_TYPES,
  ENTRY_STATES,
  MATCH_BANDS,
  REVIEW_VERDICTS,
  SEARCH_OUTCOMES,
  SEARCH_PURPOSES,
} from '../../domain/words.js'
import { CivilDate, Id, Line, Paragraphs } from '../../platform/http/fields.schema.js'
import { AuthorityToAsk } from '../authorities/authority.schema.js'
import { FARAH, SearchedPerson } from './searched-person.schema.js'

/** Most candidates that an answer holds. */
export const MOST_CANDIDATES = 5

export const EntrySearchQuestion = z
  .strictObject({
    purpose: z.enum(SEARCH_PURPOSES),
    applicationReference: Line(100).meta({
      description:
        'Id of the application here, or your authority’s own reference of it. Of a review or of an application kept elsewhere, your reference.',
    }),
    person: SearchedPerson.meta({
      description:
        'With at least one of National Insurance number, driving licence number and postcode of the present (first) address.',
    }),
    seniorReason: Paragraphs(1_000).optional().meta({
      description: 'Of a senior officer, where none of the three is to be had: why the search is made all the same.',
    }),
  })
  .meta({
    id: 'EntrySearchQuestion',
    description: 'Is there an entry of this person? No wildcards, no partial dates, never a name alone.',
    example: { purpose: 'new-application', applicationReference: 'APP-2026-0311', person: FARAH },
  })
export type EntrySearchQuestion = z.output<typeof EntrySearchQuestion>

const CandidateReviewShown = z.object({
  verdict: z.enum(REVIEW_VERDICTS),
  why: z.string().nullable().meta({ description: 'Null for scrutiny.' }),
  recordedAt: z.iso.datetime(),
})
export type CandidateReviewShown = z.output<typeof CandidateReviewShown>

const HeldDecision = z.object({
  type: z.enum(ENTRY_DECISION_TYPES),
  decidedOn: CivilDate,
  takesEffectOn: CivilDate.nullable().meta({ description: 'If different.' }),
  suspensionEndsOn: CivilDate.nullable().meta({ description: 'Of a suspension for a fixed time.' }),
  state: z.enum(ENTRY_STATES),
  changes: z
    .array(z.object({ on: CivilDate, takesEffectOn: CivilDate.nullable(), state: z.enum(ENTRY_STATES) }))
    .meta({ description: 'Later changes of the entry, and their effect if on another day.' }),
})
export type HeldDecision = z.output<typeof HeldDecision>

export const Candidate = z.object({
  reference: Id.meta({ description: 'Opaque: it names the entry to nobody but the registry.' }),
  band: z.enum(MATCH_BANDS),
  agreement: z
    .array(z.string())
    .meta({ description: 'Which fields agree, and how: in words, never what is recorded.' }),
  holdingAuthority: AuthorityToAsk,
  expiresAt: z.iso.datetime().meta({ description: 'Until when the reference is good.' }),
  decision: HeldDecision.nullable().meta({ description: 'Of exact and strong ones only.' }),
  review: CandidateReviewShown.nullable().meta({
    description:
      'What your authority made of this entry for the same application, if that still counts: that it is another person, only on evidence as strong and of the entry as it is.',
  }),
})
export type Candidate = z.output<typeof Candidate>

export const CANDIDATE: Candidate = {
  reference: '5a7f0c1e-93b4-4c1d-8a56-0f2d7b9e4c31',
  band: 'strong',
  agreement: ['given names: another spelling of the same name', 'family name: the same', 'date of birth: the same'],
  holdingAuthority: {
    slug: 'sheffield',
    name: 'Sheffield',
    contact: { email: 'licensing@sheffield.example', phone: '0114 496 0000' },
  },
  expiresAt: '2026-05-31T09:00:00.000Z',
  decision: {
    type: 'revoke',
    decidedOn: '2024-11-04',
    takesEffectOn: null,
    suspensionEndsOn: null,
    state: 'active',
    changes: [],
  },
  review: null,
}

export const EntrySearchAnswer = z
  .object({
    id: Id.meta({ description: '`searchId` of the decision that rests on it.' }),
    applicationId: Id.nullable().meta({
      description: 'The application that the reference names here; null: none, or more than one.',
    }),
    outcome: z.enum(SEARCH_OUTCOMES).meta({
      description: 'The best band found. `too-many`: only possible ones, more than can be shown; none is.',
    }),
    advice: z.string().nullable().meta({ description: 'What to do for a better answer.' }),
    candidates: z.array(Candidate).max(MOST_CANDIDATES).meta({
      description:
        'Exact and strong first; possible ones if all of them have room. For a human to compare, never a ground.',
    }),
    conflicts: z
      .array(z.string())
      .meta({ description: 'Where a driver number contradicts the identity stated: in words.' }),
    searchedAt: z.iso.datetime(),
    registerVersion: z.int().meta({ description: 'Version of the register of entries that was searched.' }),
    method: z.string().meta({ description: 'Version of the comparison.' }),
  })
  .meta({
    id: 'EntrySearchAnswer',
    description: 'What was found, and the receipt of the search.',
    example: {
      id: '01987654-3210-7abc-8def-0123456789ab',
      applicationId: '01987654-3210-7abc-8def-0123456789b0',
      outcome: 'strong',
      advice: null,
      candidates: [CANDIDATE],
      conflicts: [],
      searchedAt: '2026-03-02T09:00:00.000Z',
      registerVersion: 1204,
      method: 'n1.w1',
    },
  })
export type EntrySearchAnswer = z.output<typeof EntrySearchAnswer>
