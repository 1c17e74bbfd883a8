-- The ground: organisations, agents, channels, contacts, lanes, turns, runs, replies, processes.
-- Tables and indexes are as schema.prisma says; what Prisma cannot express stands below them: checks, roles, row-level
-- security, partitions and the database's clock.

-- CreateTable
CREATE TABLE "organisation" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" TEXT NOT NULL,
    "profile" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "current_version_id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "agent_version" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_version_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "channel" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "allowed_origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "contact_point" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_point_pkey" PRIMARY KEY ("org_id","kind","address")
);

-- CreateTable
CREATE TABLE "conversation" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "open_key" TEXT,
    "last_seq" BIGINT NOT NULL DEFAULT 0,
    "waiting" TEXT[] COLLATE "C" DEFAULT ARRAY[]::TEXT[],
    "head_due_at" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "lease_holder" TEXT COLLATE "C",
    "owner" TEXT NOT NULL DEFAULT 'agent',
    "owner_epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "inbound_key" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "source" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "message_id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_key_pkey" PRIMARY KEY ("org_id","source","key_hash")
);

-- CreateTable
CREATE TABLE "message" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "client_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("org_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "turn" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" BIGINT,
    "reason" TEXT,
    "traceparent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "turn_pkey" PRIMARY KEY ("org_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "run" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "agent_version_id" TEXT COLLATE "C" NOT NULL,
    "graph_version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "model" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_pkey" PRIMARY KEY ("org_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "step" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "run_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "step_pkey" PRIMARY KEY ("org_id","run_id","position")
) PARTITION BY RANGE ("run_id");

