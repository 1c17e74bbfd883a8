-- What the registry knows of an agent, and accounts at providers with their secrets sealed.

-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "type" TEXT NOT NULL DEFAULT 'customer_service',
ADD COLUMN     "owner_id" TEXT COLLATE "C",
ADD COLUMN     "team_id" TEXT COLLATE "C",
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "environment" TEXT NOT NULL DEFAULT 'prod',
ADD COLUMN     "provider" TEXT NOT NULL DEFAULT 'parley',
ADD COLUMN     "provider_ids" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "status_reason" TEXT,
ADD COLUMN     "status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "agent_version" ADD COLUMN     "author_id" TEXT COLLATE "C",
ADD COLUMN     "note" TEXT;

-- CreateTable
CREATE TABLE "connection" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secret" TEXT COLLATE "C",
    "secret_hint" TEXT,
    "secret_set_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("org_id","id")
);

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_org_id_owner_id_fkey" FOREIGN KEY ("org_id", "owner_id") REFERENCES "membership"("org_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "team"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "agent" DROP CONSTRAINT "agent_status_known";
ALTER TABLE "agent" ADD CONSTRAINT "agent_status_known" CHECK (status IN ('active', 'paused', 'draining', 'archived'));
ALTER TABLE "agent" ADD CONSTRAINT "agent_environment_known" CHECK (environment IN ('prod', 'staging', 'test'));
ALTER TABLE "agent" ADD CONSTRAINT "agent_type_known" CHECK (type IN ('customer_service', 'scheduling', 'sales', 'collections', 'other'));
ALTER TABLE "connection" ADD CONSTRAINT "connection_kind_known" CHECK (kind IN ('openai', 'anthropic', 'openai_compatible', 'twilio', 'http'));
ALTER TABLE "connection" ADD CONSTRAINT "connection_secret_whole" CHECK ((secret IS NULL) = (secret_set_at IS NULL) AND (secret IS NOT NULL OR secret_hint IS NULL));
-- Only what was sealed: a secret in the clear has not this form.
ALTER TABLE "connection" ADD CONSTRAINT "connection_secret_sealed" CHECK (secret ~ '^v1\.[0-9a-f]{12}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$');

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE, DELETE ON "connection" TO parley_app;

ALTER TABLE "connection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "connection" FORCE ROW LEVEL SECURITY;
CREATE POLICY connection_of_org ON "connection" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));

-- Agents that are not in service -----------------------------------------------------------------------------------------

-- Whether an agent takes a conversation's turns: a draining one goes on with those that began before.
CREATE FUNCTION agent_serves(v_org text, v_agent text, v_began timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM agent a WHERE a.org_id = v_org AND a.id = v_agent
    AND (a.status = 'active' OR (a.status = 'draining' AND v_began <= a.status_changed_at)))
$$;

-- When the head of a lane is due whose agent does not serve it: claims pass it by until someone wakes it.
CREATE FUNCTION until_agent_serves() RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT timestamptz '9999-12-31 00:00:00+00' $$;

-- The sweep looks at agents whose status changed lately.
CREATE INDEX "agent_status_changed_at_idx" ON "agent"("status_changed_at");
