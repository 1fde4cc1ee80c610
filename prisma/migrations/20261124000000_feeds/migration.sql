-- AlterTable
ALTER TABLE "data_source" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "feed_id" UUID;

-- CreateTable
CREATE TABLE "feed" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "file_name" TEXT,
    "sha256" BYTEA,
    "bytes" BIGINT,
    "rows_total" INTEGER,
    "errors_total" INTEGER NOT NULL DEFAULT 0,
    "refusal" TEXT,
    "counts" JSONB,
    "preview_digest" BYTEA,
    "persons_needed" INTEGER NOT NULL DEFAULT 0,
    "sent_by_client_id" TEXT NOT NULL,
    "sent_by_person_id" TEXT,
    "phase" TEXT NOT NULL,
    "done_count" BIGINT NOT NULL DEFAULT 0,
    "total_count" BIGINT,
    "phase_began_at" TIMESTAMPTZ(3) NOT NULL,
    "alive_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_authority" (
    "feed_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "revision" INTEGER,

    CONSTRAINT "feed_authority_pkey" PRIMARY KEY ("feed_id","authority_slug")
);

-- CreateTable
CREATE TABLE "feed_step" (
    "feed_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "client_id" TEXT,
    "person_id" TEXT,

    CONSTRAINT "feed_step_pkey" PRIMARY KEY ("feed_id","seq")
);

-- CreateTable
CREATE TABLE "feed_row" (
    "feed_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "kind" TEXT,
    "number" TEXT,
    "vrm" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "description" TEXT,
    "is_wheelchair_accessible" BOOLEAN,
    "reference" TEXT,
    "content_encrypted" BYTEA,

    CONSTRAINT "feed_row_pkey" PRIMARY KEY ("feed_id","line")
);

-- CreateTable
CREATE TABLE "feed_error" (
    "feed_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "line" INTEGER,
    "vrm" TEXT,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "feed_error_pkey" PRIMARY KEY ("feed_id","n")
);

-- CreateTable
CREATE TABLE "feed_difference" (
    "feed_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "sign" TEXT NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "line" INTEGER,
    "stated_id" BIGINT,
    "licence_id" UUID,
    "fields" JSONB,
    "fields_encrypted" BYTEA,
    "why" TEXT,

    CONSTRAINT "feed_difference_pkey" PRIMARY KEY ("feed_id","n")
);

-- CreateTable
CREATE TABLE "feed_approval" (
    "feed_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "preview_digest" BYTEA NOT NULL,

    CONSTRAINT "feed_approval_pkey" PRIMARY KEY ("feed_id","person_id","preview_digest")
);

-- CreateTable
CREATE TABLE "feed_undo" (
    "feed_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "asked_by_person_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT NOT NULL,
    "approved_by_person_id" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "blocked_by" JSONB,

    CONSTRAINT "feed_undo_pkey" PRIMARY KEY ("feed_id","seq")
);

