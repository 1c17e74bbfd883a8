-- The calendar, orders with their refunds, what customers ask people to do, and tools that an admin declares.

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "assignee_id" TEXT COLLATE "C",
ADD COLUMN     "contact_id" TEXT COLLATE "C",
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "priority" TEXT NOT NULL DEFAULT 'normal',
ADD COLUMN     "reference" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "conversation_id" DROP NOT NULL,
ALTER COLUMN "turn_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "ticket_comment" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "ticket_id" TEXT COLLATE "C" NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" TEXT COLLATE "C" NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_comment_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "service" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "price_cents" INTEGER,
    "currency" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "resource" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "hours" JSONB,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "resource_service" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "resource_id" TEXT COLLATE "C" NOT NULL,
    "service_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "resource_service_pkey" PRIMARY KEY ("org_id","resource_id","service_id")
);

-- CreateTable
CREATE TABLE "closure" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "resource_id" TEXT COLLATE "C",
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "reference" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "service_id" TEXT COLLATE "C" NOT NULL,
    "resource_id" TEXT COLLATE "C" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT,
    "note" TEXT,
    "conversation_id" TEXT COLLATE "C",
    "turn_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "customer_order" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "number" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "status" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total_cents" INTEGER NOT NULL,
    "paid_cents" INTEGER NOT NULL,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "discounted_cents" INTEGER NOT NULL DEFAULT 0,
    "credited_cents" INTEGER NOT NULL DEFAULT 0,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_order_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "order_item" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_cents" INTEGER NOT NULL,

    CONSTRAINT "order_item_pkey" PRIMARY KEY ("org_id","order_id","position")
);

-- CreateTable
CREATE TABLE "refund" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "reference" TEXT COLLATE "C" NOT NULL,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C",
    "turn_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "discount" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "percent" INTEGER NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C",
    "turn_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "http_tool" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "url_template" TEXT NOT NULL,
    "allowed_hosts" TEXT[],
    "connection_id" TEXT COLLATE "C",
    "headers" JSONB NOT NULL DEFAULT '{}',
    "input" JSONB NOT NULL,
    "output" JSONB,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "http_tool_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "contact_mail" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_mail_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateIndex
CREATE INDEX "contact_mail_org_id_contact_id_created_at_idx" ON "contact_mail"("org_id", "contact_id", "created_at");

