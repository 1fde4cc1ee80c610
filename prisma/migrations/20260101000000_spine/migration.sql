CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateTable
CREATE TABLE "authority" (
    "slug" TEXT NOT NULL,
    "gss_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "official_name" TEXT NOT NULL,
    "nation" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "starts_on" DATE,
    "ends_on" DATE,
    "contact_email" TEXT,
    "contact_phone" TEXT,

    CONSTRAINT "authority_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "authority_former_code" (
    "code" TEXT NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "authority_former_code_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "authority_succession" (
    "predecessor_slug" TEXT NOT NULL,
    "successor_slug" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,

    CONSTRAINT "authority_succession_pkey" PRIMARY KEY ("predecessor_slug","successor_slug")
);

-- CreateTable
CREATE TABLE "data_source" (
    "authority_slug" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "freshness_limit_hours" INTEGER NOT NULL,

    CONSTRAINT "data_source_pkey" PRIMARY KEY ("authority_slug","class")
);

-- CreateTable
CREATE TABLE "principal" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "authority_slug" TEXT,
    "operator_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "principal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_credential" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "secret_hash" TEXT,
    "public_jwk" JSONB,
    "key_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "private_key_encrypted" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "assertion_use" (
    "client_id" TEXT NOT NULL,
    "jti" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assertion_use_pkey" PRIMARY KEY ("client_id","jti")
);

