import { z } from 'zod'
import { PROPOSAL_KINDS, PROPOSAL_STATES } from '../../domain/words.js'
import { Id, Paragraphs } from '../../platform/http/fields.schema.js'
import { PageOf, PageQuery } from '../../platform/http/page.js'
import { ImportRow } from '../entries/import-row.schema.js'

export const ProposalParams = z.strictObject({ id: Id })

export const ProposalQuery = PageQuery.extend({ state: z.enum(PROPOSAL_STATES).optional() })

export const RejectProposal = z.strictObject({ reason: Paragraphs(2_000) }).meta({
  id: 'RejectProposal',
  description: 'Why it is not approved.',
  example: { reason: 'The medical report is still missing.' },
})

const PROPOSAL = {
  id: '01987654-3210-7abc-8def-0123456789b1',
  kind: 'decision' as const,
  state: 'open' as const,
  licenceId: '01987654-3210-7abc-8def-0123456789ab',
  decisionId: '01987654-3210-7abc-8def-0123456789ad',
  entryId: null,
  vehicleId: null,
  driverId: null,
  licenceVersion: 2,
  proposedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
  createdAt: '2026-03-02T09:00:00.000Z',
  outcome: null,
}

export const Proposal = z
  .object({
    id: Id,
    kind: z.enum(PROPOSAL_KINDS),
    state: z.enum(PROPOSAL_STATES),
    licenceId: Id.nullable(),
    decisionId: Id.nullable().meta({ description: 'The decision to be corrected, lifted or quashed.' }),
    entryId: Id.nullable().meta({ description: 'The imported entry to be removed or reinstated.' }),
    vehicleId: Id.nullable().meta({ description: 'The vehicle whose camera it is about.' }),
    driverId: Id.nullable().meta({ description: 'The driver about whom a fact is to be corrected.' }),
    licenceVersion: z.int().nullable().meta({
      description: 'Version of the licence it was made against. Once the licence moves on, it can only be rejected.',
    }),
    proposedBy: z.object({ clientId: z.string(), personId: z.string() }),
    createdAt: z.iso.datetime(),
    outcome: z
      .object({
        decidedBy: z.object({ clientId: z.string(), personId: z.string() }),
        reason: z.string().nullable(),
        resultId: Id.nullable().meta({
          description:
            'The decision, appeal step, change of an entry, version of the standards or fact that the approval recorded; of an import, the proposal itself.',
        }),
        recordedAt: z.iso.datetime(),
      })
      .nullable(),
  })
  .meta({
    id: 'Proposal',
    description: 'What one officer proposes and a senior officer, another person, must approve.',
    example: PROPOSAL,
  })
export type Proposal = z.infer<typeof Proposal>

export const ProposalPage = PageOf(Proposal, 'ProposalPage')

const COMMAND = {
  type: 'lift-suspension',
  liftsDecisionId: PROPOSAL.decisionId,
  decidedOn: '2026-03-02',
  legalBasis: 'lgmpa-1976-s61-1',
  decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
}

export const ProposalDetail = Proposal.extend({
  command: z.record(z.string(), z.unknown()).meta({
    description:
      'What would be recorded, as it was sent. Once the proposal has ended without `reasons`, `correction.why` and, of a fact about a camera, its other texts: ' +
      'what was approved holds them. ' +
      'Of an import: how many rows.',
  }),
  rows: z
    .array(ImportRow)
    .nullable()
    .meta({ description: 'Of an import that is open: what would be made entries. Otherwise null.' }),
}).meta({
  id: 'ProposalDetail',
  description: 'A proposal with what it proposes.',
  example: { ...PROPOSAL, command: COMMAND, rows: null },
})
export type ProposalDetail = z.infer<typeof ProposalDetail>
export type ImportRows = NonNullable<ProposalDetail['rows']>