-- AddForeignKey
ALTER TABLE "contact_mail" ADD CONSTRAINT "contact_mail_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- CreateIndex
CREATE INDEX "ticket_comment_org_id_ticket_id_id_idx" ON "ticket_comment"("org_id", "ticket_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "service_org_id_name_key" ON "service"("org_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "resource_org_id_name_key" ON "resource"("org_id", "name");

-- CreateIndex
CREATE INDEX "resource_service_org_id_service_id_idx" ON "resource_service"("org_id", "service_id");

-- CreateIndex
CREATE INDEX "closure_org_id_ends_on_idx" ON "closure"("org_id", "ends_on");

-- CreateIndex
CREATE INDEX "appointment_org_id_starts_at_id_idx" ON "appointment"("org_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "appointment_org_id_contact_id_starts_at_idx" ON "appointment"("org_id", "contact_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_org_id_resource_id_ends_at_idx" ON "appointment"("org_id", "resource_id", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_org_id_reference_key" ON "appointment"("org_id", "reference");

-- CreateIndex
CREATE INDEX "customer_order_org_id_contact_id_placed_at_idx" ON "customer_order"("org_id", "contact_id", "placed_at");

-- CreateIndex
CREATE INDEX "customer_order_org_id_placed_at_id_idx" ON "customer_order"("org_id", "placed_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_order_org_id_number_key" ON "customer_order"("org_id", "number");

-- CreateIndex
CREATE INDEX "refund_org_id_order_id_idx" ON "refund"("org_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_org_id_reference_key" ON "refund"("org_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "discount_org_id_order_id_key" ON "discount"("org_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "http_tool_org_id_name_key" ON "http_tool"("org_id", "name");

-- CreateIndex
CREATE INDEX "ticket_org_id_contact_id_id_idx" ON "ticket"("org_id", "contact_id", "id");

-- What people call a ticket. Whoever stores one without, such as the statement that settles a turn, gets one here: the end
-- of its id, and more of it where that is taken.
CREATE FUNCTION name_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  chars int := 4;
BEGIN
  LOOP
    NEW.reference := 'TKT-' || upper(right(NEW.id, chars));
    EXIT WHEN chars >= 26 OR NOT EXISTS (SELECT FROM ticket WHERE org_id = NEW.org_id AND reference = NEW.reference);
    chars := chars + 2;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_named BEFORE INSERT ON "ticket" FOR EACH ROW WHEN (NEW.reference = '') EXECUTE FUNCTION name_ticket();
-- The owner is bound by row-level security as well, and would find none.
ALTER TABLE "ticket" NO FORCE ROW LEVEL SECURITY;
UPDATE "ticket" SET reference = 'TKT-' || upper(substr(id, 6)), updated_at = created_at;
ALTER TABLE "ticket" FORCE ROW LEVEL SECURITY;

-- CreateIndex
CREATE UNIQUE INDEX "ticket_org_id_reference_key" ON "ticket"("org_id", "reference");

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ticket_comment" ADD CONSTRAINT "ticket_comment_org_id_ticket_id_fkey" FOREIGN KEY ("org_id", "ticket_id") REFERENCES "ticket"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "resource_service" ADD CONSTRAINT "resource_service_org_id_resource_id_fkey" FOREIGN KEY ("org_id", "resource_id") REFERENCES "resource"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "resource_service" ADD CONSTRAINT "resource_service_org_id_service_id_fkey" FOREIGN KEY ("org_id", "service_id") REFERENCES "service"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_org_id_resource_id_fkey" FOREIGN KEY ("org_id", "resource_id") REFERENCES "resource"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_org_id_service_id_fkey" FOREIGN KEY ("org_id", "service_id") REFERENCES "service"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_org_id_resource_id_fkey" FOREIGN KEY ("org_id", "resource_id") REFERENCES "resource"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_org_id_order_id_fkey" FOREIGN KEY ("org_id", "order_id") REFERENCES "customer_order"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_org_id_order_id_fkey" FOREIGN KEY ("org_id", "order_id") REFERENCES "customer_order"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_org_id_order_id_fkey" FOREIGN KEY ("org_id", "order_id") REFERENCES "customer_order"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_org_id_connection_id_fkey" FOREIGN KEY ("org_id", "connection_id") REFERENCES "connection"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "ticket" DROP CONSTRAINT "ticket_kind_known";
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_kind_known" CHECK (kind IN ('dead_turn', 'breaker', 'handed_off', 'customer'));
ALTER TABLE "ticket" DROP CONSTRAINT "ticket_status_known";
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_status_known" CHECK (status IN ('open', 'in_progress', 'closed'));
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_priority_known" CHECK (priority IN ('low', 'normal', 'high'));
-- What went wrong went wrong in a turn.
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_about_something" CHECK (kind = 'customer' OR (turn_id IS NOT NULL AND conversation_id IS NOT NULL));
-- No twins: one open ticket of a customer about the same.
CREATE UNIQUE INDEX "ticket_open_once" ON "ticket" (org_id, contact_id, lower(subject)) WHERE kind = 'customer' AND status <> 'closed';
ALTER TABLE "ticket_comment" ADD CONSTRAINT "ticket_comment_author_known" CHECK (author_kind IN ('user', 'api_key', 'agent', 'system'));

ALTER TABLE "service" ADD CONSTRAINT "service_minutes_sane" CHECK (minutes BETWEEN 5 AND 720);
ALTER TABLE "service" ADD CONSTRAINT "service_price_whole" CHECK ((price_cents IS NULL) = (currency IS NULL) AND price_cents >= 0);
ALTER TABLE "closure" ADD CONSTRAINT "closure_forwards" CHECK (ends_on >= starts_on);

ALTER TABLE "appointment" ADD CONSTRAINT "appointment_state_known" CHECK (state IN ('booked', 'cancelled'));
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_forwards" CHECK (ends_at > starts_at);
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_cancelled_whole" CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL));
-- No two on one resource overlap. A range of text whose beginning is the resource, because comparing the resource with =
-- in the same constraint takes an extension that not every server has.
CREATE TYPE text_span AS RANGE (subtype = text, collation = "C");
CREATE FUNCTION slot_of(org_id text, resource_id text, starts_at timestamptz, ends_at timestamptz) RETURNS text_span
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.text_span(org_id || '/' || resource_id || '/' || lpad(floor(extract(epoch FROM starts_at) * 1000)::bigint::text, 15, '0'),
    org_id || '/' || resource_id || '/' || lpad(floor(extract(epoch FROM ends_at) * 1000)::bigint::text, 15, '0'), '[)')
$$;
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_never_overlaps"
  EXCLUDE USING gist (slot_of(org_id, resource_id, starts_at, ends_at) WITH &&) WHERE (state = 'booked');

ALTER TABLE "customer_order" ADD CONSTRAINT "order_status_known" CHECK (status IN ('placed', 'paid', 'shipped', 'delivered', 'cancelled'));
ALTER TABLE "customer_order" ADD CONSTRAINT "order_currency_known" CHECK (currency ~ '^[A-Z]{3}$');
ALTER TABLE "customer_order" ADD CONSTRAINT "order_amounts_sane" CHECK (least(total_cents, paid_cents, refunded_cents, discounted_cents, credited_cents) >= 0);
-- Nothing is given back that was not paid, and nothing off beyond the price.
ALTER TABLE "customer_order" ADD CONSTRAINT "order_gives_back_what_was_paid" CHECK (refunded_cents + credited_cents <= paid_cents);
ALTER TABLE "customer_order" ADD CONSTRAINT "order_discount_below_price" CHECK (discounted_cents <= total_cents AND credited_cents <= discounted_cents);
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_sane" CHECK (quantity > 0 AND unit_cents >= 0);
ALTER TABLE "refund" ADD CONSTRAINT "refund_positive" CHECK (amount_cents > 0);
ALTER TABLE "discount" ADD CONSTRAINT "discount_sane" CHECK (percent BETWEEN 1 AND 50 AND amount_cents >= 0);

ALTER TABLE "http_tool" ALTER COLUMN "allowed_hosts" SET NOT NULL;
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_effect_known" CHECK (effect IN ('read', 'write', 'money', 'irreversible'));
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_method_known" CHECK (method IN ('GET', 'POST', 'PUT', 'PATCH', 'DELETE'));
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_reads_by_get" CHECK ((effect = 'read') = (method = 'GET'));
ALTER TABLE "http_tool" ADD CONSTRAINT "http_tool_name_plain" CHECK (name ~ '^[a-z][a-z0-9_]{2,47}$');

ALTER TABLE "contact_mail" ADD CONSTRAINT "contact_mail_state_known" CHECK (state IN ('pending', 'sending', 'sent', 'skipped', 'failed', 'unknown'));
ALTER TABLE "contact_mail" ADD CONSTRAINT "contact_mail_ended_whole" CHECK ((state IN ('pending', 'sending')) = (ended_at IS NULL) AND (due_at IS NULL) = (ended_at IS NOT NULL));
-- What there is to send, of all organisations.
CREATE INDEX "contact_mail_due_idx" ON "contact_mail" (due_at) WHERE due_at IS NOT NULL;

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT INSERT, UPDATE (status, closed_at, subject, description, priority, assignee_id, updated_at) ON "ticket" TO parley_app;
GRANT SELECT, INSERT, UPDATE (text) ON "ticket_comment" TO parley_app;
GRANT SELECT, INSERT, UPDATE (name, minutes, price_cents, currency, active), DELETE ON "service" TO parley_app;
GRANT SELECT, INSERT, UPDATE (name, hours, active), DELETE ON "resource" TO parley_app;
GRANT SELECT, INSERT, DELETE ON "resource_service", "closure" TO parley_app;
GRANT SELECT, INSERT, UPDATE (resource_id, starts_at, ends_at, state, name, note, updated_at, cancelled_at, cancel_reason) ON "appointment" TO parley_app;
GRANT SELECT, INSERT, UPDATE (status, currency, total_cents, paid_cents, refunded_cents, discounted_cents, credited_cents, updated_at) ON "customer_order" TO parley_app;
GRANT SELECT, INSERT, DELETE ON "order_item" TO parley_app;
GRANT SELECT, INSERT, UPDATE (reason) ON "refund", "discount" TO parley_app;
GRANT SELECT, INSERT, UPDATE (address, subject, body, state, due_at, ended_at) ON "contact_mail" TO parley_app;
-- engine: takes what is due, whoever's it is, and sees nothing of what it says.
GRANT SELECT (org_id, id, state, attempts, due_at), UPDATE (state, attempts, due_at, ended_at) ON "contact_mail" TO parley_engine;
CREATE POLICY contact_mail_engine ON "contact_mail" TO parley_engine USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "http_tool" TO parley_app;

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['ticket_comment', 'appointment', 'customer_order', 'refund', 'discount', 'contact_mail'] LOOP
    PERFORM deletes_by_erasure_only(tbl);
  END LOOP;
  FOREACH tbl IN ARRAY ARRAY['ticket_comment', 'service', 'resource', 'resource_service', 'closure', 'appointment', 'customer_order',
    'order_item', 'refund', 'discount', 'contact_mail', 'http_tool'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
  END LOOP;
END $$;