-- CreateTable
CREATE TABLE "reply" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C",
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "model" TEXT,
    "status" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "lock_key" BIGINT NOT NULL,
    "server_started_at" TIMESTAMPTZ(6) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopping_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "agent_version_org_id_agent_id_number_key" ON "agent_version"("org_id", "agent_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "channel_id_key" ON "channel"("id");

-- CreateIndex
CREATE INDEX "contact_point_org_id_contact_id_idx" ON "contact_point"("org_id", "contact_id");

-- Only lanes that wait stand in it: its size is the backlog's, not the history's. No lease column is in any index, so that
-- a claim or a renewal touches none.
CREATE INDEX "conversation_head_due_at_idx" ON "conversation"("head_due_at") WHERE "head_due_at" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "conversation_org_id_open_key_key" ON "conversation"("org_id", "open_key");

-- CreateIndex
CREATE INDEX "message_org_id_conversation_id_seq_idx" ON "message"("org_id", "conversation_id", "seq");

-- CreateIndex
CREATE INDEX "turn_org_id_conversation_id_id_idx" ON "turn"("org_id", "conversation_id", "id");

-- CreateIndex
CREATE INDEX "run_org_id_turn_id_idx" ON "run"("org_id", "turn_id");

-- CreateIndex
CREATE UNIQUE INDEX "reply_org_id_turn_id_kind_cause_key" ON "reply"("org_id", "turn_id", "kind", "cause");

-- CreateIndex
CREATE UNIQUE INDEX "reply_org_id_conversation_id_seq_key" ON "reply"("org_id", "conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "process_lock_key_key" ON "process"("lock_key");

-- CreateIndex
CREATE INDEX "process_kind_heartbeat_at_idx" ON "process"("kind", "heartbeat_at");

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agent_version" ADD CONSTRAINT "agent_version_org_id_agent_id_fkey" FOREIGN KEY ("org_id", "agent_id") REFERENCES "agent"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_org_id_agent_id_fkey" FOREIGN KEY ("org_id", "agent_id") REFERENCES "agent"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_org_id_channel_id_fkey" FOREIGN KEY ("org_id", "channel_id") REFERENCES "channel"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_org_id_conversation_id_fkey" FOREIGN KEY ("org_id", "conversation_id") REFERENCES "conversation"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- States and kinds that exist ------------------------------------------------------------------------------------------

-- An agent runs a version that is there; deferred, because the two are made together.
ALTER TABLE "agent" ADD CONSTRAINT "agent_org_id_current_version_id_fkey" FOREIGN KEY ("org_id", "current_version_id")
  REFERENCES "agent_version"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "agent" ADD CONSTRAINT "agent_status_known" CHECK (status IN ('active', 'paused', 'draining'));
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind_known" CHECK (kind IN ('web_chat', 'sms', 'api'));
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_known" CHECK (owner IN ('agent', 'person'));
-- A lane is due exactly when something waits in it.
ALTER TABLE "conversation" ALTER COLUMN "waiting" SET NOT NULL;
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_due_when_waiting" CHECK ((head_due_at IS NULL) = (cardinality(waiting) = 0));
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_lease_whole" CHECK ((lease_until IS NULL) = (lease_holder IS NULL));
ALTER TABLE "turn" ADD CONSTRAINT "turn_state_known" CHECK (state IN ('ready', 'running', 'replied', 'dead'));
ALTER TABLE "turn" ADD CONSTRAINT "turn_ended_whole" CHECK ((ended_at IS NULL) = (state IN ('ready', 'running')));
ALTER TABLE "reply" ADD CONSTRAINT "reply_kind_known" CHECK (kind IN ('answer', 'notice'));
ALTER TABLE "reply" ADD CONSTRAINT "reply_author_known" CHECK (author IN ('agent', 'person', 'system'));
ALTER TABLE "reply" ADD CONSTRAINT "reply_status_known" CHECK (status IN ('pending', 'sending', 'sent', 'held', 'dead', 'unknown'));

-- The database's clock -------------------------------------------------------------------------------------------------

-- Leases and due times are read through this one function; tests replace it to move the clock.
CREATE FUNCTION clock_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE AS $$ SELECT clock_timestamp() $$;

-- A lane that is full ---------------------------------------------------------------------------------------------------

-- Ends the whole ingest statement, its inbound key included: a message that is refused leaves nothing behind, and may be
-- sent again.
CREATE FUNCTION refuse_full_lane() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'too many turns wait in this conversation' USING ERRCODE = 'PA429';
END $$;

-- Immutable versions ---------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER agent_version_never_changes BEFORE UPDATE OR DELETE ON "agent_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Partitions by time-ordered id, a month each --------------------------------------------------------------------------

-- The first ten characters of an id's body: milliseconds since 1970 in Crockford's base 32, as makeId writes them.
CREATE FUNCTION id_floor(prefix text, at timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  rest bigint := floor(extract(epoch FROM at) * 1000);
  body text := '';
BEGIN
  FOR i IN 1..10 LOOP
    body := substr('0123456789abcdefghjkmnpqrstvwxyz', (rest % 32)::int + 1, 1) || body;
    rest := rest / 32;
  END LOOP;
  RETURN prefix || '_' || body;
END $$;

-- Makes the months' partitions that are missing; called by a migration and, monthly work being small, by the sweep.
-- Security definer: the roles that serve turns own no tables and must not.
CREATE FUNCTION ensure_partitions(from_month timestamptz, months int) RETURNS int
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
    FOR part IN SELECT * FROM (VALUES ('message', 'id', 'msg'), ('turn', 'id', 'turn'), ('run', 'id', 'run'), ('step', 'run_id', 'run'))
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

-- A catch-all, so that an id from a wrong clock fails nothing that was acknowledged. It stays empty in good health.
CREATE TABLE "message_other" PARTITION OF "message" DEFAULT;
CREATE TABLE "turn_other" PARTITION OF "turn" DEFAULT;
CREATE TABLE "run_other" PARTITION OF "run" DEFAULT;
CREATE TABLE "step_other" PARTITION OF "step" DEFAULT;

SELECT ensure_partitions(now() - interval '1 month', 5);

-- Roles ----------------------------------------------------------------------------------------------------------------

-- They come without a login; `pnpm db:roles` (or the launcher) gives each its password. Roles belong to the whole server:
-- another Parley database on it may have made them already, perhaps at this moment.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['parley_app', 'parley_engine', 'parley_auth', 'parley_slackbot'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO parley_app, parley_engine, parley_auth, parley_slackbot;
REVOKE EXECUTE ON FUNCTION ensure_partitions(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_partitions(timestamptz, int) TO parley_engine;

-- app: one organisation at a time, under row-level security. What a turn leaves behind it reads; the engine writes it.
GRANT SELECT, INSERT, UPDATE ON "organisation", "agent", "channel" TO parley_app;
GRANT SELECT, INSERT ON "agent_version" TO parley_app;
GRANT SELECT ON "contact", "contact_point", "conversation", "message", "turn", "run", "step", "reply" TO parley_app;
-- slackbot: as app, without what customers and agents said.
GRANT SELECT ON "organisation", "agent", "channel", "contact", "conversation", "turn", "run" TO parley_slackbot;
-- engine: the turn path, of all organisations, through the statements in db/hot only.
GRANT SELECT ON "organisation", "agent", "agent_version", "channel" TO parley_engine;
GRANT SELECT, INSERT ON "contact", "contact_point", "inbound_key", "message", "run", "step" TO parley_engine;
GRANT SELECT, INSERT, UPDATE ON "conversation", "turn", "reply" TO parley_engine;
-- auth: what must be read before an organisation is known: whose door this is.
GRANT SELECT ON "channel" TO parley_auth;
-- Whoever sends or decides proves its life here, as engine or as slackbot; nobody else may say that a process has died.
GRANT SELECT, INSERT, UPDATE ON "process" TO parley_engine, parley_slackbot;

-- Row-level security ---------------------------------------------------------------------------------------------------

-- Without app.org_id the setting is null, the comparison unknown, and nothing is seen.
CREATE FUNCTION current_org() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.org_id', true), '') $$;

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['agent', 'agent_version', 'channel', 'contact', 'contact_point', 'conversation', 'inbound_key',
    'message', 'turn', 'run', 'step', 'reply'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app, parley_slackbot USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
END $$;

ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organisation" FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_itself ON "organisation" TO parley_app, parley_slackbot USING (id = (SELECT current_org())) WITH CHECK (id = (SELECT current_org()));
CREATE POLICY organisation_engine ON "organisation" TO parley_engine USING (true);
CREATE POLICY channel_lookup ON "channel" FOR SELECT TO parley_auth USING (true);
