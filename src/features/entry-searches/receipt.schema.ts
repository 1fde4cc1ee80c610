import { z } from 'zod'
import { SEARCH_FLAGS, SEARCH_OUTCOMES, SEARCH_PURPOSES } from '../../domain/words.js'
import { CaseReference, Id, Instant, Slug } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'
import { Candidate, CANDIDATE } from './entry-search.schema.js'
import { FARAH, SearchTerms } from './searched-person.schema.js'

export const EntrySearchParams = z.strictObject({ id: Id })

const caseReference = CaseReference.meta({
  description: 'For scrutiny: the case for which the officer’s name is needed. With it this reading is recorded.',
})

export const EntrySearchQuery = z.strictObject({ caseReference })

export const EntrySearchesQuery = PageQuery.extend({
  authority: Slug.optional().meta({ description: 'For scrutiny: only searches of this authority.' }),
  flag: z.enum(SEARCH_FLAGS).optional().meta({ description: 'For senior officers and scrutiny.' }),
  from: Instant.optional().meta({ description: 'Not before this instant.' }),
  to: Instant.optional().meta({ description: 'Before this instant.' }),
  caseReference,
})
export type EntrySearchesQuery = z.output<typeof EntrySearchesQuery>

const SEARCH = {
  id: '01987654-3210-7abc-8def-0123456789ab',
  authority: 'rotherham',
  purpose: 'new-application' as const,
  applicationReference: 'APP-2026-0311',
  applicationId: '01987654-3210-7abc-8def-0123456789b0',
  outcome: 'strong' as const,
  registerVersion: 1204,
  method: 'n1.w1',
  seniorReason: null,
  flags: null,
  searchedAt: '2026-03-02T09:00:00.000Z',
  clientId: 'rotherham.back-office',
  officer: { id: 'rotherham.officer', name: 'Olive Sample' },
}

export const EntrySearchListed = z
  .object({
    id: Id,
    authority: Slug,
    purpose: z.enum(SEARCH_PURPOSES),
    applicationReference: z.string().nullable().meta({ description: 'Null for scrutiny.' }),
    applicationId: Id.nullable().meta({ description: 'Null for scrutiny.' }),
    outcome: z.enum(SEARCH_OUTCOMES),
    registerVersion: z.int(),
    method: z.string(),
    seniorReason: z
      .string()
      .nullable()
      .meta({ description: 'Null for scrutiny, unless it names a case: it may name a person.' }),
    flags: z
      .array(z.enum(SEARCH_FLAGS))
      .nullable()
      .meta({ description: 'For senior officers and scrutiny; else null.' }),
    searchedAt: z.iso.datetime(),
    clientId: z.string(),
    officer: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'Who searched. For scrutiny only with a `caseReference`.' }),
  })
  .meta({ id: 'EntrySearchListed', description: 'A search of the entries.', example: SEARCH })
export type EntrySearchListed = z.output<typeof EntrySearchListed>

export const EntrySearchPage = PageOf(EntrySearchListed, 'EntrySearchPage')

const CandidateKept = Candidate.extend({
  agreement: Candidate.shape.agreement.nullable().meta({ description: 'Null for scrutiny.' }),
  bits: z.number().nullable().meta({ description: 'Evidence, in bits. For scrutiny only.' }),
})
export type CandidateKept = z.output<typeof CandidateKept>

export const EntrySearch = EntrySearchListed.extend({
  terms: SearchTerms.nullable().meta({ description: 'For its own authority, for a year.' }),
  candidates: z.array(CandidateKept),
}).meta({
  id: 'EntrySearch',
  description: 'The receipt of a search: who asked what, when and why, and what was found and made of it.',
  example: { ...SEARCH, terms: FARAH, candidates: [{ ...CANDIDATE, bits: null }] },
})
export type EntrySearch = z.output<typeof EntrySearch>
