-- AlterTable
ALTER TABLE "authority" ADD COLUMN     "joined_on" DATE,
ADD COLUMN     "search_validity_days" INTEGER NOT NULL DEFAULT 28;

-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "entry_id" UUID,
ADD COLUMN     "sealed_digest" BYTEA,
ALTER COLUMN "decision_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "entry" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "driver_id" UUID,
    "decision_id" UUID,
    "import_proposal_id" UUID,
    "reference" TEXT,
    "first_made_on" DATE NOT NULL,
    "retained_until" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "decision_type" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "takes_effect_on" DATE,
    "suspension_ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_event" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "changed_on" DATE NOT NULL,
    "change_takes_effect_on" DATE,
    "decision_type" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "takes_effect_on" DATE,
    "suspension_ends_on" DATE,
    "register_version" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT,
    "recorded_by_person_id" TEXT,

    CONSTRAINT "entry_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_person" (
    "entry_id" UUID NOT NULL,
    "person_encrypted" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_person_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "proposal_sealed" (
    "proposal_id" UUID NOT NULL,
    "sealed_encrypted" BYTEA NOT NULL,

    CONSTRAINT "proposal_sealed_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateTable
CREATE TABLE "entry_mirroring" (
    "event_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,

    CONSTRAINT "entry_mirroring_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "entry_head" (
    "id" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "entry_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_match" (
    "entry_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "keys" BIGINT[],
    "identifiers" BIGINT[],
    "record" JSONB NOT NULL,
    "method" TEXT NOT NULL,

    CONSTRAINT "entry_match_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "driver_match" (
    "driver_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "keys" BIGINT[],
    "identifiers" BIGINT[],
    "record" JSONB NOT NULL,
    "method" TEXT NOT NULL,

    CONSTRAINT "driver_match_pkey" PRIMARY KEY ("driver_id")
);

-- CreateTable
CREATE TABLE "match_statistics" (
    "id" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "records" INTEGER NOT NULL,
    "given" JSONB NOT NULL,
    "family" JSONB NOT NULL,

    CONSTRAINT "match_statistics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_search" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "application_reference" TEXT NOT NULL,
    "application_id" UUID,
    "term_digests" BYTEA[],
    "person_digest" BYTEA NOT NULL,
    "outcome" TEXT NOT NULL,
    "register_version" BIGINT NOT NULL,
    "method" TEXT NOT NULL,
    "senior_reason" TEXT,
    "counts_as" INTEGER NOT NULL,
    "flags" TEXT[],
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_search_terms" (
    "search_id" UUID NOT NULL,
    "terms_encrypted" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_search_terms_pkey" PRIMARY KEY ("search_id")
);

-- CreateTable
CREATE TABLE "entry_search_candidate" (
    "id" UUID NOT NULL,
    "search_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "entry_version" INTEGER NOT NULL,
    "holder_slug" TEXT NOT NULL,
    "band" TEXT NOT NULL,
    "agreement" JSONB NOT NULL,
    "bits" DOUBLE PRECISION NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_search_candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_review" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,

    CONSTRAINT "candidate_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_search" (
    "decision_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "search_id" UUID NOT NULL,

    CONSTRAINT "decision_search_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "information_request" (
    "id" UUID NOT NULL,
    "from_slug" TEXT NOT NULL,
    "to_slug" TEXT NOT NULL,
    "candidate_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "application_id" UUID,
    "application_reference" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "question" TEXT,
    "received_on" DATE NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by_client_id" TEXT NOT NULL,
    "sent_by_person_id" TEXT NOT NULL,

    CONSTRAINT "information_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "information_receipt" (
    "request_id" UUID NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_by_client_id" TEXT NOT NULL,
    "acknowledged_by_person_id" TEXT NOT NULL,

    CONSTRAINT "information_receipt_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "information_answer" (
    "request_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "relevant_information" TEXT[],
    "grounds" TEXT[],
    "refusal_reason" TEXT,
    "text_digest" BYTEA NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by_client_id" TEXT NOT NULL,
    "answered_by_person_id" TEXT NOT NULL,

    CONSTRAINT "information_answer_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "information_text" (
    "request_id" UUID NOT NULL,
    "text_encrypted" BYTEA NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "information_text_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "entry_notice" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "to_slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern" (
    "id" UUID NOT NULL,
    "from_slug" TEXT NOT NULL,
    "to_slug" TEXT NOT NULL,
    "licence_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "aware_on" DATE NOT NULL,
    "reported_on" DATE NOT NULL,
    "relevant_information" TEXT[],
    "text_encrypted" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,

    CONSTRAINT "concern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_answer" (
    "concern_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "reasons_encrypted" BYTEA NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by_client_id" TEXT NOT NULL,
    "answered_by_person_id" TEXT NOT NULL,

    CONSTRAINT "concern_answer_pkey" PRIMARY KEY ("concern_id")
);

-- CreateTable
CREATE TABLE "duty" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" UUID NOT NULL,
    "started_on" DATE NOT NULL,
    "due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_on" DATE,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "entry_slug" TEXT NOT NULL,
    "licence_id" UUID NOT NULL,
    "licence_slug" TEXT NOT NULL,
    "band" TEXT NOT NULL,
    "agreement" JSONB NOT NULL,
    "bits" DOUBLE PRECISION NOT NULL,
    "cause" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_view" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "view" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,

    CONSTRAINT "alert_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "entry_decision_id_key" ON "entry"("decision_id");

-- CreateIndex
CREATE INDEX "entry_authority_slug_id_idx" ON "entry"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "entry_driver_id_idx" ON "entry"("driver_id");

-- CreateIndex
CREATE INDEX "entry_import_proposal_id_idx" ON "entry"("import_proposal_id");

-- CreateIndex
CREATE INDEX "entry_retained_until_idx" ON "entry"("retained_until");

-- CreateIndex
CREATE UNIQUE INDEX "entry_id_authority_slug_key" ON "entry"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "entry_decision_id_authority_slug_key" ON "entry"("decision_id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "entry_event_register_version_key" ON "entry_event"("register_version");

-- CreateIndex
CREATE UNIQUE INDEX "entry_event_entry_id_seq_key" ON "entry_event"("entry_id", "seq");

-- CreateIndex
CREATE INDEX "entry_match_keys_idx" ON "entry_match" USING GIN ("keys");

-- CreateIndex
CREATE INDEX "entry_match_identifiers_idx" ON "entry_match" USING GIN ("identifiers");

-- CreateIndex
CREATE INDEX "driver_match_keys_idx" ON "driver_match" USING GIN ("keys");

-- CreateIndex
CREATE INDEX "driver_match_identifiers_idx" ON "driver_match" USING GIN ("identifiers");

-- CreateIndex
CREATE INDEX "entry_search_authority_slug_id_idx" ON "entry_search"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "entry_search_person_id_asked_at_idx" ON "entry_search"("person_id", "asked_at");

-- CreateIndex
CREATE INDEX "entry_search_authority_slug_asked_at_idx" ON "entry_search"("authority_slug", "asked_at");

-- CreateIndex
CREATE INDEX "entry_search_authority_slug_application_reference_idx" ON "entry_search"("authority_slug", "application_reference");

-- CreateIndex
CREATE INDEX "entry_search_authority_slug_person_digest_idx" ON "entry_search"("authority_slug", "person_digest");

-- CreateIndex
CREATE INDEX "entry_search_application_id_idx" ON "entry_search"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "entry_search_id_authority_slug_key" ON "entry_search"("id", "authority_slug");

-- CreateIndex
CREATE INDEX "entry_search_terms_asked_at_idx" ON "entry_search_terms"("asked_at");

-- CreateIndex
CREATE INDEX "entry_search_candidate_entry_id_idx" ON "entry_search_candidate"("entry_id");

-- CreateIndex
CREATE INDEX "entry_search_candidate_holder_slug_idx" ON "entry_search_candidate"("holder_slug");

-- CreateIndex
CREATE UNIQUE INDEX "entry_search_candidate_search_id_entry_id_key" ON "entry_search_candidate"("search_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_review_candidate_id_seq_key" ON "candidate_review"("candidate_id", "seq");

-- CreateIndex
CREATE INDEX "decision_search_search_id_idx" ON "decision_search"("search_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_search_decision_id_authority_slug_key" ON "decision_search"("decision_id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "information_request_candidate_id_key" ON "information_request"("candidate_id");

-- CreateIndex
CREATE INDEX "information_request_from_slug_id_idx" ON "information_request"("from_slug", "id");

-- CreateIndex
CREATE INDEX "information_request_to_slug_id_idx" ON "information_request"("to_slug", "id");

-- CreateIndex
CREATE INDEX "information_request_entry_id_idx" ON "information_request"("entry_id");

-- CreateIndex
CREATE INDEX "information_request_application_id_idx" ON "information_request"("application_id");

-- CreateIndex
CREATE INDEX "information_text_answered_at_idx" ON "information_text"("answered_at");

-- CreateIndex
CREATE INDEX "entry_notice_to_slug_id_idx" ON "entry_notice"("to_slug", "id");

-- CreateIndex
CREATE INDEX "entry_notice_event_id_idx" ON "entry_notice"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "entry_notice_request_id_event_id_key" ON "entry_notice"("request_id", "event_id");

-- CreateIndex
CREATE INDEX "concern_from_slug_id_idx" ON "concern"("from_slug", "id");

-- CreateIndex
CREATE INDEX "concern_to_slug_id_idx" ON "concern"("to_slug", "id");

-- CreateIndex
CREATE INDEX "concern_licence_id_idx" ON "concern"("licence_id");

-- CreateIndex
CREATE INDEX "duty_authority_slug_id_idx" ON "duty"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_kind_object_id_key" ON "duty"("kind", "object_id");

-- CreateIndex
CREATE INDEX "alert_entry_slug_id_idx" ON "alert"("entry_slug", "id");

-- CreateIndex
CREATE INDEX "alert_licence_slug_id_idx" ON "alert"("licence_slug", "id");

-- CreateIndex
CREATE INDEX "alert_licence_id_idx" ON "alert"("licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_entry_id_licence_id_key" ON "alert"("entry_id", "licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_view_alert_id_authority_slug_seq_key" ON "alert_view"("alert_id", "authority_slug", "seq");

-- CreateIndex
CREATE INDEX "proposal_entry_id_idx" ON "proposal"("entry_id");

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_entry_fkey" FOREIGN KEY ("entry_id", "authority_slug") REFERENCES "entry"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_decision_fkey" FOREIGN KEY ("decision_id", "authority_slug") REFERENCES "decision"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_import_fkey" FOREIGN KEY ("import_proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_event" ADD CONSTRAINT "entry_event_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_person" ADD CONSTRAINT "entry_person_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal_sealed" ADD CONSTRAINT "proposal_sealed_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_mirroring" ADD CONSTRAINT "entry_mirroring_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "entry_event"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_match" ADD CONSTRAINT "entry_match_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_match" ADD CONSTRAINT "driver_match_driver_id_fkey" FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search" ADD CONSTRAINT "entry_search_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search" ADD CONSTRAINT "entry_search_application_fkey" FOREIGN KEY ("application_id", "authority_slug") REFERENCES "application"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search_terms" ADD CONSTRAINT "entry_search_terms_search_id_fkey" FOREIGN KEY ("search_id") REFERENCES "entry_search"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search_candidate" ADD CONSTRAINT "entry_search_candidate_search_id_fkey" FOREIGN KEY ("search_id") REFERENCES "entry_search"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search_candidate" ADD CONSTRAINT "entry_search_candidate_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_search_candidate" ADD CONSTRAINT "entry_search_candidate_holder_slug_fkey" FOREIGN KEY ("holder_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "candidate_review" ADD CONSTRAINT "candidate_review_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "entry_search_candidate"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_search" ADD CONSTRAINT "decision_search_decision_fkey" FOREIGN KEY ("decision_id", "authority_slug") REFERENCES "decision"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_search" ADD CONSTRAINT "decision_search_search_fkey" FOREIGN KEY ("search_id", "authority_slug") REFERENCES "entry_search"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_from_slug_fkey" FOREIGN KEY ("from_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_to_slug_fkey" FOREIGN KEY ("to_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "entry_search_candidate"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_application_fkey" FOREIGN KEY ("application_id", "from_slug") REFERENCES "application"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_receipt" ADD CONSTRAINT "information_receipt_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "information_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_answer" ADD CONSTRAINT "information_answer_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "information_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "information_text" ADD CONSTRAINT "information_text_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "information_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_notice" ADD CONSTRAINT "entry_notice_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "information_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_notice" ADD CONSTRAINT "entry_notice_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "entry_event"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "entry_notice" ADD CONSTRAINT "entry_notice_to_slug_fkey" FOREIGN KEY ("to_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "concern" ADD CONSTRAINT "concern_from_slug_fkey" FOREIGN KEY ("from_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "concern" ADD CONSTRAINT "concern_to_slug_fkey" FOREIGN KEY ("to_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "concern" ADD CONSTRAINT "concern_licence_fkey" FOREIGN KEY ("licence_id", "to_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "concern_answer" ADD CONSTRAINT "concern_answer_concern_id_fkey" FOREIGN KEY ("concern_id") REFERENCES "concern"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_entry_fkey" FOREIGN KEY ("entry_id", "entry_slug") REFERENCES "entry"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_licence_fkey" FOREIGN KEY ("licence_id", "licence_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "alert_view" ADD CONSTRAINT "alert_view_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Words: equal to the lists of src/domain/words.ts, and a test holds them together.
ALTER TABLE authority ADD CONSTRAINT authority_search_validity CHECK (search_validity_days BETWEEN 1 AND 90);
ALTER TABLE proposal DROP CONSTRAINT proposal_kind_word;
ALTER TABLE proposal
  ADD CONSTRAINT proposal_kind_word CHECK (kind IN ('decision', 'appeal-step', 'entry-import', 'entry-removal', 'entry-reinstatement')),
  ADD CONSTRAINT proposal_about_something CHECK (CASE kind
    WHEN 'entry-import' THEN decision_id IS NULL AND entry_id IS NULL AND licence_id IS NULL
    WHEN 'entry-removal' THEN decision_id IS NULL AND entry_id IS NOT NULL AND licence_id IS NULL
    WHEN 'entry-reinstatement' THEN decision_id IS NULL AND entry_id IS NOT NULL AND licence_id IS NULL
    ELSE decision_id IS NOT NULL AND entry_id IS NULL END);
-- What is sealed of a proposal goes when it ends, and not before: a correction approved later must not come without its reasons. Of an import the persons
-- may go earlier, and it can then only be rejected.
CREATE FUNCTION sealed_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM proposal_outcome WHERE proposal_id = OLD.proposal_id) OR
     EXISTS (SELECT FROM proposal WHERE id = OLD.proposal_id AND kind = 'entry-import') THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'what is sealed of a proposal is kept until it ends' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER proposal_sealed_kept BEFORE DELETE ON proposal_sealed FOR EACH ROW EXECUTE FUNCTION sealed_kept();
ALTER TABLE proposal_sealed ENABLE ALWAYS TRIGGER proposal_sealed_kept;

-- Entries.
ALTER TABLE entry
  ADD CONSTRAINT entry_origin_word CHECK (origin IN ('decision', 'import')),
  ADD CONSTRAINT entry_state_word CHECK (state IN ('active', 'amended', 'removed', 'reinstated', 'expired')),
  ADD CONSTRAINT entry_decision_type_word CHECK (decision_type IN ('refuse-application', 'refuse-renewal', 'suspend', 'revoke')),
  -- an entry of a decision recorded here names it, an imported one the proposal that two persons agreed on; an expired one no longer names a person,
  -- and its decision only until the reasons are deleted
  ADD CONSTRAINT entry_whence CHECK (CASE
    WHEN origin = 'import' THEN import_proposal_id IS NOT NULL AND decision_id IS NULL AND driver_id IS NULL
    WHEN state = 'expired' THEN import_proposal_id IS NULL AND driver_id IS NULL AND reference IS NULL
    ELSE import_proposal_id IS NULL AND decision_id IS NOT NULL AND driver_id IS NOT NULL END),
  ADD CONSTRAINT entry_eleven_years CHECK (retained_until = (first_made_on + interval '11 years' - interval '1 day')::date
    OR (extract(month FROM first_made_on) = 2 AND extract(day FROM first_made_on) = 29)),
  ADD CONSTRAINT entry_suspension_end CHECK (suspension_ends_on IS NULL OR decision_type = 'suspend');
ALTER TABLE entry_event
  ADD CONSTRAINT entry_event_state_word CHECK (state IN ('active', 'amended', 'removed', 'reinstated', 'expired')),
  ADD CONSTRAINT entry_event_cause_word CHECK (cause IN ('decision', 'import', 'suspension-lifted', 'appeal-allowed', 'appeal-not-allowed',
    'decision-corrected', 'decision-annulled', 'no-relevant-information', 'licence-granted-since', 'person-amended', 'made-in-error', 'retention-over')),
  ADD CONSTRAINT entry_event_decision_type_word CHECK (decision_type IN ('refuse-application', 'refuse-renewal', 'suspend', 'revoke')),
  ADD CONSTRAINT entry_event_starts CHECK ((seq = 1) = (state = 'active')),
  ADD CONSTRAINT entry_event_by_somebody CHECK ((recorded_by_person_id IS NULL) = (recorded_by_client_id IS NULL)
    AND (recorded_by_person_id IS NULL) = (state = 'expired'));
ALTER TABLE entry_head ADD CONSTRAINT entry_head_single CHECK (id = 1);
INSERT INTO entry_head (id, version) VALUES (1, 0);
ALTER TABLE match_statistics ADD CONSTRAINT match_statistics_single CHECK (id = 1);
-- A search looks up some sixty keys, and each look-up would read all rows that wait to be merged into the index.
ALTER INDEX entry_match_keys_idx SET (fastupdate = off);
ALTER INDEX entry_match_identifiers_idx SET (fastupdate = off);
ALTER INDEX driver_match_keys_idx SET (fastupdate = off);
ALTER INDEX driver_match_identifiers_idx SET (fastupdate = off);

-- An event is numbered by the register as a whole and moves its entry on, in one statement. The head row is locked before the audit head.
CREATE FUNCTION entry_event_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE entry_head SET version = version + 1 WHERE id = 1 RETURNING version INTO NEW.register_version;
  SELECT coalesce(max(seq), 0) + 1 INTO NEW.seq FROM entry_event WHERE entry_id = NEW.entry_id;
  IF EXISTS (SELECT FROM entry WHERE id = NEW.entry_id AND state = 'expired') THEN
    RAISE EXCEPTION 'an expired entry does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE entry SET state = NEW.state, version = NEW.seq, decision_type = NEW.decision_type, decided_on = NEW.decided_on,
    takes_effect_on = NEW.takes_effect_on, suspension_ends_on = NEW.suspension_ends_on,
    driver_id = CASE WHEN NEW.state <> 'expired' THEN driver_id END, reference = CASE WHEN NEW.state <> 'expired' THEN reference END
  WHERE id = NEW.entry_id;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_event_applied BEFORE INSERT ON entry_event FOR EACH ROW EXECUTE FUNCTION entry_event_applied();
ALTER TABLE entry_event ENABLE ALWAYS TRIGGER entry_event_applied;
-- A decision and its corrections, by the first record.
CREATE FUNCTION matter_of(first_record uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE matter AS (
    SELECT first_record AS id
    UNION ALL
    SELECT d.id FROM matter m JOIN decision d ON d.corrects_decision_id = m.id)
  SELECT id FROM matter
$$;
-- An entry says what its events say: it changes with one of them (a trigger within that trigger) or not at all, and is never deleted. An expired one
-- is cut loose from its decision once no reasons are left.
CREATE FUNCTION entry_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'expired' AND NEW.decision_id IS NULL AND to_jsonb(OLD) - 'decision_id' = to_jsonb(NEW) - 'decision_id' AND
     NOT EXISTS (SELECT FROM decision_reasons r WHERE r.decision_id IN (SELECT matter_of(OLD.decision_id))) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR pg_trigger_depth() < 2 OR
     (OLD.id, OLD.authority_slug, OLD.origin, OLD.first_made_on, OLD.retained_until, OLD.created_at) IS DISTINCT FROM
     (NEW.id, NEW.authority_slug, NEW.origin, NEW.first_made_on, NEW.retained_until, NEW.created_at) THEN
    RAISE EXCEPTION 'an entry changes with its events only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_follows_events BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_follows_events();
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_follows_events;
-- Of a person nothing goes before the eleven years are over, and then all of it.
CREATE FUNCTION person_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM entry WHERE id = OLD.entry_id AND state = 'expired') THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the person of an entry is kept until it expires' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER entry_person_kept BEFORE DELETE ON entry_person FOR EACH ROW EXECUTE FUNCTION person_kept();
ALTER TABLE entry_person ENABLE ALWAYS TRIGGER entry_person_kept;
-- The reasons behind an entry, the record that the Act has kept with it, go when it has expired (s.4(3)(b)), its corrections' with it; those of any other
-- decision never, and none in the eleven years after it was first recorded.
CREATE FUNCTION reasons_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    WITH RECURSIVE record AS (
      SELECT id, corrects_decision_id, recorded_at FROM decision WHERE id = OLD.decision_id
      UNION ALL
      SELECT d.id, d.corrects_decision_id, d.recorded_at FROM record r JOIN decision d ON d.id = r.corrects_decision_id)
    SELECT FROM record JOIN entry e ON e.decision_id = record.id
    WHERE e.state = 'expired' AND record.recorded_at < now() - interval '11 years') THEN RETURN OLD;
  END IF;
  RAISE EXCEPTION 'decision_reasons is append-only' USING ERRCODE = 'restrict_violation', HINT = 'record a correction that names what it corrects';
END $$;
DROP TRIGGER decision_reasons_append_only ON decision_reasons;
CREATE TRIGGER decision_reasons_append_only BEFORE UPDATE OR DELETE ON decision_reasons FOR EACH ROW EXECUTE FUNCTION reasons_kept();
ALTER TABLE decision_reasons ENABLE ALWAYS TRIGGER decision_reasons_append_only;

-- Searches, requests, concerns.
ALTER TABLE entry_search
  ADD CONSTRAINT entry_search_purpose_word CHECK (purpose IN ('new-application', 'renewal', 'review-of-licence')),
  ADD CONSTRAINT entry_search_outcome_word CHECK (outcome IN ('none', 'possible', 'strong', 'exact', 'too-many')),
  ADD CONSTRAINT entry_search_flags_word CHECK (flags <@ ARRAY['self-search', 'same-surname', 'changed-query', 'no-identifier']),
  ADD CONSTRAINT entry_search_counts CHECK (counts_as BETWEEN 0 AND 12),
  ADD CONSTRAINT entry_search_reasoned CHECK ((senior_reason IS NOT NULL) = ('no-identifier' = ANY (flags)));
-- What src/features/entry-searches/allowance.store.ts takes for the same reference.
CREATE INDEX entry_search_reference_folded ON entry_search (authority_slug,
  (lower(regexp_replace(regexp_replace(application_reference, '[^[:alnum:]]+', ' ', 'g'), '(?<![0-9]) | (?![0-9])', '', 'g'))));
ALTER TABLE entry_search_candidate
  ADD CONSTRAINT entry_search_candidate_band_word CHECK (band IN ('exact', 'strong', 'possible')),
  ADD CONSTRAINT entry_search_candidate_at_most CHECK (position BETWEEN 1 AND 5);
ALTER TABLE candidate_review ADD CONSTRAINT candidate_review_verdict_word CHECK (verdict IN ('confirmed', 'rejected'));
ALTER TABLE information_request
  ADD CONSTRAINT information_request_purpose_word CHECK (purpose IN ('new-application', 'renewal', 'review-of-licence')),
  ADD CONSTRAINT information_request_of_another CHECK (from_slug <> to_slug);
ALTER TABLE information_answer
  ADD CONSTRAINT information_answer_outcome_word CHECK (outcome IN ('provided', 'refused')),
  ADD CONSTRAINT information_answer_relevant_information_word CHECK (relevant_information <@ ARRAY['sexual-offence', 'harassment',
    'physical-or-psychological-harm', 'risk-of-harm-offence', 'equality-act-offence', 'unlawful-discrimination', 'threatening-abusive-insulting',
    'road-safety-risk', 'unsuitable-other']),
  ADD CONSTRAINT information_answer_grounds_word CHECK (grounds <@ ARRAY['offence-dishonesty-indecency-violence', 'immigration-offence-or-penalty',
    'failure-to-comply-with-act', 'not-fit-and-proper', 'medical-fitness', 'driving-standards', 'vehicle-unfit', 'condition-breached',
    'documents-missing-or-false', 'fee-unpaid', 'any-other-reasonable-cause']),
  ADD CONSTRAINT information_answer_reasoned CHECK ((outcome = 'refused') = (refusal_reason IS NOT NULL));
ALTER TABLE concern
  ADD CONSTRAINT concern_kind_word CHECK (kind IN ('hackney-carriage-driver', 'private-hire-driver')),
  ADD CONSTRAINT concern_of_another CHECK (from_slug <> to_slug),
  ADD CONSTRAINT concern_order CHECK (reported_on >= aware_on),
  ADD CONSTRAINT concern_relevant_information_word CHECK (relevant_information <@ ARRAY['sexual-offence', 'harassment',
    'physical-or-psychological-harm', 'risk-of-harm-offence', 'equality-act-offence', 'unlawful-discrimination', 'threatening-abusive-insulting',
    'road-safety-risk', 'unsuitable-other']);
ALTER TABLE concern_answer
  ADD CONSTRAINT concern_answer_action_word CHECK (action IN ('suspended', 'revoked', 'warned', 'conditions-varied', 'no-action'));

-- Duties: started once, done once.
ALTER TABLE duty
  ADD CONSTRAINT duty_kind_word CHECK (kind IN ('make-entry', 'update-entry', 'search-entries', 'answer-request', 'tell-requesters', 'report-concern',
    'consider-concern', 'remove-entry')),
  ADD CONSTRAINT duty_done_whole CHECK ((done_on IS NULL) = (done_at IS NULL)),
  ADD CONSTRAINT duty_due_after_start CHECK (due_on >= started_on);
CREATE FUNCTION duty_done_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.done_on IS NOT NULL OR NEW.done_on IS NULL OR
     (OLD.id, OLD.kind, OLD.authority_slug, OLD.object_kind, OLD.object_id, OLD.started_on, OLD.due_on, OLD.created_at) IS DISTINCT FROM
     (NEW.id, NEW.kind, NEW.authority_slug, NEW.object_kind, NEW.object_id, NEW.started_on, NEW.due_on, NEW.created_at) THEN
    RAISE EXCEPTION 'a duty is done once, and nothing else of it changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_done_once BEFORE UPDATE OR DELETE ON duty FOR EACH ROW EXECUTE FUNCTION duty_done_once();
ALTER TABLE duty ENABLE ALWAYS TRIGGER duty_done_once;

-- Alerts.
ALTER TABLE alert
  ADD CONSTRAINT alert_band_word CHECK (band IN ('exact', 'strong')),
  ADD CONSTRAINT alert_cause_word CHECK (cause IN ('entry', 'licence')),
  ADD CONSTRAINT alert_between_two CHECK (entry_slug <> licence_slug);
ALTER TABLE alert_view ADD CONSTRAINT alert_view_view_word CHECK (view IN ('same-person', 'different-person', 'considered'));

-- What a row that is never changed must still hash to, for the new kinds too.
CREATE OR REPLACE FUNCTION content_digest(object_kind text, object_id text) RETURNS bytea LANGUAGE plpgsql STABLE SET timezone = 'UTC' AS $$
DECLARE content jsonb;
BEGIN
  CASE object_kind
    WHEN 'decision' THEN SELECT to_jsonb(t) INTO content FROM decision t WHERE t.id = object_id::uuid;
    WHEN 'appeal-step' THEN SELECT to_jsonb(t) INTO content FROM appeal_step t WHERE t.id = object_id::uuid;
    WHEN 'proposal' THEN SELECT to_jsonb(t) INTO content FROM proposal t WHERE t.id = object_id::uuid;
    WHEN 'application' THEN SELECT to_jsonb(t) INTO content FROM application t WHERE t.id = object_id::uuid;
    WHEN 'entry-event' THEN SELECT to_jsonb(t) INTO content FROM entry_event t WHERE t.id = object_id::uuid;
    WHEN 'entry-mirroring' THEN SELECT to_jsonb(t) INTO content FROM entry_mirroring t WHERE t.event_id = object_id::uuid;
    WHEN 'entry-search' THEN SELECT to_jsonb(t) INTO content FROM entry_search t WHERE t.id = object_id::uuid;
    WHEN 'candidate-review' THEN SELECT to_jsonb(t) INTO content FROM candidate_review t WHERE t.id = object_id::uuid;
    WHEN 'information-request' THEN SELECT to_jsonb(t) INTO content FROM information_request t WHERE t.id = object_id::uuid;
    WHEN 'information-receipt' THEN SELECT to_jsonb(t) INTO content FROM information_receipt t WHERE t.request_id = object_id::uuid;
    WHEN 'information-answer' THEN SELECT to_jsonb(t) INTO content FROM information_answer t WHERE t.request_id = object_id::uuid;
    WHEN 'concern' THEN SELECT to_jsonb(t) INTO content FROM concern t WHERE t.id = object_id::uuid;
    WHEN 'concern-answer' THEN SELECT to_jsonb(t) INTO content FROM concern_answer t WHERE t.concern_id = object_id::uuid;
    WHEN 'alert-view' THEN SELECT to_jsonb(t) INTO content FROM alert_view t WHERE t.id = object_id::uuid;
    ELSE RETURN NULL;
  END CASE;
  RETURN sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'));
END $$;

-- Append-only, as in the first migration.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['entry_event', 'entry_mirroring', 'entry_search', 'entry_search_candidate', 'candidate_review', 'decision_search',
    'information_request', 'information_receipt', 'information_answer', 'entry_notice', 'concern', 'concern_answer', 'alert', 'alert_view'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION append_only()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t || '_no_truncate', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_append_only');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_no_truncate');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['entry', 'entry_person', 'duty'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t || '_no_truncate', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_no_truncate');
  END LOOP;
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO registry_app;
GRANT INSERT ON entry_event, entry_mirroring, entry_search, entry_search_candidate, candidate_review, decision_search, information_request,
  information_receipt, information_answer, entry_notice, concern, concern_answer, alert, alert_view TO registry_app;
GRANT INSERT, UPDATE (state, version, decision_type, decided_on, takes_effect_on, suspension_ends_on, driver_id, decision_id, reference) ON entry TO registry_app;
GRANT UPDATE (version) ON entry_head TO registry_app;
GRANT INSERT, UPDATE, DELETE ON entry_person, entry_match, driver_match, match_statistics TO registry_app;
GRANT INSERT, UPDATE (done_on, done_at) ON duty TO registry_app;
GRANT INSERT, DELETE ON entry_search_terms, information_text, proposal_sealed TO registry_app;
GRANT DELETE ON decision_reasons TO registry_app;
