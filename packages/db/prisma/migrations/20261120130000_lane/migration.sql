-- The lane in full: burst windows, messages while a turn runs, people who take over, dead letters, tickets, incidents.
-- What every message and every turn passes stands here as two functions, ingest_turns and settle_turns: inside a function
-- each statement sees what was committed before it, so whoever has waited for a lane's lock reads its turns as they are.

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN "class" TEXT NOT NULL DEFAULT 'interactive',
ADD COLUMN "collecting" TEXT COLLATE "C",
ADD COLUMN "collecting_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "collecting_since" TIMESTAMPTZ(3),
ADD COLUMN "collecting_until" TIMESTAMPTZ(3),
ADD COLUMN "interruptions" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "owner_user_id" TEXT COLLATE "C",
ADD COLUMN "rejected_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "reply" ADD COLUMN "author_id" TEXT COLLATE "C",
ADD COLUMN "owner_epoch" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "turn" ADD COLUMN "place" BIGINT,
ADD COLUMN "superseded_by" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "handover" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT NOT NULL,
    "user_id" TEXT COLLATE "C",
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "given_back_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "message_ids" TEXT[] COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "redriven_at" TIMESTAMPTZ(3),
    "redriven_turn_id" TEXT COLLATE "C",

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "incident" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT COLLATE "C",
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT COLLATE "C",

    CONSTRAINT "incident_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateIndex
