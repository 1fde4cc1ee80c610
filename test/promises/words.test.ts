import { FORMER_CODE_REASONS } from '../../src/domain/authority.js'
import * as words from '../../src/domain/words.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const LISTS: Record<string, readonly string[]> = {
  authority_nation_word: words.NATIONS,
  authority_jurisdiction_word: words.JURISDICTIONS,
  authority_former_code_reason_word: FORMER_CODE_REASONS,
  data_source_class_word: words.LICENCE_CLASSES,
  data_source_mode_word: words.SOURCE_MODES,
  principal_kind_word: words.PRINCIPAL_KINDS,
  principal_role_word: words.ROLES,
  client_credential_kind_word: ['secret', 'public-key'],
  driver_driving_licence_issuer_word: words.DRIVING_LICENCE_ISSUERS,
  driver_name_type_word: words.NAME_TYPES,
  licence_kind_word: words.LICENCE_KINDS,
  application_type_word: words.APPLICATION_TYPES,
  application_kind_word: words.LICENCE_KINDS,
  decision_type_word: words.DECISION_TYPES,
  decision_capacity_word: words.CAPACITIES,
  decision_grounds_word: words.GROUNDS,
  decision_relevant_information_word: words.RELEVANT_INFORMATION,
  decision_correction_effect_word: words.CORRECTION_EFFECTS,
  appeal_step_type_word: words.APPEAL_STEP_TYPES,
  appeal_step_court_word: words.APPEAL_COURTS,
  proposal_kind_word: words.PROPOSAL_KINDS,
  proposal_outcome_word: words.PROPOSAL_STATES.filter((state) => state !== 'open'),
  entry_origin_word: words.ENTRY_ORIGINS,
  entry_state_word: words.ENTRY_STATES,
  entry_decision_type_word: words.ENTRY_DECISION_TYPES,
  entry_event_state_word: words.ENTRY_STATES,
  entry_event_cause_word: words.ENTRY_CAUSES,
  entry_event_decision_type_word: words.ENTRY_DECISION_TYPES,
  entry_search_purpose_word: words.SEARCH_PURPOSES,
  entry_search_outcome_word: words.SEARCH_OUTCOMES,
  entry_search_flags_word: words.SEARCH_FLAGS,
  entry_search_candidate_band_word: words.MATCH_BANDS,
  candidate_review_verdict_word: words.REVIEW_VERDICTS,
  information_request_purpose_word: words.SEARCH_PURPOSES,
  information_answer_outcome_word: words.REQUEST_OUTCOMES,
  information_answer_relevant_information_word: words.RELEVANT_INFORMATION,
  information_answer_grounds_word: words.GROUNDS,
  concern_kind_word: words.LICENCE_KINDS.filter((kind) => words.CLASS_OF_KIND[kind] === 'driver'),
  concern_relevant_information_word: words.RELEVANT_INFORMATION,
  concern_answer_action_word: words.CONCERN_ACTIONS,
  duty_kind_word: words.DUTY_KINDS,
  alert_band_word: words.MATCH_BANDS.filter((band) => band !== 'possible'),
  alert_cause_word: words.ALERT_CAUSES,
  alert_view_view_word: words.ALERT_VIEWS,
  cctv_fact_type_word: words.CCTV_FACT_TYPES,
  cctv_fact_correction_effect_word: words.CORRECTION_EFFECTS,
  driver_fact_type_word: words.DRIVER_FACT_TYPES,
  driver_fact_correction_effect_word: words.CORRECTION_EFFECTS,
  feed_class_word: words.LICENCE_CLASSES,
  feed_format_word: words.FEED_FORMATS,
  feed_state_word: words.FEED_STATES,
  feed_phase_word: words.FEED_PHASES,
  feed_authority_class_word: words.LICENCE_CLASSES,
  feed_step_word: words.FEED_STEPS,
  feed_row_kind_word: words.LICENCE_KINDS,
  feed_difference_sign_word: words.FEED_SIGNS,
  feed_difference_why_word: words.FEED_CONFLICTS,
  feed_undo_why_word: words.FEED_UNDO_REASONS,
  feed_batch_class_word: words.LICENCE_CLASSES,
  feed_batch_act_word: words.FEED_ACTS,
  stated_licence_kind_word: words.LICENCE_KINDS.filter((kind) => words.CLASS_OF_KIND[kind] === 'vehicle'),
  fed_subject_class_word: words.LICENCE_CLASSES.filter((cls) => cls !== 'vehicle'),
  audit_event_outcome_word: ['done', 'refused'],
}

const checks = async () => {
  const { rows } = await db.pool.query<{ name: string; definition: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%\\_word'`,
  )
  return Object.fromEntries(rows.map(({ name, definition }) => [name, wordsIn(definition)]))
}
const wordsIn = (definition: string): string[] =>
  [...definition.matchAll(/'([a-z-]+)'::text/g)].map(([, word]) => word ?? '').sort()

it('the database holds to the same lists as the law', async () => {
  const sorted = Object.fromEntries(Object.entries(LISTS).map(([name, list]) => [name, [...list].sort()]))
  expect(await checks()).toEqual(sorted)
})

it('the class of each kind of licence is the same in both', async () => {
  for (const [kind, cls] of Object.entries(words.CLASS_OF_KIND)) {
    const { rows } = await db.pool.query<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'licence_class_of_kind'`,
    )
    const [, named] = new RegExp(`WHEN '${kind}'::text THEN '(\\w+)'::text`).exec(rows[0]!.definition) ?? []
    expect([kind, named ?? 'operator']).toEqual([kind, cls])
  }
})
