-- People who sign in, the organisations they belong to, keys for programs, and the record of who did what.
-- Tables are as schema.prisma says; below them what Prisma cannot express.

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "alert_emails" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "billing_email" TEXT,
ADD COLUMN     "flags" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "from_name" TEXT,
ADD COLUMN     "industry" TEXT,
ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'en-GB',
ADD COLUMN     "plan" TEXT NOT NULL DEFAULT 'starter',
ADD COLUMN     "region" TEXT;

-- CreateTable
CREATE TABLE "auth_user" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "token" TEXT COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "active_org_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_account" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT COLLATE "C" NOT NULL,
    "provider_id" TEXT COLLATE "C" NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_verification" (
    "id" TEXT COLLATE "C" NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_two_factor" (
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "auth_two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("org_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "team" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "team_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("org_id","team_id","user_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "environment" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "route" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "running_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "response" JSONB,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("org_id","route","key_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT COLLATE "C" NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT COLLATE "C",
    "detail_hash" BYTEA,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "entry_id" TEXT COLLATE "C" NOT NULL,
    "detail" JSONB,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("org_id","entry_id")
);

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "entry_id" TEXT COLLATE "C" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("org_id","entry_id")
);

-- CreateTable
CREATE TABLE "audit_block" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "entry_ids" TEXT[] COLLATE "C",
    "entry_hashes" BYTEA[],
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_block_pkey" PRIMARY KEY ("org_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "auth_user_email_key" ON "auth_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "auth_session_token_key" ON "auth_session"("token");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE INDEX "auth_account_user_id_idx" ON "auth_account"("user_id");

-- CreateIndex
CREATE INDEX "auth_verification_identifier_idx" ON "auth_verification"("identifier");