-- CreateTable
CREATE TABLE "driver" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "given_names" TEXT NOT NULL,
    "date_of_birth" DATE NOT NULL,
    "ni_number_encrypted" BYTEA,
    "ni_number_index" BYTEA,
    "driving_licence_issuer" TEXT,
    "driving_licence_number_encrypted" BYTEA,
    "driving_licence_number_index" BYTEA,
    "email" TEXT,
    "phone" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "driver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "driver_name" (
    "id" UUID NOT NULL,
    "driver_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "given_names" TEXT NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "driver_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "driver_address" (
    "id" UUID NOT NULL,
    "driver_id" UUID NOT NULL,
    "line_1" TEXT NOT NULL,
    "line_2" TEXT,
    "town" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "driver_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "vrm" TEXT NOT NULL,
    "make" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "colour" TEXT NOT NULL,
    "is_wheelchair_accessible" BOOLEAN,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "trading_names" TEXT[],
    "email" TEXT,
    "phone" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_premises" (
    "id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "line_1" TEXT NOT NULL,
    "line_2" TEXT,
    "town" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "operator_premises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "driver_id" UUID,
    "vehicle_id" UUID,
    "operator_id" UUID,
    "subject_id" UUID NOT NULL,
    "standing" JSONB NOT NULL,
    "in_force_during" tstzmultirange NOT NULL DEFAULT '{}'::tstzmultirange,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence_period" (
    "decision_id" UUID NOT NULL,
    "licence_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "superseded_by" UUID,

    CONSTRAINT "licence_period_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "driver_id" UUID,
    "vehicle_id" UUID,
    "operator_id" UUID,
    "licence_id" UUID,
    "received_on" DATE NOT NULL,
    "reference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "imposed_by_slug" TEXT,
    "licence_id" UUID,
    "application_id" UUID,
    "seq" INTEGER,
    "type" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "notified_on" DATE,
    "takes_effect_on" DATE,
    "suspension_ends_on" DATE,
    "is_immediate" BOOLEAN NOT NULL,
    "legal_basis" TEXT NOT NULL,
    "grounds" TEXT[],
    "relevant_information" TEXT[],
    "conditions" TEXT[],
    "reasons_digest" BYTEA NOT NULL,
    "decided_by_capacity" TEXT NOT NULL,
    "decided_by_name" TEXT NOT NULL,
    "period_starts_on" DATE,
    "period_ends_on" DATE,
    "lifts_decision_id" UUID,
    "corrects_decision_id" UUID,
    "correction_effect" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,
    "proposed_by_person_id" TEXT,
    "approved_by_person_id" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_reasons" (
    "decision_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "correction_why" TEXT,

    CONSTRAINT "decision_reasons_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal_step" (
    "id" UUID NOT NULL,
    "appeal_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "court" TEXT NOT NULL,
    "reference" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_client_id" TEXT NOT NULL,
    "recorded_by_person_id" TEXT NOT NULL,
    "proposed_by_person_id" TEXT,
    "approved_by_person_id" TEXT,

    CONSTRAINT "appeal_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "authority_slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "licence_id" UUID,
    "decision_id" UUID NOT NULL,
    "licence_version" INTEGER,
    "payload" JSONB NOT NULL,
    "proposed_by_person_id" TEXT NOT NULL,
    "proposed_by_client_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_outcome" (
    "proposal_id" UUID NOT NULL,
    "proposed_by_person_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "decided_by_person_id" TEXT NOT NULL,
    "decided_by_client_id" TEXT NOT NULL,
    "reason" TEXT,
    "result_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_outcome_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateTable
CREATE TABLE "booking_check" (
    "id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "as_at" TIMESTAMPTZ(3) NOT NULL,
    "client_id" TEXT NOT NULL,
    "operator_id" UUID,
    "authority_slug" TEXT NOT NULL,
    "terms_encrypted" BYTEA NOT NULL,
    "answer" JSONB NOT NULL,
    "basis" JSONB NOT NULL,

    CONSTRAINT "booking_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "client_id" TEXT,
    "person_id" TEXT,
    "authority_slug" TEXT,
    "action" TEXT NOT NULL,
    "object_kind" TEXT,
    "object_id" TEXT,
    "outcome" TEXT NOT NULL,
    "refusal" TEXT,
    "request_id" TEXT NOT NULL,
    "case_reference" TEXT,
    "content_digest" BYTEA,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "client_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "response" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("client_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "authority_gss_code_key" ON "authority"("gss_code");

-- CreateIndex
CREATE INDEX "authority_former_code_authority_slug_idx" ON "authority_former_code"("authority_slug");

-- CreateIndex
CREATE INDEX "authority_succession_successor_slug_idx" ON "authority_succession"("successor_slug");

-- CreateIndex
CREATE INDEX "principal_authority_slug_idx" ON "principal"("authority_slug");

-- CreateIndex
CREATE INDEX "principal_operator_id_idx" ON "principal"("operator_id");

-- CreateIndex
CREATE INDEX "client_credential_client_id_idx" ON "client_credential"("client_id");

-- CreateIndex
CREATE INDEX "assertion_use_expires_at_idx" ON "assertion_use"("expires_at");

-- CreateIndex
CREATE INDEX "driver_authority_slug_id_idx" ON "driver"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "driver_id_authority_slug_key" ON "driver"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "driver_authority_slug_ni_number_index_key" ON "driver"("authority_slug", "ni_number_index");

-- CreateIndex
CREATE UNIQUE INDEX "driver_authority_slug_driving_licence_number_index_key" ON "driver"("authority_slug", "driving_licence_number_index");

-- CreateIndex
CREATE INDEX "driver_name_driver_id_idx" ON "driver_name"("driver_id");

-- CreateIndex
CREATE INDEX "driver_address_driver_id_idx" ON "driver_address"("driver_id");

-- CreateIndex
CREATE INDEX "vehicle_authority_slug_id_idx" ON "vehicle"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_id_authority_slug_key" ON "vehicle"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_authority_slug_vrm_key" ON "vehicle"("authority_slug", "vrm");

-- CreateIndex
CREATE INDEX "operator_authority_slug_id_idx" ON "operator"("authority_slug", "id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_id_authority_slug_key" ON "operator"("id", "authority_slug");

-- CreateIndex
CREATE INDEX "operator_premises_operator_id_idx" ON "operator_premises"("operator_id");

-- CreateIndex
CREATE INDEX "licence_authority_slug_class_number_idx" ON "licence"("authority_slug", "class", "number");

-- CreateIndex
CREATE INDEX "licence_authority_slug_id_idx" ON "licence"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "licence_driver_id_idx" ON "licence"("driver_id");

-- CreateIndex
CREATE INDEX "licence_vehicle_id_idx" ON "licence"("vehicle_id");

-- CreateIndex
CREATE INDEX "licence_operator_id_idx" ON "licence"("operator_id");

-- CreateIndex
CREATE UNIQUE INDEX "licence_id_authority_slug_key" ON "licence"("id", "authority_slug");

-- CreateIndex
CREATE INDEX "licence_period_licence_id_idx" ON "licence_period"("licence_id");

-- CreateIndex
CREATE INDEX "application_authority_slug_id_idx" ON "application"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "application_driver_id_idx" ON "application"("driver_id");

-- CreateIndex
CREATE INDEX "application_vehicle_id_idx" ON "application"("vehicle_id");

-- CreateIndex
CREATE INDEX "application_operator_id_idx" ON "application"("operator_id");

-- CreateIndex
CREATE INDEX "application_licence_id_idx" ON "application"("licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_id_authority_slug_key" ON "application"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "decision_corrects_decision_id_key" ON "decision"("corrects_decision_id");

-- CreateIndex
CREATE INDEX "decision_application_id_idx" ON "decision"("application_id");

-- CreateIndex
CREATE INDEX "decision_authority_slug_id_idx" ON "decision"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "decision_lifts_decision_id_idx" ON "decision"("lifts_decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_licence_id_seq_key" ON "decision"("licence_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "decision_id_authority_slug_key" ON "decision"("id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_decision_id_key" ON "appeal"("decision_id");

-- CreateIndex
CREATE INDEX "appeal_authority_slug_idx" ON "appeal"("authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_decision_id_authority_slug_key" ON "appeal"("decision_id", "authority_slug");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_step_appeal_id_seq_key" ON "appeal_step"("appeal_id", "seq");

-- CreateIndex
CREATE INDEX "proposal_authority_slug_id_idx" ON "proposal"("authority_slug", "id");

-- CreateIndex
CREATE INDEX "proposal_licence_id_idx" ON "proposal"("licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_id_proposed_by_person_id_key" ON "proposal"("id", "proposed_by_person_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_outcome_proposal_id_proposed_by_person_id_key" ON "proposal_outcome"("proposal_id", "proposed_by_person_id");

-- CreateIndex
CREATE INDEX "booking_check_operator_id_id_idx" ON "booking_check"("operator_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_object_kind_object_id_idx" ON "audit_event"("object_kind", "object_id");

-- CreateIndex
CREATE INDEX "audit_event_authority_slug_seq_idx" ON "audit_event"("authority_slug", "seq");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "authority_former_code" ADD CONSTRAINT "authority_former_code_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "authority_succession" ADD CONSTRAINT "authority_succession_predecessor_slug_fkey" FOREIGN KEY ("predecessor_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "authority_succession" ADD CONSTRAINT "authority_succession_successor_slug_fkey" FOREIGN KEY ("successor_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "data_source" ADD CONSTRAINT "data_source_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "principal" ADD CONSTRAINT "principal_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "principal" ADD CONSTRAINT "principal_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "client_credential" ADD CONSTRAINT "client_credential_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver" ADD CONSTRAINT "driver_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_name" ADD CONSTRAINT "driver_name_driver_id_fkey" FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "driver_address" ADD CONSTRAINT "driver_address_driver_id_fkey" FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "operator" ADD CONSTRAINT "operator_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "operator_premises" ADD CONSTRAINT "operator_premises_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_vehicle_fkey" FOREIGN KEY ("vehicle_id", "authority_slug") REFERENCES "vehicle"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_operator_fkey" FOREIGN KEY ("operator_id", "authority_slug") REFERENCES "operator"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence_period" ADD CONSTRAINT "licence_period_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence_period" ADD CONSTRAINT "licence_period_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "licence_period" ADD CONSTRAINT "licence_period_superseded_by_fkey" FOREIGN KEY ("superseded_by") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_driver_fkey" FOREIGN KEY ("driver_id", "authority_slug") REFERENCES "driver"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_vehicle_fkey" FOREIGN KEY ("vehicle_id", "authority_slug") REFERENCES "vehicle"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_operator_fkey" FOREIGN KEY ("operator_id", "authority_slug") REFERENCES "operator"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_licence_fkey" FOREIGN KEY ("licence_id", "authority_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_imposed_by_slug_fkey" FOREIGN KEY ("imposed_by_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_licence_fkey" FOREIGN KEY ("licence_id", "authority_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_application_fkey" FOREIGN KEY ("application_id", "authority_slug") REFERENCES "application"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_corrects_decision_id_fkey" FOREIGN KEY ("corrects_decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_lifts_decision_id_fkey" FOREIGN KEY ("lifts_decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_reasons" ADD CONSTRAINT "decision_reasons_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_decision_fkey" FOREIGN KEY ("decision_id", "authority_slug") REFERENCES "decision"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "appeal_step" ADD CONSTRAINT "appeal_step_appeal_id_fkey" FOREIGN KEY ("appeal_id") REFERENCES "appeal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_licence_fkey" FOREIGN KEY ("licence_id", "authority_slug") REFERENCES "licence"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_decision_fkey" FOREIGN KEY ("decision_id", "authority_slug") REFERENCES "decision"("id", "authority_slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal_outcome" ADD CONSTRAINT "proposal_outcome_proposal_fkey" FOREIGN KEY ("proposal_id", "proposed_by_person_id") REFERENCES "proposal"("id", "proposed_by_person_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking_check" ADD CONSTRAINT "booking_check_authority_slug_fkey" FOREIGN KEY ("authority_slug") REFERENCES "authority"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "booking_check" ADD CONSTRAINT "booking_check_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- What follows is written by hand: rules that must hold whatever the program does.

-- Words: src/domain/words.ts has the same lists; test/promises compares the two.
ALTER TABLE authority
  ADD CONSTRAINT authority_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT authority_gss_code_shape CHECK (gss_code ~ '^[A-Z][0-9]{8}$'),
  ADD CONSTRAINT authority_nation_word CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
  ADD CONSTRAINT authority_jurisdiction_word CHECK (jurisdiction IN ('england-and-wales', 'london', 'plymouth', 'scotland', 'northern-ireland'));
ALTER TABLE authority_former_code ADD CONSTRAINT authority_former_code_reason_word CHECK (reason IN ('recoded', 'area'));
ALTER TABLE authority_succession ADD CONSTRAINT authority_succession_not_itself CHECK (predecessor_slug <> successor_slug);
ALTER TABLE data_source
  ADD CONSTRAINT data_source_class_word CHECK (class IN ('driver', 'vehicle', 'operator')),
  ADD CONSTRAINT data_source_mode_word CHECK (mode IN ('registry', 'feed')),
  ADD CONSTRAINT data_source_limit CHECK (freshness_limit_hours BETWEEN 1 AND 8784);

-- Who may call. An officer belongs to an authority, a booking system to an operator, scrutiny to neither (it must stand apart from both).
ALTER TABLE principal
  ADD CONSTRAINT principal_id_shape CHECK (id ~ '^[a-z0-9][a-z0-9.-]{2,62}$'),
  ADD CONSTRAINT principal_kind_word CHECK (kind IN ('person', 'client')),
  ADD CONSTRAINT principal_role_word CHECK (role IN ('licensing-officer', 'senior-officer', 'back-office', 'operator-system', 'auditor')),
  ADD CONSTRAINT principal_belongs CHECK (CASE role
    WHEN 'licensing-officer' THEN kind = 'person' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'senior-officer'    THEN kind = 'person' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'back-office'       THEN kind = 'client' AND authority_slug IS NOT NULL AND operator_id IS NULL
    WHEN 'operator-system'   THEN kind = 'client' AND authority_slug IS NULL AND operator_id IS NOT NULL
    ELSE authority_slug IS NULL AND operator_id IS NULL END);
ALTER TABLE client_credential
  ADD CONSTRAINT client_credential_kind_word CHECK (kind IN ('secret', 'public-key')),
  ADD CONSTRAINT client_credential_one_proof CHECK (CASE kind
    WHEN 'secret' THEN secret_hash IS NOT NULL AND public_jwk IS NULL
    ELSE secret_hash IS NULL AND public_jwk IS NOT NULL AND key_id IS NOT NULL END);

-- Subjects.
ALTER TABLE driver ADD CONSTRAINT driver_driving_licence_issuer_word CHECK (driving_licence_issuer IN ('gb', 'ni', 'community')),
  ADD CONSTRAINT driver_driving_licence_whole CHECK (num_nulls(driving_licence_issuer, driving_licence_number_encrypted, driving_licence_number_index) IN (0, 3)),
  ADD CONSTRAINT driver_ni_number_whole CHECK (num_nulls(ni_number_encrypted, ni_number_index) IN (0, 2));
ALTER TABLE driver_name ADD CONSTRAINT driver_name_type_word CHECK (type IN ('former', 'alias'));
ALTER TABLE driver_address
  ADD CONSTRAINT driver_address_order CHECK (ends_on >= starts_on),
  ADD CONSTRAINT driver_address_one_at_a_time EXCLUDE USING gist (driver_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
ALTER TABLE operator_premises ADD CONSTRAINT operator_premises_order CHECK (ends_on >= starts_on);

-- Licences. Check-then-insert let every one of eight contenders through; these do not.
ALTER TABLE licence
  ADD CONSTRAINT licence_kind_word CHECK (kind IN
    ('hackney-carriage-driver', 'private-hire-driver', 'hackney-carriage-vehicle', 'private-hire-vehicle', 'private-hire-operator')),
  ADD CONSTRAINT licence_class_of_kind CHECK (class = CASE kind
    WHEN 'hackney-carriage-driver' THEN 'driver' WHEN 'private-hire-driver' THEN 'driver'
    WHEN 'hackney-carriage-vehicle' THEN 'vehicle' WHEN 'private-hire-vehicle' THEN 'vehicle' ELSE 'operator' END),
  ADD CONSTRAINT licence_one_subject CHECK (num_nonnulls(driver_id, vehicle_id, operator_id) = 1 AND subject_id = CASE class
    WHEN 'driver' THEN driver_id WHEN 'vehicle' THEN vehicle_id ELSE operator_id END),
  -- a number in force belongs to one licence of its kind …
  ADD CONSTRAINT licence_number_in_force EXCLUDE USING gist (authority_slug WITH =, kind WITH =, number WITH =, in_force_during WITH &&),
  -- … and to one holder: a dual badge is two kinds of one driver, never of two
  ADD CONSTRAINT licence_number_one_holder EXCLUDE USING gist
    (authority_slug WITH =, class WITH =, number WITH =, subject_id WITH <>, in_force_during WITH &&),
  -- a driver or vehicle holds one licence of a kind at a time
  ADD CONSTRAINT licence_one_of_a_kind EXCLUDE USING gist
    (subject_id WITH =, kind WITH =, in_force_during WITH &&) WHERE (class <> 'operator');
ALTER TABLE licence_period
  ADD CONSTRAINT licence_period_order CHECK (ends_on >= starts_on),
  ADD CONSTRAINT licence_period_no_overlap EXCLUDE USING gist (licence_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
    WHERE (superseded_by IS NULL);
ALTER TABLE application
  ADD CONSTRAINT application_type_word CHECK (type IN ('new', 'renewal')),
  ADD CONSTRAINT application_kind_word CHECK (kind IN
    ('hackney-carriage-driver', 'private-hire-driver', 'hackney-carriage-vehicle', 'private-hire-vehicle', 'private-hire-operator')),
  ADD CONSTRAINT application_one_subject CHECK (CASE
    WHEN kind LIKE '%-driver' THEN driver_id IS NOT NULL AND vehicle_id IS NULL AND operator_id IS NULL
    WHEN kind LIKE '%-vehicle' THEN vehicle_id IS NOT NULL AND driver_id IS NULL AND operator_id IS NULL
    ELSE operator_id IS NOT NULL AND driver_id IS NULL AND vehicle_id IS NULL END),
  ADD CONSTRAINT application_renews_a_licence CHECK ((type = 'renewal') = (licence_id IS NOT NULL));

-- Decisions.
ALTER TABLE decision
  ADD CONSTRAINT decision_type_word CHECK (type IN ('grant', 'renew', 'refuse-application', 'refuse-renewal', 'suspend', 'lift-suspension', 'revoke',
    'vary-conditions', 'surrender', 'temporary-suspension-by-other-authority', 'warning')),
  ADD CONSTRAINT decision_capacity_word CHECK (decided_by_capacity IN
    ('officer-delegated', 'sub-committee', 'committee', 'commissioner', 'magistrates-court', 'crown-court', 'sheriff')),
  ADD CONSTRAINT decision_grounds_word CHECK (grounds <@ ARRAY['offence-dishonesty-indecency-violence', 'immigration-offence-or-penalty',
    'failure-to-comply-with-act', 'not-fit-and-proper', 'medical-fitness', 'driving-standards', 'vehicle-unfit', 'condition-breached',
    'documents-missing-or-false', 'fee-unpaid', 'any-other-reasonable-cause']),
  ADD CONSTRAINT decision_relevant_information_word CHECK (relevant_information <@ ARRAY['sexual-offence', 'harassment', 'physical-or-psychological-harm',
    'risk-of-harm-offence', 'equality-act-offence', 'unlawful-discrimination', 'threatening-abusive-insulting', 'road-safety-risk', 'unsuitable-other']),
  ADD CONSTRAINT decision_correction_effect_word CHECK (correction_effect IN ('replace', 'annul')),
  ADD CONSTRAINT decision_correction_whole CHECK ((corrects_decision_id IS NULL) = (correction_effect IS NULL)),
  ADD CONSTRAINT decision_corrects_another CHECK (corrects_decision_id <> id),
  -- only a refusal stands without a licence; whatever has one has its place in its history
  ADD CONSTRAINT decision_about_something CHECK (num_nonnulls(licence_id, application_id) > 0),
  ADD CONSTRAINT decision_on_a_licence CHECK (licence_id IS NOT NULL OR type = 'refuse-application'),
  ADD CONSTRAINT decision_in_sequence CHECK ((licence_id IS NULL) = (seq IS NULL)),
  ADD CONSTRAINT decision_gives_a_period CHECK (
    (period_starts_on IS NULL) = (period_ends_on IS NULL) AND
    (period_starts_on IS NOT NULL) = (type IN ('grant', 'renew') AND correction_effect IS DISTINCT FROM 'annul') AND period_ends_on >= period_starts_on),
  ADD CONSTRAINT decision_notified_after_decided CHECK (notified_on >= decided_on),
  ADD CONSTRAINT decision_suspension_end CHECK (suspension_ends_on IS NULL OR
    (type IN ('suspend', 'temporary-suspension-by-other-authority') AND suspension_ends_on >= takes_effect_on)),
  ADD CONSTRAINT decision_temporary_ends CHECK (type <> 'temporary-suspension-by-other-authority' OR
    correction_effect IS NOT DISTINCT FROM 'annul' OR
    (suspension_ends_on IS NOT NULL AND imposed_by_slug IS NOT NULL AND imposed_by_slug <> authority_slug)),
  ADD CONSTRAINT decision_imposed_by_other CHECK (imposed_by_slug IS NULL OR type = 'temporary-suspension-by-other-authority'),
  ADD CONSTRAINT decision_lifts_a_suspension CHECK
    ((type = 'lift-suspension' AND correction_effect IS DISTINCT FROM 'annul') = (lifts_decision_id IS NOT NULL)),
  -- two persons for whatever gives a licence back, and for every correction
  ADD CONSTRAINT decision_two_persons CHECK (
    (type = 'lift-suspension' OR corrects_decision_id IS NOT NULL) = (approved_by_person_id IS NOT NULL)
    AND (proposed_by_person_id IS NULL) = (approved_by_person_id IS NULL)
    AND proposed_by_person_id <> approved_by_person_id
    AND (approved_by_person_id IS NULL OR recorded_by_person_id = approved_by_person_id));
-- an application is determined once; only a correction may say it again
CREATE UNIQUE INDEX decision_determines_once ON decision (application_id) WHERE corrects_decision_id IS NULL AND application_id IS NOT NULL;

ALTER TABLE appeal_step
  ADD CONSTRAINT appeal_step_type_word CHECK (type IN ('lodged', 'dismissed', 'allowed', 'withdrawn', 'further-appeal')),
  ADD CONSTRAINT appeal_step_court_word CHECK (court IN ('magistrates-court', 'crown-court', 'sheriff', 'sheriff-appeal-court', 'county-court-ni')),
  ADD CONSTRAINT appeal_step_starts CHECK ((seq = 1) = (type = 'lodged')),
  ADD CONSTRAINT appeal_step_two_persons CHECK (
    (type = 'allowed') = (approved_by_person_id IS NOT NULL)
    AND (proposed_by_person_id IS NULL) = (approved_by_person_id IS NULL)
    AND proposed_by_person_id <> approved_by_person_id
    AND (approved_by_person_id IS NULL OR recorded_by_person_id = approved_by_person_id));
ALTER TABLE proposal ADD CONSTRAINT proposal_kind_word CHECK (kind IN ('decision', 'appeal-step'));
ALTER TABLE proposal_outcome
  ADD CONSTRAINT proposal_outcome_word CHECK (outcome IN ('approved', 'rejected')),
  ADD CONSTRAINT proposal_outcome_another_person CHECK (outcome = 'rejected' OR decided_by_person_id <> proposed_by_person_id),
  ADD CONSTRAINT proposal_outcome_result CHECK ((outcome = 'approved') = (result_id IS NOT NULL));

ALTER TABLE audit_event ADD CONSTRAINT audit_event_outcome_word CHECK (outcome IN ('done', 'refused')),
  ADD CONSTRAINT audit_event_refusal_named CHECK ((outcome = 'refused') = (refusal IS NOT NULL));
ALTER TABLE audit_head ADD CONSTRAINT audit_head_single CHECK (id = 1);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, sha256('taxi licensing registry'::bytea));

-- The chain: each row holds the hash of the one before it, so a row changed, removed or put in later breaks every later link. The head row is
-- locked last in a transaction, which puts writers in one order. jsonb text is canonical: keys sorted, one spelling.
CREATE FUNCTION audit_row_digest(r audit_event) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(r.previous_hash || convert_to(jsonb_build_object(
    'seq', r.seq, 'at', (extract(epoch FROM r.at) * 1000)::bigint, 'clientId', r.client_id, 'personId', r.person_id, 'authoritySlug', r.authority_slug,
    'action', r.action, 'objectKind', r.object_kind, 'objectId', r.object_id, 'outcome', r.outcome, 'refusal', r.refusal, 'requestId', r.request_id,
    'caseReference', r.case_reference, 'contentDigest', encode(r.content_digest, 'hex'))::text, 'UTF8'))
$$;
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head audit_head;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.previous_hash := head.hash;
  NEW.hash := audit_row_digest(NEW);
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_event_link BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_link();
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_link;

-- What a row that is never changed must still hash to. Nulls are left out, so that a column added later changes no old digest.
CREATE FUNCTION content_digest(object_kind text, object_id text) RETURNS bytea LANGUAGE plpgsql STABLE SET timezone = 'UTC' AS $$
DECLARE content jsonb;
BEGIN
  CASE object_kind
    WHEN 'decision' THEN SELECT to_jsonb(t) INTO content FROM decision t WHERE t.id = object_id::uuid;
    WHEN 'appeal-step' THEN SELECT to_jsonb(t) INTO content FROM appeal_step t WHERE t.id = object_id::uuid;
    WHEN 'proposal' THEN SELECT to_jsonb(t) INTO content FROM proposal t WHERE t.id = object_id::uuid;
    WHEN 'application' THEN SELECT to_jsonb(t) INTO content FROM application t WHERE t.id = object_id::uuid;
    ELSE RETURN NULL;
  END CASE;
  RETURN sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'));
END $$;

-- Append-only. ENABLE ALWAYS: otherwise session_replication_role walks past it. The GRANTs below are the first lock, this is the second.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', HINT = 'record a correction that names what it corrects';
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['decision', 'decision_reasons', 'appeal', 'appeal_step', 'proposal', 'proposal_outcome', 'application', 'audit_event'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION append_only()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t || '_no_truncate', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_append_only');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_no_truncate');
  END LOOP;
END $$;
-- A receipt is proof for a year; then it may go, and nothing else of it may change.
CREATE FUNCTION receipt_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.asked_at < now() - interval '1 year' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a receipt is kept for a year' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER booking_check_kept BEFORE UPDATE OR DELETE ON booking_check FOR EACH ROW EXECUTE FUNCTION receipt_kept();
CREATE TRIGGER booking_check_no_truncate BEFORE TRUNCATE ON booking_check FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE booking_check ENABLE ALWAYS TRIGGER booking_check_kept;
ALTER TABLE booking_check ENABLE ALWAYS TRIGGER booking_check_no_truncate;
-- A licensed vehicle stays the vehicle that was inspected and licensed: otherwise an edit would license another car without a decision. The row is
-- locked by then, and a grant holds a key-share lock on it, so neither can slip past the other.
CREATE FUNCTION vehicle_identity_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM licence WHERE vehicle_id = OLD.id) THEN
    RAISE EXCEPTION 'violates constraint "vehicle_identity_fixed"' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vehicle_identity_fixed BEFORE UPDATE OF vrm, make, model ON vehicle FOR EACH ROW
  WHEN ((OLD.vrm, OLD.make, OLD.model) IS DISTINCT FROM (NEW.vrm, NEW.make, NEW.model)) EXECUTE FUNCTION vehicle_identity_fixed();
-- A period changes once: when a correction supersedes it.
CREATE FUNCTION period_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL OR
     (OLD.decision_id, OLD.licence_id, OLD.starts_on, OLD.ends_on) IS DISTINCT FROM (NEW.decision_id, NEW.licence_id, NEW.starts_on, NEW.ends_on) THEN
    RAISE EXCEPTION 'a licence period is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER licence_period_immutable BEFORE UPDATE OR DELETE ON licence_period FOR EACH ROW EXECUTE FUNCTION period_immutable();
ALTER TABLE licence_period ENABLE ALWAYS TRIGGER licence_period_immutable;

-- The role the program runs as. It owns nothing, so it cannot disable a trigger; what it may not do is simply not granted.
-- An owner who may not create roles finds it made beforehand, and itself a member: README, "On a PostgreSQL server".
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'registry_app') THEN
    CREATE ROLE registry_app NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the role registry_app is missing and % may not create it: have an administrator run CREATE ROLE registry_app NOLOGIN', current_user;
END $$;
DO $$ BEGIN
  GRANT registry_app TO CURRENT_USER;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO registry_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO registry_app;
GRANT INSERT ON decision, decision_reasons, appeal, appeal_step, proposal, proposal_outcome, application, audit_event, booking_check TO registry_app;
GRANT INSERT, UPDATE ON authority, authority_former_code, authority_succession, data_source, principal, client_credential, signing_key,
  driver, vehicle, operator, licence TO registry_app;
GRANT INSERT, UPDATE (superseded_by) ON licence_period TO registry_app;
GRANT DELETE ON booking_check TO registry_app;
GRANT INSERT, UPDATE, DELETE ON driver_name, driver_address, operator_premises, assertion_use, idempotency_key TO registry_app;