-- CreateTable
CREATE TABLE "feed_batch" (
    "id" SERIAL NOT NULL,
    "feed_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stated_licence" (
    "id" BIGSERIAL NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "vrm" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "description" TEXT NOT NULL,
    "is_wheelchair_accessible" BOOLEAN,
    "stated_by" INTEGER NOT NULL,
    "ended_by" INTEGER,

    CONSTRAINT "stated_licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fed_subject" (
    "authority_slug" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "driver_id" UUID,
    "operator_id" UUID,

    CONSTRAINT "fed_subject_pkey" PRIMARY KEY ("authority_slug","class","reference")
);

-- CreateIndex
CREATE INDEX "feed_authority_slug_id_idx" ON "feed"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "feed_sha256_idx" ON "feed"("sha256");

-- CreateIndex
CREATE INDEX "feed_authority_authority_slug_feed_id_idx" ON "feed_authority"("authority_slug", "feed_id");

-- CreateIndex
CREATE INDEX "feed_batch_authority_slug_class_id_idx" ON "feed_batch"("authority_slug", "class", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feed_batch_id_authority_slug_key" ON "feed_batch"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "feed_batch_feed_id_authority_slug_act_key" ON "feed_batch"("feed_id", "authority_slug", "act");

-- CreateIndex
CREATE INDEX "fed_subject_driver_id_idx" ON "fed_subject"("driver_id");

-- CreateIndex
CREATE INDEX "fed_subject_operator_id_idx" ON "fed_subject"("operator_id");

-- CreateIndex
CREATE INDEX "vehicle_vrm_idx" ON "vehicle"("vrm");

-- CreateIndex
CREATE INDEX "decision_feed_id_idx" ON "decision"("feed_id");

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed" ADD CONSTRAINT "feed_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_authority" ADD CONSTRAINT "feed_authority_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_authority" ADD CONSTRAINT "feed_authority_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_step" ADD CONSTRAINT "feed_step_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_error" ADD CONSTRAINT "feed_error_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_approval" ADD CONSTRAINT "feed_approval_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_undo" ADD CONSTRAINT "feed_undo_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_batch" ADD CONSTRAINT "feed_batch_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feed_batch" ADD CONSTRAINT "feed_batch_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stated_licence" ADD CONSTRAINT "stated_licence_stated_by_fkey" FOREIGN KEY ("stated_by", "authority_slug") REFERENCES "feed_batch"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stated_licence" ADD CONSTRAINT "stated_licence_ended_by_fkey" FOREIGN KEY ("ended_by") REFERENCES "feed_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fed_subject" ADD CONSTRAINT "fed_subject_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fed_subject" ADD CONSTRAINT "fed_subject_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fed_subject" ADD CONSTRAINT "fed_subject_operator_fkey" FOREIGN KEY ("operator_id", "authority_slug") REFERENCES "operator"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The sequences of numbered rows were made without a word on who may draw from them.
GRANT USAGE ON SEQUENCE feed_batch_id_seq, stated_licence_id_seq TO registry_app;

-- A system of an authority that sends its files for itself.
ALTER TABLE principal DROP CONSTRAINT principal_role_word, DROP CONSTRAINT principal_belongs;
ALTER TABLE principal
  ADD CONSTRAINT principal_role_word CHECK (role IN
    ('licensing-officer', 'senior-officer', 'back-office', 'feed-sender', 'operator-system', 'auditor')),
  ADD CONSTRAINT principal_belongs CHECK (CASE role
    WHEN 'licensing-officer' THEN kind = 'person' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'senior-officer'    THEN kind = 'person' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'back-office'       THEN kind = 'client' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'feed-sender'       THEN kind = 'client' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'operator-system'   THEN kind = 'client' AND authority_slug IS NULL AND operator_id IS NOT NULL
    ELSE authority_slug IS NULL AND operator_id IS NULL END);

ALTER TABLE feed
  ADD CONSTRAINT feed_class_word CHECK (class IN ('driver', 'vehicle', 'operator')),
  ADD CONSTRAINT feed_format_word CHECK (format IN ('ntr-csv', 'ntr-json', 'csv', 'ndjson')),
  ADD CONSTRAINT feed_format_of_class CHECK ((class = 'vehicle') = (format IN ('ntr-csv', 'ntr-json'))),
  ADD CONSTRAINT feed_state_word CHECK (state IN ('received', 'validated', 'previewed', 'approved', 'applied', 'refused', 'undone')),
  ADD CONSTRAINT feed_phase_word CHECK (phase IN ('receiving', 'validating', 'comparing', 'waiting', 'applying', 'undoing', 'done')),
  ADD CONSTRAINT feed_refusal_named CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  ADD CONSTRAINT feed_arrived_whole CHECK (state IN ('received', 'refused') OR num_nulls(sha256, bytes, rows_total) = 0),
  ADD CONSTRAINT feed_shown CHECK (state IN ('received', 'validated', 'refused') OR num_nulls(counts, preview_digest) = 0),
  ADD CONSTRAINT feed_persons_needed CHECK (persons_needed BETWEEN 0 AND 2);
ALTER TABLE feed_authority ADD CONSTRAINT feed_authority_class_word CHECK (class IN ('driver', 'vehicle', 'operator'));
-- one open job per authority and class: the second finds the door shut, whichever process it came to
CREATE UNIQUE INDEX feed_one_open_job ON feed_authority (authority_slug, class) WHERE is_open;
ALTER TABLE feed_step ADD CONSTRAINT feed_step_word CHECK (step IN
  ('received', 'validated', 'previewed', 'approved', 'applied', 'refused', 'undone', 'confirmed', 'undo-asked', 'undo-approved', 'undo-blocked'));
-- a driver's or operator's rows are compared together, wherever in the file they stand
CREATE INDEX feed_row_of_one_holder ON feed_row (feed_id, authority_slug, reference, line) WHERE reference IS NOT NULL;
ALTER TABLE feed_row ADD CONSTRAINT feed_row_kind_word CHECK (kind IN
    ('hackney-carriage-driver', 'private-hire-driver', 'hackney-carriage-vehicle', 'private-hire-vehicle', 'private-hire-operator'));
ALTER TABLE feed_difference
  ADD CONSTRAINT feed_difference_sign_word CHECK (sign IN ('added', 'changed', 'missing', 'conflict')),
  ADD CONSTRAINT feed_difference_why_word CHECK (why IN
    ('decided-here', 'recorded-differently', 'number-held-by-another', 'person-recorded-twice', 'not-lawful')),
  ADD CONSTRAINT feed_difference_why_named CHECK ((sign = 'conflict') = (why IS NOT NULL)),
  ADD CONSTRAINT feed_difference_has_a_line CHECK (line IS NOT NULL OR sign IN ('missing', 'conflict'));
ALTER TABLE feed_undo
  ADD CONSTRAINT feed_undo_why_word CHECK (why IN ('wrong-file', 'wrong-authority', 'truncated', 'faulty-export', 'other')),
  ADD CONSTRAINT feed_undo_whole CHECK ((approved_by_person_id IS NULL) = (approved_at IS NULL)),
  ADD CONSTRAINT feed_undo_two_persons CHECK (approved_by_person_id <> asked_by_person_id),
  ADD CONSTRAINT feed_undo_blocked CHECK (blocked_by IS NULL OR approved_at IS NOT NULL);
-- asked once, until it has turned out that it cannot be done
CREATE UNIQUE INDEX feed_undo_one_open ON feed_undo (feed_id) WHERE blocked_by IS NULL;
ALTER TABLE feed_batch
  ADD CONSTRAINT feed_batch_class_word CHECK (class IN ('driver', 'vehicle', 'operator')),
  ADD CONSTRAINT feed_batch_act_word CHECK (act IN ('applied', 'undone'));
ALTER TABLE stated_licence
  ADD CONSTRAINT stated_licence_kind_word CHECK (kind IN ('hackney-carriage-vehicle', 'private-hire-vehicle')),
  ADD CONSTRAINT stated_licence_order CHECK (ends_on >= starts_on);
-- what stands is stated once; and found by mark (of any authority) and by plate, which a file writes in any case and spacing
CREATE UNIQUE INDEX stated_licence_stands_once ON stated_licence (vrm, authority_slug, number, starts_on, ends_on) WHERE ended_by IS NULL;
CREATE INDEX stated_licence_standing_number ON stated_licence (authority_slug, upper(replace(number, ' ', ''))) WHERE ended_by IS NULL;
CREATE INDEX stated_licence_ended_vrm ON stated_licence (vrm) WHERE ended_by IS NOT NULL;
CREATE INDEX stated_licence_ended_number ON stated_licence (authority_slug, upper(replace(number, ' ', ''))) WHERE ended_by IS NOT NULL;
CREATE INDEX stated_licence_ended_by ON stated_licence (ended_by) WHERE ended_by IS NOT NULL;
ALTER TABLE fed_subject
  ADD CONSTRAINT fed_subject_class_word CHECK (class IN ('driver', 'operator')),
  ADD CONSTRAINT fed_subject_one CHECK (CASE class WHEN 'driver' THEN driver_id IS NOT NULL AND operator_id IS NULL
    ELSE operator_id IS NOT NULL AND driver_id IS NULL END);

-- The moves of a feed, and the persons it takes: src/domain/feed.ts says it in words, this holds it against any program.
CREATE FUNCTION feed_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a feed is kept' USING ERRCODE = 'restrict_violation'; END IF;
  IF (OLD.id, OLD.authority_slug, OLD.class, OLD.format, OLD.sent_by_client_id, OLD.sent_by_person_id, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.authority_slug, NEW.class, NEW.format, NEW.sent_by_client_id, NEW.sent_by_person_id, NEW.created_at)
     OR (OLD.sha256 IS NOT NULL AND (OLD.sha256, OLD.bytes, OLD.rows_total) IS DISTINCT FROM (NEW.sha256, NEW.bytes, NEW.rows_total)) THEN
    RAISE EXCEPTION 'what was sent is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('applied', 'refused', 'undone') AND
     (OLD.counts, OLD.preview_digest, OLD.persons_needed) IS DISTINCT FROM (NEW.counts, NEW.preview_digest, NEW.persons_needed) THEN
    RAISE EXCEPTION 'what was shown is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF NOT (CASE OLD.state
       WHEN 'received'  THEN NEW.state IN ('validated', 'refused')
       WHEN 'validated' THEN NEW.state IN ('previewed', 'refused')
       -- back to validated: something changed since the preview, which is made anew
       WHEN 'previewed' THEN NEW.state IN ('validated', 'approved', 'applied', 'refused')
       WHEN 'approved'  THEN NEW.state IN ('validated', 'applied', 'refused')
       WHEN 'applied'   THEN NEW.state = 'undone'
       ELSE false END) THEN
    RAISE EXCEPTION 'a feed does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state IN ('approved', 'applied') AND NEW.persons_needed > (
       SELECT count(DISTINCT person) FROM (
         SELECT person_id AS person FROM feed_approval WHERE feed_id = NEW.id AND preview_digest = NEW.preview_digest
         UNION
         SELECT NEW.sent_by_person_id WHERE NEW.persons_needed = 2) AS yes) THEN
    RAISE EXCEPTION 'violates constraint "feed_persons"' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'undone' AND NOT EXISTS (SELECT FROM feed_undo
       WHERE feed_id = NEW.id AND approved_by_person_id IS NOT NULL AND blocked_by IS NULL) THEN
    RAISE EXCEPTION 'violates constraint "feed_undo_two_persons"' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER feed_moves BEFORE UPDATE OR DELETE ON feed FOR EACH ROW EXECUTE FUNCTION feed_moves();
ALTER TABLE feed ENABLE ALWAYS TRIGGER feed_moves;

-- A statement ends once; nothing else of it changes.
CREATE FUNCTION stated_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.ended_by IS NULL AND NEW.ended_by IS NOT NULL AND
     to_jsonb(OLD) - 'ended_by' = to_jsonb(NEW) - 'ended_by' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a stated licence only ends' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stated_licence_once BEFORE UPDATE OR DELETE ON stated_licence FOR EACH ROW EXECUTE FUNCTION stated_once();
ALTER TABLE stated_licence ENABLE ALWAYS TRIGGER stated_licence_once;
-- Asked once, said yes to once; and then perhaps found to be blocked, once.
CREATE FUNCTION undo_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.approved_at IS NULL AND
     to_jsonb(OLD) - 'approved_at' - 'approved_by_person_id' = to_jsonb(NEW) - 'approved_at' - 'approved_by_person_id' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.blocked_by IS NULL AND to_jsonb(OLD) - 'blocked_by' = to_jsonb(NEW) - 'blocked_by' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'an undo is asked once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER feed_undo_once BEFORE UPDATE OR DELETE ON feed_undo FOR EACH ROW EXECUTE FUNCTION undo_once();
ALTER TABLE feed_undo ENABLE ALWAYS TRIGGER feed_undo_once;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['feed_step', 'feed_approval', 'feed_batch'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION append_only()', t || '_append_only', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_append_only');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['feed', 'feed_step', 'feed_approval', 'feed_undo', 'feed_batch', 'stated_licence'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t || '_no_truncate', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_no_truncate');
  END LOOP;
END $$;

-- Exclusion over text keys took 0.5 ms a licence: half a minute for a large authority's file. A 64-bit hash of the same columns says the same in a
-- tenth of it; two keys of one hash would refuse a grant, never allow one.
ALTER TABLE licence
  DROP CONSTRAINT licence_number_in_force, DROP CONSTRAINT licence_number_one_holder, DROP CONSTRAINT licence_one_of_a_kind;
ALTER TABLE licence
  ADD CONSTRAINT licence_number_in_force EXCLUDE USING gist
    (hashtextextended(authority_slug || ' ' || kind || ' ' || number, 0) WITH =, in_force_during WITH &&),
  ADD CONSTRAINT licence_number_one_holder EXCLUDE USING gist
    (hashtextextended(authority_slug || ' ' || class || ' ' || number, 0) WITH =, subject_id WITH <>, in_force_during WITH &&),
  ADD CONSTRAINT licence_one_of_a_kind EXCLUDE USING gist
    (subject_id WITH =, hashtextextended(kind, 0) WITH =, in_force_during WITH &&) WHERE (class <> 'operator');

-- What a feed did, and what its undoing did: the rows that it stated and ended, and the decisions that it recorded. Null before it did.
CREATE FUNCTION feed_digest(id uuid, what text) RETURNS bytea LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM feed_batch b WHERE b.feed_id = feed_digest.id AND b.act = what) THEN sha256(convert_to(
    (SELECT coalesce(string_agg(concat_ws('|', s.id, s.authority_slug, s.kind, s.vrm, s.number, s.starts_on, s.ends_on, s.description,
        s.is_wheelchair_accessible), E'\n' ORDER BY s.id), '')
     FROM feed_batch b JOIN stated_licence s ON s.stated_by = b.id WHERE b.feed_id = feed_digest.id AND b.act = what)
    || E'\n-\n' ||
    (SELECT coalesce(string_agg(s.id::text, ' ' ORDER BY s.id), '')
     FROM feed_batch b JOIN stated_licence s ON s.ended_by = b.id WHERE b.feed_id = feed_digest.id AND b.act = what)
    || E'\n-\n' ||
    (SELECT coalesce(string_agg(jsonb_strip_nulls(to_jsonb(d))::text, E'\n' ORDER BY d.id), '')
     FROM decision d LEFT JOIN decision c ON c.id = d.corrects_decision_id
     -- what annuls a decision of the same feed undid it; a feed itself annuls only what others recorded
     WHERE d.feed_id = feed_digest.id AND (d.correction_effect IS NOT DISTINCT FROM 'annul' AND c.feed_id IS NOT DISTINCT FROM d.feed_id) = (what = 'undone')), 'UTF8')) END
$$;

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
    WHEN 'standards' THEN SELECT to_jsonb(t) INTO content FROM authority_standards t WHERE t.id = object_id::uuid;
    WHEN 'cctv-fact' THEN SELECT to_jsonb(t) INTO content FROM cctv_fact t WHERE t.id = object_id::uuid;
    WHEN 'driver-fact' THEN SELECT to_jsonb(t) INTO content FROM driver_fact t WHERE t.id = object_id::uuid;
    WHEN 'feed' THEN RETURN feed_digest(object_id::uuid, 'applied');
    WHEN 'feed-undo' THEN RETURN feed_digest(object_id::uuid, 'undone');
    ELSE RETURN NULL;
  END CASE;
  RETURN sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'));
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO registry_app;
GRANT INSERT ON feed_step, feed_approval, feed_batch TO registry_app;
GRANT INSERT, UPDATE ON feed, feed_authority, fed_subject TO registry_app;
GRANT INSERT, UPDATE (approved_by_person_id, approved_at, blocked_by) ON feed_undo TO registry_app;
GRANT INSERT, UPDATE (ended_by) ON stated_licence TO registry_app;
GRANT INSERT, DELETE ON feed_row, feed_error, feed_difference TO registry_app;
