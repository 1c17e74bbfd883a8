-- Phone numbers: which account at the carrier a number belongs to.

-- AlterTable
ALTER TABLE "channel" ADD COLUMN "connection_id" TEXT COLLATE "C",
ADD COLUMN "checked_at" TIMESTAMPTZ(3),
ADD COLUMN "check_result" TEXT;

-- CreateIndex
CREATE INDEX "connection_id_idx" ON "connection"("id");

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_org_id_connection_id_fkey" FOREIGN KEY ("org_id", "connection_id") REFERENCES "connection"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "channel" ADD CONSTRAINT "channel_number_whole" CHECK ((kind = 'sms') = (address IS NOT NULL) AND (kind = 'sms') = (connection_id IS NOT NULL));
ALTER TABLE "channel" ADD CONSTRAINT "channel_address_e164" CHECK (address ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "channel" ADD CONSTRAINT "channel_check_whole" CHECK ((checked_at IS NULL) = (check_result IS NULL));
ALTER TABLE "channel" ADD CONSTRAINT "channel_check_known"
  CHECK (check_result IN ('ready', 'address_differs', 'number_not_found', 'credentials_refused', 'no_secret', 'carrier_away'));

-- Grants and row-level security ----------------------------------------------------------------------------------------

-- A channel that nobody has written to may go; the conversations of any other hold it by their foreign keys.
GRANT DELETE ON "channel" TO parley_app;
-- A carrier's call is signed with the account's token, and comes before an organisation is known. The token is sealed.
GRANT SELECT (org_id, id, kind, base_url, settings, secret) ON "connection" TO parley_auth;
CREATE POLICY connection_lookup ON "connection" FOR SELECT TO parley_auth USING (true);
