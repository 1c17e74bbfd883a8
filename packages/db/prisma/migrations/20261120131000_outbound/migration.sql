-- Replies that leave through a carrier, what becomes of them, and whether a person wants them.

-- AlterTable
ALTER TABLE "channel" ADD COLUMN "address" TEXT;

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN "address" TEXT,
ADD COLUMN "opted_out_at" TIMESTAMPTZ(3);

-- AlterTable: a status report has a key and no message.
ALTER TABLE "inbound_key" ALTER COLUMN "turn_id" DROP NOT NULL,
ALTER COLUMN "message_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "reply" ADD COLUMN "due_at" TIMESTAMPTZ(3),
ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "send_no" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN "sender" TEXT COLLATE "C",
ADD COLUMN "parts" INTEGER,
ADD COLUMN "carrier_ids" TEXT[] COLLATE "C" DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "part_states" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "asked" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "reason" TEXT;

-- CreateTable
CREATE TABLE "delivery" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "reply_id" TEXT COLLATE "C" NOT NULL,
    "carrier_id" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "error_code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("org_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "consent" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "ours" TEXT NOT NULL,
    "theirs" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("org_id","ours","theirs")
);

-- CreateIndex
CREATE UNIQUE INDEX "channel_address_key" ON "channel"("address");

-- CreateIndex
CREATE INDEX "conversation_org_id_contact_id_idx" ON "conversation"("org_id", "contact_id");

-- CreateIndex
CREATE INDEX "delivery_org_id_reply_id_idx" ON "delivery"("org_id", "reply_id");

-- Only what has not left stands in these: their size is the backlog's. The first is walked organisation by organisation,
-- the second answers whether something earlier of the conversation has still to leave, the third finds what is stuck.
CREATE INDEX "reply_pending_idx" ON "reply"("org_id", "due_at") WHERE status = 'pending';
CREATE INDEX "reply_unsent_idx" ON "reply"("org_id", "conversation_id", "seq") WHERE status IN ('pending', 'sending');
CREATE INDEX "reply_sending_idx" ON "reply"("due_at") WHERE status = 'sending';

-- States and kinds that exist ------------------------------------------------------------------------------------------

ALTER TABLE "reply" DROP CONSTRAINT "reply_kind_known";
ALTER TABLE "reply" ADD CONSTRAINT "reply_kind_known" CHECK (kind IN ('answer', 'notice', 'consent'));
ALTER TABLE "reply" DROP CONSTRAINT "reply_status_known";
ALTER TABLE "reply" ADD CONSTRAINT "reply_status_known"
  CHECK (status IN ('pending', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'cancelled', 'unknown'));
ALTER TABLE "reply" ALTER COLUMN "carrier_ids" SET NOT NULL;
ALTER TABLE "reply" ALTER COLUMN "part_states" SET NOT NULL;
ALTER TABLE "reply" ADD CONSTRAINT "reply_due_while_unsent" CHECK ((due_at IS NOT NULL) = (status IN ('pending', 'sending')));
ALTER TABLE "reply" ADD CONSTRAINT "reply_sender_while_sending" CHECK (sender IS NULL OR status = 'sending');
ALTER TABLE "reply" ADD CONSTRAINT "reply_parts_whole" CHECK (cardinality(carrier_ids) = cardinality(part_states));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state_known"
  CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_state_known" CHECK (state IN ('in', 'out'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_source_known" CHECK (source IN ('word', 'carrier'));

-- Partitions -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION ensure_partitions(from_month timestamptz, months int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made int := 0;
  starts timestamptz;
  part record;
  name text;
  low text;
  high text;
BEGIN
  IF months NOT BETWEEN 1 AND 24 THEN
    RAISE EXCEPTION 'ensure_partitions makes 1 to 24 months at once, not %', months;
  END IF;
  -- One at a time: two sweeps may call it together.
  PERFORM pg_advisory_xact_lock(hashtext('parley.ensure_partitions'));
  FOR i IN 0..months - 1 LOOP
    starts := date_trunc('month', from_month AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => i);
    FOR part IN SELECT * FROM (VALUES ('message', 'id', 'msg'), ('turn', 'id', 'turn'), ('run', 'id', 'run'), ('step', 'run_id', 'run'),
      ('delivery', 'id', 'dlv'))
      AS t(tbl, key, prefix) LOOP
      name := format('%s_%s', part.tbl, to_char(starts AT TIME ZONE 'UTC', 'YYYY_MM'));
      CONTINUE WHEN to_regclass(format('public.%I', name)) IS NOT NULL;
      low := id_floor(part.prefix, starts);
      high := id_floor(part.prefix, starts + interval '1 month');
      -- A row that an early id has put into the catch-all stands in the way of its own month: it moves there.
      EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, part.tbl);
      EXECUTE format('WITH stray AS (DELETE FROM public.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO public.%I SELECT * FROM stray',
        part.tbl || '_other', part.key, low, part.key, high, name);
      EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part.tbl, name, low, high);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

CREATE TABLE "delivery_other" PARTITION OF "delivery" DEFAULT;

SELECT ensure_partitions(now() - interval '1 month', 5);

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT ON "delivery", "consent" TO parley_app;
GRANT SELECT, INSERT ON "delivery" TO parley_engine;
GRANT SELECT, INSERT, UPDATE ON "consent" TO parley_engine;

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['delivery', 'consent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
END $$;
