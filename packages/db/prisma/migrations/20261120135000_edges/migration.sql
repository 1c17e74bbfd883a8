-- Visitors of a web chat whose site says who they are.

-- AlterTable
ALTER TABLE "contact" ADD COLUMN "email" TEXT,
ADD COLUMN "name" TEXT;

-- AlterTable
ALTER TABLE "channel" ADD COLUMN "codes_from_id" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "contact_point" ADD COLUMN "vouched_by" TEXT;

-- CreateTable
CREATE TABLE "phone_check" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "phone" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_check_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateIndex
CREATE INDEX "phone_check_org_id_created_at_idx" ON "phone_check"("org_id", "created_at");

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_org_id_codes_from_id_fkey" FOREIGN KEY ("org_id", "codes_from_id") REFERENCES "channel"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Few wait at any time: found without reading the others.
CREATE INDEX "phone_check_due" ON "phone_check"("due_at") WHERE due_at IS NOT NULL;
ALTER TABLE "phone_check" ADD CONSTRAINT "phone_check_state_known" CHECK (state IN ('waiting', 'sending', 'sent', 'not_sent', 'confirmed'));
ALTER TABLE "phone_check" ADD CONSTRAINT "phone_check_due_while_waiting" CHECK ((due_at IS NOT NULL) = (state = 'waiting'));
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_vouched_by_known" CHECK (vouched_by IN ('identity', 'sms_code'));

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

GRANT SELECT, INSERT, UPDATE (state, tries, due_at), DELETE ON "phone_check" TO parley_app;
GRANT SELECT, UPDATE (state, due_at) ON "phone_check" TO parley_engine;
ALTER TABLE "phone_check" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "phone_check" FORCE ROW LEVEL SECURITY;
CREATE POLICY phone_check_of_org ON "phone_check" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));
CREATE POLICY phone_check_engine ON "phone_check" TO parley_engine USING (true) WITH CHECK (true);

-- Who is known before they have written is made by the api.
GRANT INSERT ON "contact", "contact_point" TO parley_app;
GRANT UPDATE (name, email) ON "contact" TO parley_app;

-- What was answered is searched as what was asked is: the organisation is one of the words.
CREATE INDEX "reply_words" ON "reply" USING gin (to_tsvector('simple', "org_id" || ' ' || "text"));
