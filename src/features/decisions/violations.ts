import type { WriteOptions } from '../../platform/http/write.js'
import { OUTCOME_VIOLATIONS } from '../proposals/index.js'
import { VERSION_VIOLATIONS } from '../standards/index.js'

/**
 * What the database refuses that the law could not see: another licence, or another transaction at the same moment. These constraints are what makes
 * a number single and a history one line; checks in the program only make the answer kinder.
 */
export const VIOLATIONS = {
  licence_number_in_force: {
    code: 'number-in-force',
    detail: 'The number is in force on another licence of this kind in that time.',
  },
  licence_number_one_holder: {
    code: 'number-held-by-another',
    detail: 'The number is in force for another holder in that time.',
  },
  licence_one_of_a_kind: {
    code: 'licence-of-kind-in-force',
    detail: 'The holder has another licence of this kind in force in that time.',
  },
  licence_period_no_overlap: {
    code: 'period-overlaps',
    detail: 'A day belongs to one period of a licence only.',
    pointer: '/period',
  },
  decision_determines_once: {
    code: 'application-already-determined',
    detail: 'An application is determined once; put a mistake right by a correction.',
  },
  decision_licence_id_seq_key: {
    code: 'history-moved',
    detail: 'Another decision was recorded on this licence at the same moment.',
  },
  decision_corrects_decision_id_key: {
    code: 'decision-already-corrected',
    detail: 'Name its latest correction.',
    pointer: '/correction/decisionId',
  },
  appeal_decision_id_key: { code: 'appeal-already-recorded', detail: 'The decision has its appeal: add a step to it.' },
  appeal_step_appeal_id_seq_key: {
    code: 'history-moved',
    detail: 'Another step of this appeal was recorded at the same moment.',
  },
  ...OUTCOME_VIOLATIONS,
  ...VERSION_VIOLATIONS,
  application_driver_fkey: {
    code: 'subject-not-found',
    detail: 'Your authority has no such driver.',
    pointer: '/subjectId',
  },
  application_vehicle_fkey: {
    code: 'subject-not-found',
    detail: 'Your authority has no such vehicle.',
    pointer: '/subjectId',
  },
  application_operator_fkey: {
    code: 'subject-not-found',
    detail: 'Your authority has no such operator.',
    pointer: '/subjectId',
  },
} as const satisfies WriteOptions['constraints']
