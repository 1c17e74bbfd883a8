-- What members are told of and how they want to be told; other systems that are told, and the log of what was sent to them.
-- Tables are as schema.prisma says; below them what Prisma cannot express.

-- CreateTable
CREATE TABLE "notification" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "event" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mail_state" TEXT,
    "mail_attempts" INTEGER NOT NULL DEFAULT 0,
    "mail_due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "event" TEXT NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "email" BOOLEAN NOT NULL,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("org_id","user_id","event")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "events" TEXT[],
    "status" TEXT NOT NULL,
    "disabled_reason" TEXT,
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "taken_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "endpoint_id" TEXT COLLATE "C" NOT NULL,
    "event_id" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "round_began" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "delivery_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "response" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("org_id","delivery_id","number")
);

-- CreateIndex
CREATE INDEX "notification_org_id_user_id_id_idx" ON "notification"("org_id", "user_id", "id");

-- CreateIndex
CREATE INDEX "webhook_delivery_org_id_endpoint_id_id_idx" ON "webhook_delivery"("org_id", "endpoint_id", "id");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_org_id_user_id_fkey" FOREIGN KEY ("org_id", "user_id") REFERENCES "membership"("org_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_org_id_user_id_fkey" FOREIGN KEY ("org_id", "user_id") REFERENCES "membership"("org_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhook_event" ADD CONSTRAINT "webhook_event_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_org_id_endpoint_id_fkey" FOREIGN KEY ("org_id", "endpoint_id") REFERENCES "webhook_endpoint"("org_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_org_id_event_id_fkey" FOREIGN KEY ("org_id", "event_id") REFERENCES "webhook_event"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_org_id_delivery_id_fkey" FOREIGN KEY ("org_id", "delivery_id") REFERENCES "webhook_delivery"("org_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "notification" ADD CONSTRAINT "notification_mail_state_known" CHECK (mail_state IN ('pending', 'sending', 'sent', 'failed', 'skipped'));
ALTER TABLE "notification" ADD CONSTRAINT "notification_mail_due" CHECK ((mail_due_at IS NOT NULL) = (mail_state IS NOT NULL AND mail_state IN ('pending', 'sending')));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_status_known" CHECK (status IN ('active', 'disabled'));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_disabled_why" CHECK ((status = 'disabled') = (disabled_reason IS NOT NULL));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_reason_known" CHECK (disabled_reason IN ('by_hand', 'gone', 'failing'));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_previous_ends" CHECK ((previous_secret IS NULL) = (previous_until IS NULL));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_secret_sealed" CHECK (secret ~ '^v1\.[0-9a-f]{12}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$');
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_previous_sealed" CHECK (previous_secret ~ '^v1\.[0-9a-f]{12}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$');
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_state_known" CHECK (state IN ('pending', 'sending', 'delivered', 'failed'));
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_due" CHECK ((due_at IS NOT NULL) = (state IN ('pending', 'sending')));
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_ended" CHECK ((ended_at IS NOT NULL) = (state IN ('delivered', 'failed')));
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_came_to_something" CHECK ((status IS NULL) <> (error IS NULL));

-- What is due, and nothing else: a sweep looks here each second.
CREATE INDEX "notification_mail_due_idx" ON "notification" (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE INDEX "notification_unread_idx" ON "notification" (org_id, user_id) WHERE in_app AND read_at IS NULL;
CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery" (org_id, endpoint_id, due_at) WHERE due_at IS NOT NULL;

-- Grants ---------------------------------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE ON "notification", "notification_preference" TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_endpoint" TO parley_app;
GRANT SELECT, INSERT ON "webhook_event", "webhook_attempt" TO parley_app;
GRANT SELECT, INSERT, UPDATE ON "webhook_delivery" TO parley_app;
-- engine: takes what is due over all organisations; the rest is written as one organisation.
GRANT SELECT (org_id, id, mail_state, mail_due_at, mail_attempts), UPDATE (mail_state, mail_due_at, mail_attempts) ON "notification" TO parley_engine;
GRANT SELECT (org_id, id, status, taken_at), UPDATE (taken_at) ON "webhook_endpoint" TO parley_engine;
GRANT SELECT (org_id, id, endpoint_id, event_id, state, due_at, attempts, round_began), UPDATE (state, due_at, attempts) ON "webhook_delivery" TO parley_engine;

-- Row-level security ---------------------------------------------------------------------------------------------------

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['notification', 'notification_preference', 'webhook_endpoint', 'webhook_event',
    'webhook_delivery', 'webhook_attempt'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
  END LOOP;
  FOREACH tbl IN ARRAY ARRAY['notification', 'webhook_endpoint', 'webhook_delivery'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
END $$;
