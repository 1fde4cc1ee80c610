-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "driver_id" UUID,
ADD COLUMN     "vehicle_id" UUID;

-- CreateTable
CREATE TABLE "authority_standards" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "authority_slug" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "effective_from" DATE NOT NULL,
    "freshness_limit_hours" INTEGER NOT NULL,
    "search_validity_days" INTEGER NOT NULL,
    "cctv" JSONB,
    "driver_criteria" JSONB,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT,
    "proposed_by_person_id" TEXT,
    "approved_by_person_id" TEXT,

    CONSTRAINT "authority_standards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cctv_fact" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "vehicle_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "content" JSONB NOT NULL,
    "text_encrypted" BYTEA,
    "corrects_fact_id" UUID,
    "correction_effect" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,
    "proposed_by_person_id" TEXT,
    "approved_by_person_id" TEXT,

    CONSTRAINT "cctv_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cctv_compliance" (
    "licence_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "vehicle_id" UUID NOT NULL,
    "standards_seq" INTEGER NOT NULL,
    "time_line" JSONB NOT NULL,

    CONSTRAINT "cctv_compliance_pkey" PRIMARY KEY ("licence_id")
);

-- CreateTable
CREATE TABLE "driver_fact" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "driver_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "content" JSONB NOT NULL,
    "text_encrypted" BYTEA,
    "corrects_fact_id" UUID,
    "correction_effect" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,
    "proposed_by_person_id" TEXT,
    "approved_by_person_id" TEXT,

    CONSTRAINT "driver_fact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "authority_standards_authority_slug_seq_key" ON "authority_standards"("authority_slug", "seq");

-- CreateIndex
CREATE INDEX "cctv_fact_authority_slug_id_idx" ON "cctv_fact"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "cctv_fact_id_vehicle_id_key" ON "cctv_fact"("id", "vehicle_id");

-- CreateIndex
CREATE UNIQUE INDEX "cctv_fact_corrects_fact_id_vehicle_id_key" ON "cctv_fact"("corrects_fact_id", "vehicle_id");

-- CreateIndex
CREATE UNIQUE INDEX "cctv_fact_vehicle_id_seq_key" ON "cctv_fact"("vehicle_id", "seq");

-- CreateIndex
CREATE INDEX "cctv_compliance_authority_slug_licence_id_idx" ON "cctv_compliance"("authority_slug", "licence_id");

-- CreateIndex
CREATE INDEX "cctv_compliance_vehicle_id_idx" ON "cctv_compliance"("vehicle_id");

-- CreateIndex
CREATE INDEX "cctv_compliance_authority_slug_standards_seq_idx" ON "cctv_compliance"("authority_slug", "standards_seq");

-- CreateIndex
CREATE UNIQUE INDEX "cctv_compliance_licence_id_authority_slug_key" ON "cctv_compliance"("licence_id", "authority_slug");

-- CreateIndex
CREATE INDEX "driver_fact_authority_slug_id_idx" ON "driver_fact"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "driver_fact_id_driver_id_key" ON "driver_fact"("id", "driver_id");

-- CreateIndex
CREATE UNIQUE INDEX "driver_fact_corrects_fact_id_driver_id_key" ON "driver_fact"("corrects_fact_id", "driver_id");

-- CreateIndex
CREATE UNIQUE INDEX "driver_fact_driver_id_seq_key" ON "driver_fact"("driver_id", "seq");

-- CreateIndex
CREATE INDEX "proposal_vehicle_id_idx" ON "proposal"("vehicle_id");

