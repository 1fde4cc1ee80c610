import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { reviewCandidate as act } from './review-candidate.action.js'
import { CandidateParams, CandidateReview, ReviewCandidate } from './review.schema.js'

export function reviewCandidate(app: App, deps: Deps): void {
  app.post(
    '/v1/entry-searches/:id/candidates/:reference/reviews',
    {
      schema: {
        operationId: 'reviewCandidate',
        summary: 'Confirm or reject a candidate',
        description: 'With the reason. The latest review of an entry for one application counts; none is ever changed.',
        tags: ['entry searches'],
        params: CandidateParams,
        body: ReviewCandidate,
        response: { 201: CandidateReview, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) =>
        act(tx, acting(deps, officerOf(caller)), request.params, request.body),
      ),
  )
}
