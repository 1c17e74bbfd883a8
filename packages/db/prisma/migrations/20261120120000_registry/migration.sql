-- Accounts at providers, with their secrets sealed.

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
ALTER TABLE "connection" ADD CONSTRAINT "connection_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "connection" ADD CONSTRAINT "connection_kind_known" CHECK (kind IN ('openai', 'anthropic', 'openai_compatible', 'twilio', 'http'));
ALTER TABLE "connection" ADD CONSTRAINT "connection_secret_whole" CHECK ((secret IS NULL) = (secret_set_at IS NULL) AND (secret IS NOT NULL OR secret_hint IS NULL));
-- Only what was sealed: a secret in the clear has not this form.
ALTER TABLE "connection" ADD CONSTRAINT "connection_secret_sealed" CHECK (secret ~ '^v1\.[0-9a-f]{12}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$');

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE, DELETE ON "connection" TO parley_app;

ALTER TABLE "connection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "connection" FORCE ROW LEVEL SECURITY;
CREATE POLICY connection_of_org ON "connection" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));