-- CreateIndex
CREATE INDEX "proposal_driver_id_idx" ON "proposal"("driver_id");

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_vehicle_fkey" FOREIGN KEY ("vehicle_id", "authority_slug") REFERENCES "vehicle"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "authority_standards" ADD CONSTRAINT "authority_standards_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "cctv_fact" ADD CONSTRAINT "cctv_fact_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "cctv_fact" ADD CONSTRAINT "cctv_fact_vehicle_fkey" FOREIGN KEY ("vehicle_id", "authority_slug") REFERENCES "vehicle"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "cctv_fact" ADD CONSTRAINT "cctv_fact_corrects_fkey" FOREIGN KEY ("corrects_fact_id", "vehicle_id") REFERENCES "cctv_fact"("id", "vehicle_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "cctv_compliance" ADD CONSTRAINT "cctv_compliance_licence_fkey" FOREIGN KEY ("licence_id", "authority_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_fact" ADD CONSTRAINT "driver_fact_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_fact" ADD CONSTRAINT "driver_fact_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_fact" ADD CONSTRAINT "driver_fact_corrects_fkey" FOREIGN KEY ("corrects_fact_id", "driver_id") REFERENCES "driver_fact"("id", "driver_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What each authority that had joined went by becomes its first version; of cameras and drivers it had stated nothing.
INSERT INTO authority_standards (authority_slug, seq, effective_from, freshness_limit_hours, search_validity_days, recorded_at)
SELECT a.slug, 1, coalesce(a.joined_on, (now() AT TIME ZONE 'Europe/London')::date), coalesce(s.hours, 168), a.search_validity_days, now()
FROM authority a LEFT JOIN (SELECT authority_slug, min(freshness_limit_hours) AS hours FROM data_source GROUP BY 1) s ON s.authority_slug = a.slug
WHERE a.joined_on IS NOT NULL OR s.hours IS NOT NULL;
ALTER TABLE authority DROP COLUMN search_validity_days;
ALTER TABLE data_source DROP COLUMN freshness_limit_hours;

-- Words: equal to the lists of src/domain/words.ts, and a test holds them together.
ALTER TABLE proposal DROP CONSTRAINT proposal_kind_word, DROP CONSTRAINT proposal_about_something;
ALTER TABLE proposal
  ADD CONSTRAINT proposal_kind_word CHECK (kind IN ('decision', 'appeal-step', 'entry-import', 'entry-removal', 'entry-reinstatement', 'standards',
    'cctv-fact', 'driver-fact')),
  ADD CONSTRAINT proposal_about_something CHECK (num_nonnulls(decision_id, entry_id, vehicle_id, driver_id) = CASE
      WHEN kind IN ('entry-import', 'standards') THEN 0 ELSE 1 END
    AND (licence_id IS NULL OR kind IN ('decision', 'appeal-step'))
    AND CASE
      WHEN kind IN ('decision', 'appeal-step') THEN decision_id IS NOT NULL
      WHEN kind IN ('entry-removal', 'entry-reinstatement') THEN entry_id IS NOT NULL
      WHEN kind = 'cctv-fact' THEN vehicle_id IS NOT NULL
      WHEN kind = 'driver-fact' THEN driver_id IS NOT NULL
      ELSE true END);
ALTER TABLE authority_standards
  ADD CONSTRAINT authority_standards_freshness CHECK (freshness_limit_hours BETWEEN 1 AND 8784),
  ADD CONSTRAINT authority_standards_search_validity CHECK (search_validity_days BETWEEN 1 AND 90),
  -- the first is made when the authority joins, and states nothing of vehicles or drivers; every other has two persons
  ADD CONSTRAINT authority_standards_two_persons CHECK (
    num_nonnulls(recorded_by_client_id, proposed_by_person_id, approved_by_person_id) IN (0, 3)
    AND proposed_by_person_id <> approved_by_person_id
    AND (approved_by_person_id IS NOT NULL OR (seq = 1 AND cctv IS NULL AND driver_criteria IS NULL)));
ALTER TABLE cctv_fact
  ADD CONSTRAINT cctv_fact_type_word CHECK (type IN ('installation', 'removal', 'inspection', 'fault', 'repair', 'condition', 'exemption', 'exemption-end',
    'footage-request', 'footage-decision', 'footage-handover')),
  ADD CONSTRAINT cctv_fact_correction_effect_word CHECK (correction_effect IN ('replace', 'annul')),
  ADD CONSTRAINT cctv_fact_correction_whole CHECK ((corrects_fact_id IS NULL) = (correction_effect IS NULL)),
  -- two persons for what frees a vehicle of the rule, and for every correction
  ADD CONSTRAINT cctv_fact_two_persons CHECK (
    (type = 'exemption' OR corrects_fact_id IS NOT NULL) = (approved_by_person_id IS NOT NULL)
    AND (proposed_by_person_id IS NULL) = (approved_by_person_id IS NULL)
    AND proposed_by_person_id <> approved_by_person_id
    AND (approved_by_person_id IS NULL OR recorded_by_person_id = approved_by_person_id));
ALTER TABLE driver_fact
  ADD CONSTRAINT driver_fact_type_word CHECK (type IN ('background-check', 'safeguarding-training', 'qualification', 'vehicle-driven', 'vehicle-left')),
  ADD CONSTRAINT driver_fact_correction_effect_word CHECK (correction_effect IN ('replace', 'annul')),
  ADD CONSTRAINT driver_fact_correction_whole CHECK ((corrects_fact_id IS NULL) = (correction_effect IS NULL)),
  ADD CONSTRAINT driver_fact_two_persons CHECK (
    (corrects_fact_id IS NOT NULL) = (approved_by_person_id IS NOT NULL)
    AND (proposed_by_person_id IS NULL) = (approved_by_person_id IS NULL)
    AND proposed_by_person_id <> approved_by_person_id
    AND (approved_by_person_id IS NULL OR recorded_by_person_id = approved_by_person_id));

-- Versions of one authority are numbered without gaps, one after the other.
CREATE FUNCTION standards_in_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM authority_standards WHERE authority_slug = NEW.authority_slug) THEN
    RAISE EXCEPTION 'violates constraint "authority_standards_in_sequence"' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'authority_standards_in_sequence';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_standards_in_sequence BEFORE INSERT ON authority_standards FOR EACH ROW EXECUTE FUNCTION standards_in_sequence();
ALTER TABLE authority_standards ENABLE ALWAYS TRIGGER authority_standards_in_sequence;

-- The public register is searched by the whole name, never by a part of it (LGMPA 1976 s.51(3)), whatever apostrophe it is written with.
CREATE INDEX driver_register_name ON driver (authority_slug, lower(translate(regexp_replace(given_names || ' ' || family_name, '\s+', ' ', 'g'), '’ʼ‘', '''''''')));
CREATE INDEX operator_register_name ON operator (authority_slug, lower(translate(regexp_replace(name, '\s+', ' ', 'g'), '’ʼ‘', '''''''')));

-- Decisions are counted for everybody: from these alone, and never row by row.
CREATE INDEX decision_recorded ON decision (authority_slug, decided_on, type) WHERE corrects_decision_id IS NULL;
CREATE INDEX decision_corrections ON decision (authority_slug) WHERE corrects_decision_id IS NOT NULL;

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
    WHEN 'standards' THEN SELECT to_jsonb(t) INTO content FROM authority_standards t WHERE t.id = object_id::uuid;
    WHEN 'cctv-fact' THEN SELECT to_jsonb(t) INTO content FROM cctv_fact t WHERE t.id = object_id::uuid;
    WHEN 'driver-fact' THEN SELECT to_jsonb(t) INTO content FROM driver_fact t WHERE t.id = object_id::uuid;
    ELSE RETURN NULL;
  END CASE;
  RETURN sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'));
END $$;

-- Append-only, as in the first migration.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['authority_standards', 'cctv_fact', 'driver_fact'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION append_only()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t || '_no_truncate', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_append_only');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_no_truncate');
  END LOOP;
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO registry_app;
GRANT INSERT ON authority_standards, cctv_fact, driver_fact TO registry_app;
GRANT INSERT, UPDATE ON cctv_compliance TO registry_app;
