-- Erasure of contacts and organisations, and an organisation's logo.

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "contact" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "erasure" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "receipt" JSONB NOT NULL DEFAULT '{}',
    "lease_until" TIMESTAMPTZ(3),
    "lease_holder" TEXT COLLATE "C",

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "organisation_logo" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_logo_pkey" PRIMARY KEY ("org_id")
);

-- Addresses are looked for by how they begin.
ALTER TABLE "contact_point" ALTER COLUMN "address" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "contact_point_org_id_address_idx" ON "contact_point"("org_id", "address");

-- CreateIndex
CREATE INDEX "erasure_org_id_subject_id_idx" ON "erasure"("org_id", "subject_id");

-- AddForeignKey
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "organisation_logo" ADD CONSTRAINT "organisation_logo_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "erasure" ALTER COLUMN "addresses" SET NOT NULL;
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_subject_known" CHECK (subject IN ('contact', 'organisation'));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_state_known" CHECK (state IN ('requested', 'running', 'done', 'called_off'));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_ended_whole" CHECK ((ended_at IS NULL) = (state IN ('requested', 'running')));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_lease_whole" CHECK ((lease_until IS NULL) = (lease_holder IS NULL));
-- What it was found by is forgotten with the rest.
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_forgets" CHECK (ended_at IS NULL OR addresses = '{}');
ALTER TABLE "organisation_logo" ADD CONSTRAINT "logo_type_known" CHECK (content_type IN ('image/png', 'image/jpeg', 'image/webp'));
ALTER TABLE "organisation_logo" ADD CONSTRAINT "logo_small" CHECK (octet_length(bytes) <= 262144);
-- One at a time of the same contact or organisation.
CREATE UNIQUE INDEX "erasure_open_once" ON "erasure" (org_id, subject_id) WHERE ended_at IS NULL;
-- What there is to do, of all organisations: a worker asks each second.
CREATE INDEX "erasure_due_idx" ON "erasure" (due_at) WHERE ended_at IS NULL;

-- What an erasure may do, and when -------------------------------------------------------------------------------------

CREATE FUNCTION erasing() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT EXISTS (SELECT FROM erasure WHERE org_id = current_org() AND state = 'running') $$;

-- What was said and done is taken away only while an erasure runs, whatever the grants say.
CREATE FUNCTION deletes_by_erasure_only(tbl text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT DELETE ON %I TO parley_app', tbl);
  EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR DELETE TO parley_app USING ((SELECT erasing()))', tbl || '_erasure', tbl);
END $$;
REVOKE EXECUTE ON FUNCTION deletes_by_erasure_only(text) FROM PUBLIC;

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['agent', 'agent_version', 'contact', 'contact_point', 'conversation', 'inbound_key',
    'message', 'turn', 'run', 'step', 'reply', 'invitation', 'api_key', 'delivery', 'consent',
    'notification', 'notification_preference', 'webhook_event', 'webhook_delivery', 'webhook_attempt',
    'handover', 'dead_letter', 'ticket', 'incident'] LOOP
    PERFORM deletes_by_erasure_only(tbl);
  END LOOP;
END $$;

-- Not what it is: only that it is emptied, and that nobody waits for it any more.
GRANT UPDATE (erased_at) ON "contact" TO parley_app;
GRANT UPDATE (address, open_key) ON "conversation" TO parley_app;
GRANT UPDATE (text, client_id) ON "message" TO parley_app;
GRANT UPDATE (text, status, due_at, reason) ON "reply" TO parley_app;
GRANT UPDATE (content) ON "step" TO parley_app;
GRANT UPDATE (response) ON "webhook_attempt" TO parley_app;
GRANT UPDATE (evidence) ON "incident" TO parley_app;

-- What was said and seen never changes, whoever asks; it is emptied.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM erasure WHERE org_id = OLD.org_id AND state = 'running') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what stands in % never changes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER message_never_rewritten BEFORE UPDATE OF text, client_id ON "message" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER reply_never_rewritten BEFORE UPDATE OF text ON "reply" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER step_never_rewritten BEFORE UPDATE OF content ON "step" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
-- To delete a row is to find it first.
GRANT SELECT (org_id, source, key_hash) ON "inbound_key" TO parley_app;

-- A version never changes; it goes with its organisation.
CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM erasure WHERE org_id = OLD.org_id AND subject = 'organisation' AND state = 'running') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER agent_version_never_changes ON "agent_version";
CREATE TRIGGER agent_version_never_changes BEFORE UPDATE ON "agent_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agent_version_stays BEFORE DELETE ON "agent_version" FOR EACH ROW EXECUTE FUNCTION refuse_unless_erasing();

-- The last owner leaves with the organisation.
CREATE OR REPLACE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM organisation WHERE id = OLD.org_id AND erased_at IS NULL FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT FROM membership WHERE org_id = OLD.org_id AND role = 'owner') THEN
    RAISE EXCEPTION 'the last owner of % cannot leave', OLD.org_id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'last_owner_stays';
  END IF;
  RETURN NULL;
END $$;

-- No conversation with somebody who is erased ---------------------------------------------------------------------------

-- A message that looked up its contact before the erasure committed would open a conversation with whom it erased. It
-- waits here for that commit, and is told what two first messages of one person are told: look again.
CREATE FUNCTION refuse_erased_contact() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM contact WHERE org_id = NEW.org_id AND id = NEW.contact_id AND erased_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'contact % is erased', NEW.contact_id USING ERRCODE = 'unique_violation', CONSTRAINT = 'contact_is_erased';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_with_someone AFTER INSERT ON "conversation" FOR EACH ROW EXECUTE FUNCTION refuse_erased_contact();

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE ON "erasure" TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "organisation_logo" TO parley_app;
-- engine: which of all organisations' is due, and who works on it.
GRANT SELECT, UPDATE (state, started_at, lease_until, lease_holder) ON "erasure" TO parley_engine;
-- auth: a logo is shown before anyone has signed in.
GRANT SELECT ON "organisation_logo" TO parley_auth;

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['erasure', 'organisation_logo'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app, parley_slackbot USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
  END LOOP;
END $$;
CREATE POLICY erasure_engine ON "erasure" TO parley_engine USING (true) WITH CHECK (true);
CREATE POLICY organisation_logo_lookup ON "organisation_logo" FOR SELECT TO parley_auth USING (true);
-- Triggers run as the owner, who is bound by row-level security too.
CREATE POLICY erasure_keeper ON "erasure" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY contact_keeper ON "contact" TO CURRENT_USER USING (true);
