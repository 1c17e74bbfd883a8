-- Visitors of a web chat whose site says who they are.

-- AlterTable
ALTER TABLE "contact" ADD COLUMN "email" TEXT,
ADD COLUMN "name" TEXT;

-- CreateTable
CREATE TABLE "chat_identity" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_identity_pkey" PRIMARY KEY ("org_id","id")
);

-- AddForeignKey
ALTER TABLE "chat_identity" ADD CONSTRAINT "chat_identity_org_id_id_fkey" FOREIGN KEY ("org_id", "id") REFERENCES "channel"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "chat_identity" ADD CONSTRAINT "chat_identity_previous_whole" CHECK ((previous_secret IS NULL) = (previous_until IS NULL));
ALTER TABLE "contact_link" DROP CONSTRAINT "contact_link_vouched_by_known";
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_vouched_by_known" CHECK (vouched_by IN ('member', 'api_key', 'identity', 'sms_code'));

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_identity" TO parley_app;
ALTER TABLE "chat_identity" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "chat_identity" FORCE ROW LEVEL SECURITY;
CREATE POLICY chat_identity_of_org ON "chat_identity" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));

-- Who is known before they have written is made by the api.
GRANT INSERT ON "contact", "contact_point" TO parley_app;
GRANT UPDATE (name, email) ON "contact" TO parley_app;