CREATE INDEX "handover_org_id_conversation_id_id_idx" ON "handover"("org_id", "conversation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_org_id_turn_id_key" ON "dead_letter"("org_id", "turn_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_org_id_kind_turn_id_key" ON "ticket"("org_id", "kind", "turn_id");

-- CreateIndex
CREATE INDEX "ticket_org_id_status_id_idx" ON "ticket"("org_id", "status", "id");

-- CreateIndex
CREATE INDEX "incident_org_id_status_id_idx" ON "incident"("org_id", "status", "id");

-- CreateIndex
CREATE INDEX "conversation_org_id_updated_at_id_idx" ON "conversation"("org_id", "updated_at", "id");

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_org_id_conversation_id_fkey" FOREIGN KEY ("org_id", "conversation_id") REFERENCES "conversation"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_org_id_conversation_id_fkey" FOREIGN KEY ("org_id", "conversation_id") REFERENCES "conversation"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_org_id_conversation_id_fkey" FOREIGN KEY ("org_id", "conversation_id") REFERENCES "conversation"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- States and kinds that exist ------------------------------------------------------------------------------------------

ALTER TABLE "conversation" ADD CONSTRAINT "conversation_class_known" CHECK (class IN ('interactive', 'batch'));
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_collecting_whole" CHECK (
  (collecting IS NULL) = (collecting_since IS NULL) AND (collecting IS NULL) = (collecting_until IS NULL) AND (collecting IS NULL) = (collecting_count = 0));
-- While a person answers, nothing waits for the agent.
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_person_empties" CHECK (owner = 'agent' OR cardinality(waiting) = 0);
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_whole" CHECK (owner = 'person' OR owner_user_id IS NULL);
ALTER TABLE "turn" DROP CONSTRAINT "turn_state_known", DROP CONSTRAINT "turn_ended_whole";
ALTER TABLE "turn" ADD CONSTRAINT "turn_state_known" CHECK (state IN ('collecting', 'ready', 'running', 'replied', 'silent', 'superseded', 'dead'));
ALTER TABLE "turn" ADD CONSTRAINT "turn_ended_whole" CHECK ((ended_at IS NULL) = (state IN ('collecting', 'ready', 'running')));
-- Silence has a reason, and what was replaced says by what.
ALTER TABLE "turn" ADD CONSTRAINT "turn_silence_has_reason" CHECK (state <> 'silent' OR reason IS NOT NULL);
ALTER TABLE "turn" ADD CONSTRAINT "turn_superseded_by_one" CHECK ((state = 'superseded') = (superseded_by IS NOT NULL));
ALTER TABLE "handover" ADD CONSTRAINT "handover_reason_known" CHECK (reason IN ('taken_over', 'breaker'));
ALTER TABLE "dead_letter" ALTER COLUMN "message_ids" SET NOT NULL;
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_redriven_whole" CHECK ((redriven_at IS NULL) = (redriven_turn_id IS NULL));
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_kind_known" CHECK (kind IN ('dead_turn', 'breaker'));
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_status_known" CHECK (status IN ('open', 'closed'));
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_closed_whole" CHECK ((status = 'closed') = (closed_at IS NOT NULL));
ALTER TABLE "incident" ADD CONSTRAINT "incident_kind_known" CHECK (kind IN ('dead_turn', 'unknown_outcome', 'breaker'));
ALTER TABLE "incident" ADD CONSTRAINT "incident_severity_known" CHECK (severity IN ('low', 'medium', 'high'));
ALTER TABLE "incident" ADD CONSTRAINT "incident_status_known" CHECK (status IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE "incident" ADD CONSTRAINT "incident_resolved_whole" CHECK ((status = 'resolved') = (resolved_at IS NOT NULL));

-- One stay of people per conversation at a time, and one unresolved incident per fingerprint.
CREATE UNIQUE INDEX "handover_open_once" ON "handover" (org_id, conversation_id) WHERE given_back_at IS NULL;
CREATE UNIQUE INDEX "incident_open_once" ON "incident" (org_id, fingerprint) WHERE status <> 'resolved';
-- What nobody has redriven yet: a short list beside a long history.
CREATE INDEX "dead_letter_waiting" ON "dead_letter" (org_id, id) WHERE redriven_at IS NULL;

-- A claim walks from organisation to organisation, and takes each one's oldest lanes. Only lanes that wait stand in it.
DROP INDEX "conversation_head_due_at_idx";
CREATE INDEX "conversation_due" ON "conversation" (class, org_id, head_due_at) WHERE head_due_at IS NOT NULL;

-- Words that were said find their conversation; the organisation is one of the words, so that a search reads no other's.
CREATE INDEX "message_words" ON "message" USING gin (to_tsvector('simple', "org_id" || ' ' || "text"));

DROP FUNCTION refuse_full_lane();

-- A claim and a renewal change no indexed column: with room on its page the row moves nowhere, and no index hears of it.
ALTER TABLE "conversation" SET (fillfactor = 70);

-- A worker takes lanes ------------------------------------------------------------------------------------------------

-- How many more runs each agent of an organisation may have at once, on all workers together: 100, or what its version says,
-- less those that run. Lanes that run are those that were due first, so they stand at the beginning of what is due: a short
-- look tells, and only where that is full a longer one. Who is about to take a good part of what there is waits for others
-- who are, so that together they do not take too much.
CREATE FUNCTION room_of_agents(v_org text, v_class text, v_now timestamptz, v_wanted int) RETURNS jsonb
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
  v_room jsonb;
  v_least int;
  v_running int;
  v_rows int := 8;
  v_alone boolean := false;
BEGIN
  LOOP
    SELECT coalesce(jsonb_object_agg(r.agent_id, r.may - r.n), '{}'), coalesce(min(r.may / 4 - r.n), 0), coalesce(sum(r.n), 0)
      INTO v_room, v_least, v_running FROM (
      SELECT g.agent_id, g.n, m.may FROM (
        SELECT d.agent_id, count(*) FILTER (WHERE d.lease_until >= v_now) AS n FROM (
          SELECT c.agent_id, c.lease_until FROM conversation c
          WHERE c.class = v_class AND c.org_id = v_org COLLATE "C" AND c.head_due_at IS NOT NULL AND c.head_due_at <= v_now
          ORDER BY c.class, c.org_id, c.head_due_at LIMIT v_rows
        ) d GROUP BY d.agent_id
      ) g CROSS JOIN LATERAL (
        SELECT least(100, coalesce((v.spec -> 'limits' ->> 'runs_at_once')::int, 100)) AS may
        FROM agent a JOIN agent_version v ON v.org_id = a.org_id AND v.id = a.current_version_id
        WHERE a.org_id = v_org AND a.id = g.agent_id
      ) m) r;
    IF v_rows < 400 AND v_running > v_rows / 2 THEN
      v_rows := 400; CONTINUE;
    END IF;
    EXIT WHEN v_alone OR v_wanted <= v_least;
    PERFORM pg_advisory_xact_lock(hashtextextended('parley.runs_at_once ' || v_org, 0));
    v_alone := true;
  END LOOP;
  RETURN v_room;
END $$;

-- First from organisation to organisation, a bounded number of them, beginning after the one that the last claim ended
-- with: each step is one look into the index, however many lanes wait there. Then so many lanes of each that those which
-- this worker runs are spread evenly: `level` is how many an organisation would have running with this one. The settings
-- leave the planner nothing but the index, whatever the statistics say of a table that is full at one moment and empty at
-- the next.
CREATE FUNCTION claim_lanes(v_limit int, v_lease_ms int, v_holder text, v_class text, v_after text, v_organisations int, v_running jsonb, v_allowance bigint)
RETURNS TABLE (org_id text, conversation_id text, agent_id text, channel_id text, contact_id text, fence bigint, owner_epoch int,
  turn_id text, attempts int, traceparent text, received_at timestamptz, run_id text, more boolean, last_org text, allowance jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
#variable_conflict use_column
DECLARE
  -- Rounded as due times are kept: what became due at this very moment may have been rounded up.
  v_now timestamptz := clock_now()::timestamptz(3);
  v_orgs text[];
  v_org text;
  v_next text;
  v_again boolean;
  v_passed int;
  v_most int;
  v_shares jsonb;
  v_due int;
  v_taken conversation[] := '{}';
  v_allowances jsonb := '{}';
  v_budgeted boolean;
  v_room jsonb;
  v_left int;
  share record;
  lane conversation%ROWTYPE;
BEGIN
  LOOP
    v_orgs := '{}'; v_org := v_after; v_again := false; v_passed := 0;
    WHILE cardinality(v_orgs) < v_organisations LOOP
      SELECT c.org_id INTO v_next FROM conversation c
        WHERE c.class = v_class AND c.org_id > v_org COLLATE "C" AND c.head_due_at IS NOT NULL AND c.head_due_at <= v_now
        ORDER BY c.class, c.org_id, c.head_due_at LIMIT 1;
      IF v_next IS NULL AND NOT v_again AND v_after <> '' THEN
        v_again := true; v_org := ''; CONTINUE;
      END IF;
      EXIT WHEN v_next IS NULL OR (v_again AND v_next > v_after COLLATE "C");
      v_orgs := v_orgs || v_next; v_org := v_next;
    END LOOP;
    IF cardinality(v_orgs) = 0 THEN
      RETURN;
    END IF;

    v_most := least(v_limit, 4 * ceil(v_limit::numeric / cardinality(v_orgs)));
    WITH candidate AS (
      SELECT o.org_id, coalesce((v_running ->> o.org_id)::int, 0) + row_number() OVER (PARTITION BY o.org_id ORDER BY d.head_due_at) AS level, d.head_due_at
      FROM unnest(v_orgs) AS o (org_id) CROSS JOIN LATERAL (
        SELECT c.head_due_at FROM conversation c
        WHERE c.class = v_class AND c.org_id = o.org_id COLLATE "C" AND c.head_due_at IS NOT NULL AND c.head_due_at <= v_now
          AND (c.lease_until IS NULL OR c.lease_until < v_now)
        ORDER BY c.class, c.org_id, c.head_due_at LIMIT v_most
      ) d
    ), fair AS (
      SELECT org_id FROM candidate ORDER BY level, head_due_at LIMIT v_limit
    )
    SELECT (SELECT count(*) FROM candidate),
      (SELECT jsonb_object_agg(org_id, lanes) FROM (SELECT org_id, count(*) AS lanes FROM fair GROUP BY org_id) f) INTO v_due, v_shares;

    last_org := v_orgs[cardinality(v_orgs)];
    FOR share IN SELECT key AS org_id, value::int AS lanes FROM jsonb_each_text(v_shares) ORDER BY key COLLATE "C" LOOP
      -- Where money is counted, its budgets come first, in the order in which everyone locks them.
      v_budgeted := EXISTS (SELECT FROM budget b WHERE b.org_id = share.org_id);
      IF v_budgeted THEN
        PERFORM lock_budgets(share.org_id, NULL);
      END IF;
      v_room := room_of_agents(share.org_id, v_class, v_now, share.lanes);
      FOR lane IN
        UPDATE conversation c SET
          fence = c.fence + 1, lease_until = clock_now() + v_lease_ms * interval '1 millisecond', lease_holder = v_holder,
          -- What has waited for its window collects no more.
          collecting = CASE WHEN c.collecting = c.waiting[1] THEN NULL ELSE c.collecting END,
          collecting_count = CASE WHEN c.collecting = c.waiting[1] THEN 0 ELSE c.collecting_count END,
          collecting_since = CASE WHEN c.collecting = c.waiting[1] THEN NULL ELSE c.collecting_since END,
          collecting_until = CASE WHEN c.collecting = c.waiting[1] THEN NULL ELSE c.collecting_until END
        WHERE c.org_id = share.org_id AND c.id = ANY (ARRAY(
          SELECT d.id FROM conversation d
          WHERE d.class = v_class AND d.org_id = share.org_id AND d.head_due_at IS NOT NULL AND d.head_due_at <= v_now
            AND (d.lease_until IS NULL OR d.lease_until < v_now)
          ORDER BY d.class, d.org_id, d.head_due_at LIMIT share.lanes
          FOR NO KEY UPDATE SKIP LOCKED))
        RETURNING c.*
      LOOP
        -- Its agent is out of service: passed by until someone wakes it.
        IF NOT agent_serves(lane.org_id, lane.agent_id, lane.created_at) THEN
          v_passed := v_passed + 1;
          UPDATE conversation c SET lease_until = NULL, lease_holder = NULL, head_due_at = until_agent_serves() WHERE c.org_id = lane.org_id AND c.id = lane.id;
          CONTINUE;
        END IF;
        -- It runs as often as it may, on all workers together: its lanes are looked at again in a moment.
        v_left := coalesce((v_room ->> lane.agent_id)::int, 1);
        IF v_left <= 0 THEN
          v_passed := v_passed + 1;
          UPDATE conversation c SET lease_until = NULL, lease_holder = NULL, head_due_at = v_now + interval '500 milliseconds'
            WHERE c.org_id = lane.org_id AND c.id = lane.id;
          CONTINUE;
        END IF;
        v_room := v_room || jsonb_build_object(lane.agent_id, v_left - 1);
        v_taken := v_taken || lane;
        IF v_budgeted THEN
          v_allowances := v_allowances || jsonb_build_object(lane.org_id || ' ' || lane.id,
            take_allowance(lane.org_id, lane.agent_id, lane.waiting[1], v_allowance, 1, true));
        END IF;
      END LOOP;
    END LOOP;
    -- Where all that was due had to be passed by, the next ones are looked at.
    EXIT WHEN cardinality(v_taken) > 0 OR v_passed = 0;
  END LOOP;

  RETURN QUERY
    WITH taken AS MATERIALIZED (
      SELECT * FROM unnest(v_taken)
    ), begun AS (
      UPDATE turn t SET state = 'running', attempts = t.attempts + 1, fence = l.fence, claimed_at = clock_now()
      FROM taken l WHERE t.org_id = l.org_id AND t.id = l.waiting[1] AND t.state IN ('collecting', 'ready', 'running')
      RETURNING t.org_id, t.id, t.attempts, t.traceparent, t.created_at, t.run_id
    )
    SELECT l.org_id, l.id, l.agent_id, l.channel_id, l.contact_id, l.fence, l.owner_epoch, t.id, t.attempts, t.traceparent, t.created_at,
      t.run_id, v_due > cardinality(v_taken), last_org, v_allowances -> (l.org_id || ' ' || l.id)
    FROM taken l LEFT JOIN begun t ON t.org_id = l.org_id AND t.id = l.waiting[1];
END $$;

-- A message comes in --------------------------------------------------------------------------------------------------

-- For each event: the key once, contact and lane found or made, the message in its turn, the turn in its lane. `rules`
-- holds, per kind of channel, how a burst is collected, and the caps; the agent's version may say otherwise. Lanes are
-- locked in the order of their ids, as everywhere, so that two batches never wait for each other. What is to be written is
-- gathered and stored together: a statement's own cost (its checks, its partitions) comes once, not for each event.
CREATE FUNCTION ingest_turns(events jsonb, rules jsonb)
RETURNS TABLE (place int, code text, conversation_id text, turn_id text, message_id text, duplicate boolean, opened boolean, leaves boolean, lost_fence bigint, due_in_ms int)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  e record;
  door record;
  door_of text;
  lane conversation%ROWTYPE;
  known record;
  v_lanes conversation[] := '{}';
  v_keys text[] := '{}';
  v_turns turn[] := '{}';
  v_messages message[] := '{}';
  v_turn turn%ROWTYPE;
  v_message message%ROWTYPE;
  v_key text;
  v_contact text;
  v_now timestamptz;
  v_mode text;
  v_quiet interval;
  v_longest interval;
  v_most int;
  v_until timestamptz;
  v_behind boolean;
  v_collects boolean;
BEGIN
  FOR e IN
    -- One alone is in order.
    SELECT x.*, CASE WHEN jsonb_array_length(events) > 1 THEN (
        SELECT c.id FROM conversation c WHERE c.org_id = x.org_id AND c.open_key = x.channel_id || ':' || (
          SELECT p.contact_id COLLATE "default" FROM contact_point p WHERE p.org_id = x.org_id AND p.kind = x.point_kind AND p.address = x.address)
      ) END AS known_lane
    FROM jsonb_to_recordset(events) AS x (place int, org_id text, channel_id text, source text, key_hash text, point_kind text, address text,
      said text, client_id text, traceparent text, at timestamptz, class text,
      new_contact text, new_conversation text, new_turn text, new_message text, new_reply text)
    ORDER BY x.org_id, known_lane NULLS LAST, x.channel_id, x.address, x.place
  LOOP
    place := e.place; code := 'taken'; conversation_id := NULL; turn_id := NULL; message_id := e.new_message;
    duplicate := false; opened := false; leaves := false; lost_fence := NULL; due_in_ms := NULL;

    -- A message may have moved to a later turn since.
    SELECT k.turn_id AS first_turn, k.message_id, m.turn_id, m.conversation_id INTO known
      FROM inbound_key k LEFT JOIN message m ON m.org_id = k.org_id AND m.id = k.message_id
      WHERE k.org_id = e.org_id AND k.source = e.source AND k.key_hash = decode(e.key_hash, 'hex');
    IF FOUND THEN
      duplicate := true; turn_id := coalesce(known.turn_id, known.first_turn); message_id := known.message_id;
      conversation_id := known.conversation_id;
      IF conversation_id IS NULL THEN
        -- It came with this very batch.
        SELECT m.turn_id, m.conversation_id INTO turn_id, conversation_id FROM unnest(v_messages) m WHERE m.id = known.message_id;
        turn_id := coalesce(turn_id, known.first_turn);
      END IF;
      RETURN NEXT; CONTINUE;
    END IF;

    IF door_of IS DISTINCT FROM e.org_id || ' ' || e.channel_id THEN
      door_of := e.org_id || ' ' || e.channel_id;
      SELECT ch.agent_id, ch.kind, ch.address, v.spec -> 'turns' AS turns INTO door
        FROM channel ch
        JOIN agent a ON a.org_id = ch.org_id AND a.id = ch.agent_id
        JOIN agent_version v ON v.org_id = a.org_id AND v.id = a.current_version_id
        WHERE ch.org_id = e.org_id AND ch.id = e.channel_id;
      v_mode := coalesce(door.turns ->> 'while_running', 'queue');
      v_quiet := coalesce(door.turns -> 'burst' -> door.kind ->> 'quiet_ms', rules -> 'burst' -> door.kind ->> 'quiet_ms')::int * interval '1 millisecond';
      v_longest := coalesce(door.turns -> 'burst' -> door.kind ->> 'max_wait_ms', rules -> 'burst' -> door.kind ->> 'max_wait_ms')::int * interval '1 millisecond';
      v_most := coalesce(door.turns -> 'burst' -> door.kind ->> 'max_messages', rules -> 'burst' -> door.kind ->> 'max_messages')::int;
    END IF;
    IF door.agent_id IS NULL THEN
      code := 'no_channel';
      RETURN NEXT; CONTINUE;
    END IF;

    SELECT p.contact_id INTO v_contact FROM contact_point p WHERE p.org_id = e.org_id AND p.kind = e.point_kind AND p.address = e.address;
    IF NOT FOUND THEN
      v_contact := e.new_contact;
      INSERT INTO contact (org_id, id, created_at) VALUES (e.org_id, v_contact, e.at);
      INSERT INTO contact_point (org_id, kind, address, contact_id, created_at) VALUES (e.org_id, e.point_kind, e.address, v_contact, e.at);
    END IF;

    -- The lane of the event before this one is still in hand, with what that one changed.
    v_key := e.channel_id || ':' || v_contact;
    IF lane.org_id IS DISTINCT FROM e.org_id OR lane.open_key IS DISTINCT FROM v_key THEN
      IF e.org_id || ' ' || v_key = ANY (v_keys) THEN
        PERFORM store_ingested(v_lanes, v_turns, v_messages);
        v_lanes := '{}'; v_keys := '{}'; v_turns := '{}'; v_messages := '{}';
      END IF;
      SELECT * INTO lane FROM conversation c WHERE c.org_id = e.org_id AND c.open_key = v_key FOR NO KEY UPDATE;
    END IF;
    IF lane.id IS NULL THEN
      INSERT INTO conversation (org_id, id, channel_id, contact_id, agent_id, open_key, class, address, opted_out_at, created_at, updated_at)
        VALUES (e.org_id, e.new_conversation, e.channel_id, v_contact, door.agent_id, v_key, e.class, e.address,
          (SELECT k.changed_at FROM consent k WHERE k.org_id = e.org_id AND k.ours = door.address AND k.theirs = e.address AND k.state = 'out'),
          e.at, e.at)
        RETURNING * INTO lane;
      opened := true;
    END IF;

    -- Refused before its key is kept: it may come again.
    IF cardinality(lane.waiting) >= (rules ->> 'max_waiting')::int THEN
      code := 'lane_full';
      RETURN NEXT; CONTINUE;
    END IF;

    conversation_id := lane.id; turn_id := e.new_turn;
    INSERT INTO inbound_key (org_id, source, key_hash, turn_id, message_id, created_at)
      VALUES (e.org_id, e.source, decode(e.key_hash, 'hex'), e.new_turn, e.new_message, e.at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      -- Its twin was let in while this one waited for the lane.
      SELECT m.turn_id, m.id, m.conversation_id INTO turn_id, message_id, conversation_id
        FROM inbound_key k JOIN message m ON m.org_id = k.org_id AND m.id = k.message_id
        WHERE k.org_id = e.org_id AND k.source = e.source AND k.key_hash = decode(e.key_hash, 'hex');
      duplicate := true; opened := false;
      RETURN NEXT; CONTINUE;
    END IF;

    -- As it is kept: a lane that is due now is not due in the rest of a millisecond.
    v_now := clock_now()::timestamptz(3);
    v_behind := lane.collecting IS NOT NULL AND lane.waiting[1] IS DISTINCT FROM lane.collecting;
    v_collects := lane.collecting IS NOT NULL AND lane.collecting_count < v_most
      AND (lane.collecting_until > v_now OR (v_behind AND v_mode IN ('merge', 'interrupt')));

    lane.last_seq := lane.last_seq + 1; lane.updated_at := e.at; lane.address := e.address;
    v_message := NULL;
    v_message.org_id := e.org_id; v_message.id := e.new_message; v_message.conversation_id := lane.id; v_message.seq := lane.last_seq;
    v_message.text := e.said; v_message.client_id := e.client_id; v_message.created_at := e.at;
    v_turn := NULL;
    v_turn.org_id := e.org_id; v_turn.id := e.new_turn; v_turn.conversation_id := lane.id; v_turn.agent_id := lane.agent_id;
    v_turn.traceparent := e.traceparent; v_turn.created_at := e.at;

    IF lane.owner = 'person' OR lane.opted_out_at IS NOT NULL THEN
      v_turn.state := 'silent'; v_turn.ended_at := v_now;
      v_turn.reason := CASE WHEN lane.owner = 'person' THEN 'person_owns' ELSE 'opted_out' END;

    ELSIF v_collects THEN
      turn_id := lane.collecting; v_turn := NULL;
      v_until := CASE WHEN lane.collecting_count + 1 >= v_most THEN v_now
        ELSE greatest(lane.collecting_until, least(v_now + v_quiet, lane.collecting_since + v_longest)) END;
      lane.collecting_count := lane.collecting_count + 1; lane.collecting_until := v_until;
      IF NOT v_behind THEN
        lane.head_due_at := v_until;
      END IF;

    ELSIF v_mode = 'reject' AND cardinality(lane.waiting) > 0 THEN
      v_turn.state := 'silent'; v_turn.reason := 'rejected'; v_turn.ended_at := v_now;
      IF lane.rejected_at IS NULL OR lane.rejected_at <= v_now - (rules ->> 'reject_notice_ms')::int * interval '1 millisecond' THEN
        lane.rejected_at := v_now; lane.last_seq := lane.last_seq + 1;
        leaves := write_reply(e.org_id, e.new_reply, lane.id, e.new_turn, 'notice', 'rejected', 'system', rules ->> 'reject_notice', NULL, lane.last_seq, lane.owner_epoch, e.at);
      END IF;

    ELSIF v_mode = 'interrupt' AND cardinality(lane.waiting) > 0 AND lane.interruptions < (rules ->> 'max_interruptions')::int
      -- Whoever has begun to do something is not cut off: the message waits for the answer, with those that come after it.
      AND NOT EXISTS (SELECT FROM effect f WHERE f.org_id = e.org_id AND f.turn_id = lane.waiting[1]) THEN
      -- The newest message makes the rest part of itself: what runs is fenced off, what waits joins the new turn.
      IF lane.lease_until IS NOT NULL THEN
        lost_fence := lane.fence;
      END IF;
      PERFORM store_ingested(v_lanes, v_turns, v_messages);
      v_lanes := '{}'; v_keys := '{}'; v_turns := '{}'; v_messages := '{}';
      UPDATE turn t SET state = 'superseded', reason = 'interrupted', superseded_by = e.new_turn, ended_at = v_now
        WHERE t.org_id = e.org_id AND t.id = ANY (lane.waiting) AND t.state IN ('collecting', 'ready', 'running');
      -- Messages of turns that wait are among the newest ones.
      UPDATE message m SET turn_id = e.new_turn WHERE m.org_id = e.org_id AND m.turn_id = ANY (lane.waiting)
        AND m.id IN (SELECT r.id FROM message r WHERE r.org_id = e.org_id AND r.conversation_id = lane.id ORDER BY r.seq DESC LIMIT 200);
      lane.fence := lane.fence + 1; lane.lease_until := NULL; lane.lease_holder := NULL; lane.interruptions := lane.interruptions + 1;
      lane.waiting := ARRAY[e.new_turn]; lane.head_due_at := v_now + v_quiet;
      v_collects := v_quiet > interval '0';

    ELSE
      v_collects := v_quiet > interval '0' OR (cardinality(lane.waiting) > 0 AND v_mode IN ('merge', 'interrupt'));
      lane.waiting := lane.waiting || e.new_turn; lane.head_due_at := coalesce(lane.head_due_at, v_now + v_quiet);
    END IF;

    -- A turn of its own, which waits.
    IF v_turn.id IS NOT NULL AND v_turn.ended_at IS NULL THEN
      v_turn.state := CASE WHEN v_collects THEN 'collecting' ELSE 'ready' END;
      lane.collecting := CASE WHEN v_collects THEN e.new_turn END; lane.collecting_count := CASE WHEN v_collects THEN 1 ELSE 0 END;
      lane.collecting_since := CASE WHEN v_collects THEN v_now END; lane.collecting_until := CASE WHEN v_collects THEN v_now + v_quiet END;
    END IF;
    IF v_turn.id IS NOT NULL THEN
      v_turns := v_turns || v_turn;
    END IF;
    IF v_turn.state = 'silent' THEN
      INSERT INTO audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id, after)
        VALUES (e.org_id, 'aud_' || split_part(e.new_turn, '_', 2), e.at, 'system', 'gateway', 'turn.silent', 'turn', e.new_turn,
          jsonb_build_object('conversation_id', lane.id, 'reason', v_turn.reason, 'attempts', 0));
    -- A lane that was put aside is due at infinity: whoever brings its agent back rings.
    ELSIF lane.lease_until IS NULL AND lane.head_due_at > v_now AND lane.head_due_at < v_now + interval '1 day' THEN
      due_in_ms := ceil(extract(epoch FROM lane.head_due_at - v_now) * 1000);
    END IF;
    v_message.turn_id := turn_id;
    v_messages := v_messages || v_message;
    IF v_lanes[cardinality(v_lanes)].id = lane.id THEN
      v_lanes[cardinality(v_lanes)] := lane;
    ELSE
      v_lanes := v_lanes || lane; v_keys := v_keys || (e.org_id || ' ' || v_key);
    END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM store_ingested(v_lanes, v_turns, v_messages);
END $$;

-- What events made of lanes that are locked, each lane once.
CREATE FUNCTION store_ingested(v_lanes conversation[], v_turns turn[], v_messages message[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversation c SET last_seq = l.last_seq, updated_at = l.updated_at, address = l.address, waiting = l.waiting, head_due_at = l.head_due_at,
    fence = l.fence, lease_until = l.lease_until, lease_holder = l.lease_holder, interruptions = l.interruptions, rejected_at = l.rejected_at,
    collecting = l.collecting, collecting_count = l.collecting_count, collecting_since = l.collecting_since, collecting_until = l.collecting_until
    FROM unnest(v_lanes) AS l WHERE c.org_id = l.org_id AND c.id = l.id;
  INSERT INTO turn (org_id, id, conversation_id, agent_id, state, reason, traceparent, created_at, ended_at)
    SELECT t.org_id, t.id, t.conversation_id, t.agent_id, t.state, t.reason, t.traceparent, t.created_at, t.ended_at FROM unnest(v_turns) AS t;
  INSERT INTO message (org_id, id, conversation_id, turn_id, seq, text, client_id, created_at)
    SELECT m.org_id, m.id, m.conversation_id, m.turn_id, m.seq, m.text, m.client_id, m.created_at FROM unnest(v_messages) AS m;
END $$;

-- A reply as its channel sends it: web chat and API callers read it, so it is sent by being written; one that a carrier
-- takes waits for its own claim, and this answers true.
CREATE FUNCTION write_reply(v_org text, v_id text, v_conversation text, v_turn text, v_kind text, v_cause text, v_author text, v_text text, v_model text,
  v_seq bigint, v_epoch int, v_at timestamptz, v_author_id text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  leaves boolean;
BEGIN
  SELECT ch.kind IN ('sms') INTO leaves FROM conversation c JOIN channel ch ON ch.org_id = c.org_id AND ch.id = c.channel_id
    WHERE c.org_id = v_org AND c.id = v_conversation;
  INSERT INTO reply (org_id, id, conversation_id, turn_id, kind, cause, author, author_id, text, model, seq, owner_epoch, created_at, status, sent_at, due_at)
    VALUES (v_org, v_id, v_conversation, v_turn, v_kind, v_cause, v_author, v_author_id, v_text, v_model, v_seq, v_epoch, v_at,
      CASE WHEN leaves THEN 'pending' ELSE 'sent' END, CASE WHEN NOT leaves THEN v_at END, CASE WHEN leaves THEN clock_now() END);
  RETURN leaves;
END $$;

-- An incident: a second one of the same fingerprint, while the first is not resolved, is counted there.
CREATE FUNCTION open_incident(v_org text, v_id text, v_kind text, v_fingerprint text, v_severity text, v_title text, v_evidence jsonb, v_at timestamptz) RETURNS text
LANGUAGE sql AS $$
  INSERT INTO incident AS i (org_id, id, kind, fingerprint, severity, status, title, evidence, first_seen_at, last_seen_at)
  VALUES (v_org, v_id, v_kind, v_fingerprint, v_severity, 'open', v_title, v_evidence, v_at, v_at)
  ON CONFLICT (org_id, fingerprint) WHERE status <> 'resolved'
  DO UPDATE SET count = i.count + 1, last_seen_at = greatest(i.last_seen_at, excluded.last_seen_at), evidence = excluded.evidence
  RETURNING id
$$;

-- A run ends -----------------------------------------------------------------------------------------------------------

-- For each: the lane moves on, the turn ends, journal, reply and record are stored, or, when the fence was raised meanwhile,
-- nothing at all happens. All of a batch at once: a statement's own cost (its checks, its partitions) comes once, not for
-- each turn. A dead turn also leaves a letter, a ticket and an incident; a breaker hands the lane to people.
CREATE FUNCTION settle_turns(settlements jsonb)
RETURNS TABLE (place int, code text, more boolean, leaves boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  s record;
  v_budgeted boolean;
BEGIN
  -- All lanes before anything else: what comes after them (incidents) is never held by someone who waits for a lane.
  PERFORM 1 FROM conversation c
    WHERE (c.org_id, c.id) IN (SELECT x.org_id, x.conversation_id FROM jsonb_to_recordset(settlements) AS x (org_id text, conversation_id text))
    ORDER BY c.org_id, c.id FOR NO KEY UPDATE;
  -- Then the budgets that pay for them, in their one order.
  PERFORM 1 FROM budget b WHERE b.org_id IN (SELECT x.org_id FROM jsonb_to_recordset(settlements) AS x (org_id text)) ORDER BY b.org_id, b.id FOR NO KEY UPDATE;
  v_budgeted := FOUND;
  FOR s IN
    WITH ending AS MATERIALIZED (
      SELECT x.* FROM jsonb_to_recordset(settlements) AS x (place int, org_id text, conversation_id text, turn_id text, fence bigint, state text, reason text,
        at timestamptz, run jsonb, steps jsonb, reply jsonb, letter_id text, ticket jsonb, incident jsonb, hand_over jsonb, audit jsonb)
    ), lane AS (
      UPDATE conversation c SET
        lease_until = NULL, lease_holder = NULL, interruptions = 0, updated_at = e.at,
        last_seq = c.last_seq + CASE WHEN e.reply IS NULL THEN 0 ELSE 1 END,
        waiting = c.waiting[2:],
        -- A burst behind it is due when its window closes.
        head_due_at = CASE WHEN cardinality(c.waiting) > 1 THEN greatest(clock_now(), CASE WHEN c.waiting[2] = c.collecting THEN c.collecting_until END) END
      FROM ending e
      WHERE c.org_id = e.org_id AND c.id = e.conversation_id AND c.fence = e.fence AND c.waiting[1] = e.turn_id AND c.lease_until IS NOT NULL
      RETURNING e.place, c.agent_id, c.channel_id, c.last_seq, c.owner_epoch, c.waiting
    ), settled AS MATERIALIZED (
      SELECT e.*, l.agent_id, l.last_seq, l.owner_epoch, l.waiting, e.reply IS NOT NULL AND ch.kind IN ('sms') AS leaves
      FROM lane l JOIN ending e ON e.place = l.place JOIN channel ch ON ch.org_id = e.org_id AND ch.id = l.channel_id
    ), turn_ended AS (
      UPDATE turn t SET state = e.state, reason = e.reason, ended_at = clock_now(), run_id = coalesce(e.run ->> 'id', t.run_id)
      FROM settled e WHERE t.org_id = e.org_id AND t.id = e.turn_id AND t.state = 'running'
    ), run_stored AS (
      -- As write_run writes one of which nothing is stored yet.
      INSERT INTO run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, model, started_at, ended_at,
        cost_micros, input_tokens, cached_input_tokens, output_tokens)
      SELECT e.org_id, r.id, e.conversation_id, e.turn_id, r.agent_id, r.agent_version_id, r.graph_version, r.outcome, r.model, r.started_at, e.at,
        r.cost_micros, r.input_tokens, r.cached_input_tokens, r.output_tokens
      FROM settled e, jsonb_to_record(e.run) AS r (id text, agent_id text, agent_version_id text, graph_version int, outcome text, model text,
        started_at timestamptz, stored int, cost_micros bigint, input_tokens int, cached_input_tokens int, output_tokens int)
      WHERE e.run IS NOT NULL AND r.stored = 0
    ), steps_stored AS (
      INSERT INTO step (org_id, run_id, position, key, kind, content, started_at, duration_ms)
      SELECT e.org_id, e.run ->> 'id', x.position, x.key, x.kind, x.content, x.started_at, x.duration_ms
      FROM settled e, jsonb_to_recordset(e.steps) AS x (position int, key text, kind text, content jsonb, started_at timestamptz, duration_ms int)
      WHERE e.run IS NOT NULL
    ), costs_stored AS (
      INSERT INTO cost_entry SELECT k.* FROM settled e CROSS JOIN LATERAL costs_of(e.org_id, e.conversation_id, e.turn_id, e.run ->> 'id', e.agent_id, e.steps, e.at) k
      ON CONFLICT DO NOTHING RETURNING org_id, turn_id, micros
    ), reply_stored AS (
      -- As write_reply writes one.
      INSERT INTO reply (org_id, id, conversation_id, turn_id, kind, cause, author, text, model, seq, owner_epoch, created_at, status, sent_at, due_at)
      SELECT e.org_id, r.id, e.conversation_id, e.turn_id, r.kind, r.cause, r.author, r.text, r.model, e.last_seq,
        -- The last word before people belongs to their time: it leaves, unless one of them takes over.
        e.owner_epoch + CASE WHEN e.hand_over IS NULL THEN 0 ELSE 1 END, e.at,
        CASE WHEN e.leaves THEN 'pending' ELSE 'sent' END, CASE WHEN NOT e.leaves THEN e.at END, CASE WHEN e.leaves THEN clock_now() END
      FROM settled e, jsonb_to_record(e.reply) AS r (id text, kind text, cause text, author text, text text, model text)
      WHERE e.reply IS NOT NULL
    ), entered AS (
      INSERT INTO audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id, after)
      SELECT e.org_id, e.audit ->> 'id', e.at, 'agent', e.agent_id, 'turn.' || e.state, 'turn', e.turn_id, e.audit -> 'after' FROM settled e
    )
    SELECT e.place, e.org_id, e.conversation_id, e.turn_id, e.reason, e.at, e.run, e.letter_id, e.ticket, e.incident, e.hand_over,
      (SELECT coalesce(sum(k.micros), 0)::bigint FROM costs_stored k WHERE k.org_id = e.org_id AND k.turn_id = e.turn_id) AS micros,
      d.agent_id, d.waiting, d.place IS NOT NULL AS settled, coalesce(d.leaves, false) AS leaves
    FROM ending e LEFT JOIN settled d ON d.place = e.place ORDER BY e.org_id, e.conversation_id, e.place
  LOOP
    place := s.place; leaves := s.leaves; more := s.settled AND cardinality(s.waiting) > 0;
    code := CASE WHEN s.settled THEN 'settled' ELSE 'fenced_out' END;
    IF NOT s.settled THEN
      RETURN NEXT; CONTINUE;
    END IF;
    IF v_budgeted THEN
      PERFORM spend_from_budgets(s.org_id, s.agent_id, s.micros), return_allowance(s.org_id, s.turn_id);
    END IF;

    IF s.run IS NULL THEN
      -- Nobody can say more of a run whose workers have died.
      UPDATE run r SET outcome = 'failed', ended_at = s.at WHERE r.org_id = s.org_id AND r.turn_id = s.turn_id AND r.ended_at IS NULL;
    ELSIF (s.run ->> 'stored')::int > 0 THEN
      PERFORM go_on_with_run(s.org_id, s.run, s.at);
    END IF;

    IF s.hand_over IS NOT NULL THEN
      UPDATE turn t SET state = 'silent', reason = 'person_owns', ended_at = clock_now()
        WHERE t.org_id = s.org_id AND t.id = ANY (s.waiting) AND t.state IN ('collecting', 'ready');
      UPDATE conversation c SET owner = 'person', owner_epoch = c.owner_epoch + 1, waiting = '{}', head_due_at = NULL,
        collecting = NULL, collecting_count = 0, collecting_since = NULL, collecting_until = NULL
        WHERE c.org_id = s.org_id AND c.id = s.conversation_id;
      INSERT INTO handover (org_id, id, conversation_id, reason, taken_at)
        VALUES (s.org_id, s.hand_over ->> 'id', s.conversation_id, s.hand_over ->> 'reason', s.at);
      more := false;
    END IF;
    IF s.letter_id IS NOT NULL THEN
      INSERT INTO dead_letter (org_id, id, conversation_id, turn_id, agent_id, reason, attempts, message_ids, created_at)
        SELECT s.org_id, s.letter_id, s.conversation_id, s.turn_id, t.agent_id, s.reason, t.attempts,
          ARRAY(SELECT m.id FROM message m WHERE m.org_id = s.org_id AND m.conversation_id = s.conversation_id AND m.turn_id = s.turn_id ORDER BY m.seq), s.at
        FROM turn t WHERE t.org_id = s.org_id AND t.id = s.turn_id;
    END IF;
    IF s.ticket IS NOT NULL THEN
      INSERT INTO ticket (org_id, id, kind, subject, conversation_id, turn_id, status, created_at)
        VALUES (s.org_id, s.ticket ->> 'id', s.ticket ->> 'kind', s.ticket ->> 'subject', s.conversation_id, s.turn_id, 'open', s.at)
        ON CONFLICT DO NOTHING;
    END IF;
    IF s.incident IS NOT NULL THEN
      PERFORM open_incident(s.org_id, s.incident ->> 'id', s.incident ->> 'kind', s.incident ->> 'fingerprint', s.incident ->> 'severity',
        s.incident ->> 'title', s.incident -> 'evidence', s.at);
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- A run of which something was stored before: what it came to since, or its end.
CREATE FUNCTION go_on_with_run(v_org text, v_run jsonb, v_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE run r SET outcome = v_run ->> 'outcome', model = v_run ->> 'model', ended_at = CASE WHEN v_run ->> 'outcome' <> 'running' THEN v_at END,
    cost_micros = r.cost_micros + (v_run ->> 'cost_micros')::bigint, input_tokens = r.input_tokens + (v_run ->> 'input_tokens')::int,
    cached_input_tokens = r.cached_input_tokens + (v_run ->> 'cached_input_tokens')::int, output_tokens = r.output_tokens + (v_run ->> 'output_tokens')::int
    WHERE r.org_id = v_org AND r.id = v_run ->> 'id' AND r.ended_at IS NULL;
END $$;

-- A run and the part of its journal that is not stored yet. Whoever writes one that is still under way names it in its turn.
CREATE FUNCTION write_run(v_org text, v_conversation text, v_turn text, v_run jsonb, v_steps jsonb, v_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_running boolean := v_run ->> 'outcome' = 'running';
BEGIN
  IF (v_run ->> 'stored')::int = 0 THEN
    INSERT INTO run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, model, started_at, ended_at,
        cost_micros, input_tokens, cached_input_tokens, output_tokens)
      VALUES (v_org, v_run ->> 'id', v_conversation, v_turn, v_run ->> 'agent_id', v_run ->> 'agent_version_id', (v_run ->> 'graph_version')::int,
        v_run ->> 'outcome', v_run ->> 'model', (v_run ->> 'started_at')::timestamptz, CASE WHEN NOT v_running THEN v_at END,
        (v_run ->> 'cost_micros')::bigint, (v_run ->> 'input_tokens')::int, (v_run ->> 'cached_input_tokens')::int, (v_run ->> 'output_tokens')::int);
  ELSE
    PERFORM go_on_with_run(v_org, v_run, v_at);
  END IF;
  INSERT INTO step (org_id, run_id, position, key, kind, content, started_at, duration_ms)
    SELECT v_org, v_run ->> 'id', x.position, x.key, x.kind, x.content, x.started_at, x.duration_ms
    FROM jsonb_to_recordset(v_steps) AS x (position int, key text, kind text, content jsonb, started_at timestamptz, duration_ms int);
  PERFORM write_costs(v_org, v_conversation, v_turn, v_run ->> 'id', v_run ->> 'agent_id', v_steps, v_at);
END $$;

-- Grants ---------------------------------------------------------------------------------------------------------------

-- engine: moves messages to the turn that takes another's place, and writes what a dead turn leaves.
GRANT UPDATE (turn_id) ON "message" TO parley_engine;
GRANT SELECT, INSERT ON "handover", "dead_letter", "ticket" TO parley_engine;
GRANT SELECT, INSERT, UPDATE ON "incident" TO parley_engine;
-- app: people take lanes over, answer in them and give them back; they redrive, close and resolve.
GRANT UPDATE (owner, owner_user_id, owner_epoch, fence, lease_until, lease_holder, waiting, head_due_at, collecting, collecting_count,
  collecting_since, collecting_until, last_seq, updated_at) ON "conversation" TO parley_app;
GRANT INSERT, UPDATE (state, reason, superseded_by, ended_at) ON "turn" TO parley_app;
GRANT UPDATE (turn_id) ON "message" TO parley_app;
GRANT INSERT ON "reply" TO parley_app;
GRANT SELECT, INSERT, UPDATE (user_id, given_back_at, note) ON "handover" TO parley_app;
GRANT SELECT, UPDATE (redriven_at, redriven_turn_id) ON "dead_letter" TO parley_app;
GRANT SELECT, UPDATE (status, closed_at) ON "ticket" TO parley_app;
GRANT SELECT, UPDATE (status, acknowledged_at, acknowledged_by, resolved_at, resolved_by) ON "incident" TO parley_app;
-- slackbot: as app, without what was said.
GRANT SELECT ON "dead_letter", "ticket", "incident" TO parley_slackbot;

-- Row-level security ---------------------------------------------------------------------------------------------------

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['handover', 'dead_letter', 'ticket', 'incident'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app, parley_slackbot USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
END $$;
