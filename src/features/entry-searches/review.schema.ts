import { z } from 'zod'
import { REVIEW_VERDICTS } from '../../domain/words.js'
import { Id, Paragraphs } from '../../platform/http/fields.schema.js'

export const CandidateParams = z.strictObject({
  id: Id,
  reference: Id.meta({ description: 'Reference of the candidate, as the search gave it.' }),
})

export const ReviewCandidate = z
  .strictObject({
    verdict: z.enum(REVIEW_VERDICTS).meta({ description: 'Confirmed: the same person. Rejected: another.' }),
    why: Paragraphs(1_000),
  })
  .meta({
    id: 'ReviewCandidate',
    description: 'What an officer makes of a candidate.',
    example: { verdict: 'confirmed', why: 'Same driver number; the applicant says so.' },
  })
export type ReviewCandidate = z.output<typeof ReviewCandidate>

export const CandidateReview = z
  .object({
    id: Id,
    reference: Id,
    verdict: z.enum(REVIEW_VERDICTS),
    why: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({
    id: 'CandidateReview',
    description: 'What an officer made of a candidate; the latest counts.',
    example: {
      id: '01987654-3210-7abc-8def-0123456789ac',
      reference: '5a7f0c1e-93b4-4c1d-8a56-0f2d7b9e4c31',
      verdict: 'confirmed',
      why: 'Same driver number; the applicant says so.',
      recordedAt: '2026-03-02T09:10:00.000Z',
    },
  })
export type CandidateReview = z.output<typeof CandidateReview>