-- CreateIndex
CREATE INDEX "auth_two_factor_user_id_idx" ON "auth_two_factor"("user_id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_org_id_email_idx" ON "invitation"("org_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "team_org_id_name_key" ON "team"("org_id", "name");

-- CreateIndex
CREATE INDEX "team_member_org_id_user_id_idx" ON "team_member"("org_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_secret_hash_key" ON "api_key"("secret_hash");

-- CreateIndex
CREATE INDEX "idempotency_key_org_id_expires_at_idx" ON "idempotency_key"("org_id", "expires_at");

-- CreateIndex
CREATE INDEX "audit_entry_org_id_at_id_idx" ON "audit_entry"("org_id", "at", "id");

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_two_factor" ADD CONSTRAINT "auth_two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "team"("org_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_org_id_user_id_fkey" FOREIGN KEY ("org_id", "user_id") REFERENCES "membership"("org_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "organisation" ADD CONSTRAINT "organisation_plan_known" CHECK (plan IN ('starter', 'growth', 'scale'));
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_known" CHECK (role IN ('owner', 'admin', 'team_lead', 'operator', 'agent_owner', 'member', 'viewer'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_known" CHECK (role IN ('admin', 'team_lead', 'operator', 'agent_owner', 'member', 'viewer'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_ends_once" CHECK (accepted_at IS NULL OR revoked_at IS NULL);
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_environment_known" CHECK (environment IN ('live', 'test'));
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_state_known" CHECK (state IN ('running', 'applied', 'finished'));
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_answered" CHECK ((state = 'finished') = (status IS NOT NULL));
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_actor_known" CHECK (actor_kind IN ('user', 'api_key', 'agent', 'system'));
-- One open letter per address.
CREATE UNIQUE INDEX "invitation_open_once" ON "invitation" (org_id, lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;
-- Addresses are compared without case: Ada@x.org and ada@x.org are one person.
CREATE UNIQUE INDEX "auth_user_email_once" ON "auth_user" (lower(email));

-- The last owner stays -------------------------------------------------------------------------------------------------

-- Checked at the end of the transaction, with the organisation's row locked: two owners who leave at the same moment
-- would each see the other.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM organisation WHERE id = OLD.org_id FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT FROM membership WHERE org_id = OLD.org_id AND role = 'owner') THEN
    RAISE EXCEPTION 'the last owner of % cannot leave', OLD.org_id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'last_owner_stays';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER last_owner_stays AFTER UPDATE OR DELETE ON "membership" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner();

-- The record is only ever added to -------------------------------------------------------------------------------------

CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_block_never_changes BEFORE UPDATE OR DELETE ON "audit_block" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_block_never_emptied BEFORE TRUNCATE ON "audit_block" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_unsealed (org_id, entry_id) VALUES (NEW.org_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_awaits_seal AFTER INSERT ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION await_seal();

-- Grants ---------------------------------------------------------------------------------------------------------------

-- auth: identity is its own, and it looks up to which organisations a user, a letter or a key belongs.
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth_user", "auth_session", "auth_account", "auth_verification", "auth_two_factor" TO parley_auth;
GRANT SELECT (id, name, slug, is_demo) ON "organisation" TO parley_auth;
GRANT SELECT ON "membership" TO parley_auth;
GRANT SELECT ON "invitation" TO parley_auth;
GRANT SELECT, UPDATE (last_used_at) ON "api_key" TO parley_auth;
-- app: one organisation at a time; of a user only what members may see of each other.
GRANT SELECT, INSERT, UPDATE, DELETE ON "membership", "team", "team_member" TO parley_app;
GRANT SELECT, INSERT, UPDATE ON "invitation", "api_key" TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_key" TO parley_app;
GRANT SELECT, INSERT ON "audit_entry" TO parley_app;
GRANT SELECT, INSERT, UPDATE ON "audit_detail" TO parley_app;
GRANT SELECT ON "audit_block", "audit_unsealed" TO parley_app;
GRANT SELECT (id, name, email, image) ON "auth_user" TO parley_app;
-- engine: seals the record of all organisations.
GRANT SELECT, INSERT ON "audit_entry", "audit_detail" TO parley_engine;
GRANT SELECT, INSERT ON "audit_block" TO parley_engine;
GRANT SELECT, DELETE ON "audit_unsealed" TO parley_engine;
-- slackbot: who is who, for decisions.
GRANT SELECT ON "membership", "team", "team_member" TO parley_slackbot;

-- Row-level security ---------------------------------------------------------------------------------------------------

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['membership', 'invitation', 'team', 'team_member', 'api_key',
    'idempotency_key', 'audit_entry', 'audit_detail', 'audit_unsealed', 'audit_block'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app, parley_slackbot USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
  END LOOP;
  FOREACH tbl IN ARRAY ARRAY['audit_entry', 'audit_detail', 'audit_unsealed', 'audit_block'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
  FOREACH tbl IN ARRAY ARRAY['membership', 'invitation', 'organisation'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO parley_auth USING (true)', tbl || '_lookup', tbl);
  END LOOP;
END $$;
CREATE POLICY api_key_lookup ON "api_key" TO parley_auth USING (true);

-- Identity belongs to no organisation: auth sees all of it, app the people of its organisation.
DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['auth_user', 'auth_session', 'auth_account', 'auth_verification', 'auth_two_factor'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_auth USING (true) WITH CHECK (true)', tbl || '_identity', tbl);
  END LOOP;
END $$;
CREATE POLICY auth_user_of_org ON "auth_user" FOR SELECT TO parley_app
  USING (EXISTS (SELECT FROM membership m WHERE m.org_id = (SELECT current_org()) AND m.user_id = auth_user.id));
-- The triggers that keep owners and the record run as the owner, who is bound by row-level security too.
CREATE POLICY membership_keeper ON "membership" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY organisation_keeper ON "organisation" TO CURRENT_USER USING (true);
CREATE POLICY audit_unsealed_keeper ON "audit_unsealed" FOR INSERT TO CURRENT_USER WITH CHECK (true);
