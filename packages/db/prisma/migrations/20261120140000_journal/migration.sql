-- What an agent did, while it does it: a run stands here from its first effect or its first failed attempt on, with the
-- steps that a later attempt goes on from; and each effect has a row, begun before and finished after.

-- AlterTable
ALTER TABLE "run" ADD COLUMN "agent_id" TEXT COLLATE "C",
ADD COLUMN "cost_micros" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "input_tokens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "cached_input_tokens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "output_tokens" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "ended_at" DROP NOT NULL;
UPDATE "run" r SET agent_id = v.agent_id FROM agent_version v WHERE v.org_id = r.org_id AND v.id = r.agent_version_id;
ALTER TABLE "run" ALTER COLUMN "agent_id" SET NOT NULL;

-- AlterTable
ALTER TABLE "turn" ADD COLUMN "run_id" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "effect" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "key" TEXT NOT NULL,
    "run_id" TEXT COLLATE "C" NOT NULL,
    "turn_id" TEXT COLLATE "C" NOT NULL,
    "conversation_id" TEXT COLLATE "C" NOT NULL,
    "step_key" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "effect_class" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "args_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" JSONB,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "effect_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "contact_fact" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "contact_id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "message_id" TEXT COLLATE "C",
    "author_kind" TEXT NOT NULL,
    "author_id" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_fact_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_fact_org_id_contact_id_name_key" ON "contact_fact"("org_id", "contact_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "effect_org_id_key_key" ON "effect"("org_id", "key");

-- CreateIndex
CREATE INDEX "effect_org_id_turn_id_idx" ON "effect"("org_id", "turn_id");

-- AddForeignKey
ALTER TABLE "effect" ADD CONSTRAINT "effect_org_id_conversation_id_fkey" FOREIGN KEY ("org_id", "conversation_id") REFERENCES "conversation"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_fact" ADD CONSTRAINT "contact_fact_org_id_contact_id_fkey" FOREIGN KEY ("org_id", "contact_id") REFERENCES "contact"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- States that exist -----------------------------------------------------------------------------------------------------

ALTER TABLE "turn" DROP CONSTRAINT "turn_state_known";
ALTER TABLE "turn" ADD CONSTRAINT "turn_state_known" CHECK (state IN ('collecting', 'ready', 'running', 'replied', 'silent', 'blocked', 'handed_off', 'superseded', 'dead'));
ALTER TABLE "run" ADD CONSTRAINT "run_ended_whole" CHECK ((ended_at IS NULL) = (outcome = 'running'));
ALTER TABLE "effect" ADD CONSTRAINT "effect_class_known" CHECK (effect_class IN ('write', 'money', 'irreversible'));
ALTER TABLE "effect" ADD CONSTRAINT "effect_state_known" CHECK (state IN ('begun', 'done', 'failed', 'unknown'));
ALTER TABLE "effect" ADD CONSTRAINT "effect_finished_whole" CHECK ((finished_at IS NULL) = (state = 'begun'));
ALTER TABLE "handover" DROP CONSTRAINT "handover_reason_known";
ALTER TABLE "handover" ADD CONSTRAINT "handover_reason_known" CHECK (reason IN ('taken_over', 'breaker', 'handed_off'));
ALTER TABLE "ticket" DROP CONSTRAINT "ticket_kind_known";
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_kind_known" CHECK (kind IN ('dead_turn', 'breaker', 'handed_off'));

ALTER TABLE "contact_fact" ADD CONSTRAINT "contact_fact_type_known" CHECK (type IN ('text', 'number', 'date', 'boolean'));
ALTER TABLE "contact_fact" ADD CONSTRAINT "contact_fact_name_plain" CHECK (name ~ '^[a-z][a-z0-9_]{0,39}$');
ALTER TABLE "contact_fact" ADD CONSTRAINT "contact_fact_author_known" CHECK (author_kind IN ('agent', 'user', 'api_key'));

-- Runs that nobody has ended: few, beside all there are.
CREATE INDEX "run_unfinished" ON "run" (org_id, id) WHERE ended_at IS NULL;

-- An effect begins -------------------------------------------------------------------------------------------------------

-- Under the lane's lock, and only for who has the lane and while the agent speaks. In the same commit stands all that the
-- run has done so far: what proposed an effect is durable before it. A key that is known answers with what became of it.
-- As whoever calls: the app, within its organisation.
CREATE FUNCTION begin_effect(v_org text, v_conversation text, v_turn text, v_fence bigint, v_epoch int, v_sends boolean, v_run jsonb, v_steps jsonb, v_effect jsonb, v_at timestamptz)
RETURNS TABLE (code text, key text, state text, result jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  lane record;
BEGIN
  SELECT c.fence, c.waiting[1] AS head, c.lease_until, c.owner, c.owner_epoch, c.opted_out_at INTO lane
    FROM conversation c WHERE c.org_id = v_org AND c.id = v_conversation FOR NO KEY UPDATE;
  IF NOT FOUND OR lane.fence <> v_fence OR lane.head IS DISTINCT FROM v_turn OR lane.lease_until IS NULL THEN
    code := 'fenced_out'; RETURN NEXT; RETURN;
  END IF;
  IF lane.owner <> 'agent' OR lane.owner_epoch <> v_epoch THEN
    code := 'not_owner'; RETURN NEXT; RETURN;
  END IF;
  -- A run that began anew over what an earlier one has done asks under another name for the same.
  SELECT 'known', e.key, e.state, e.result INTO code, key, state, result FROM effect e
    WHERE e.org_id = v_org AND (e.key = v_effect ->> 'key'
      OR (e.turn_id = v_turn AND e.run_id <> v_run ->> 'id' AND e.tool = v_effect ->> 'tool' AND e.args_hash = v_effect ->> 'args_hash'))
    ORDER BY e.key = v_effect ->> 'key' DESC LIMIT 1;
  IF FOUND THEN
    RETURN NEXT; RETURN;
  END IF;
  IF v_sends AND lane.opted_out_at IS NOT NULL THEN
    code := 'opted_out'; RETURN NEXT; RETURN;
  END IF;
  PERFORM write_run(v_org, v_conversation, v_turn, v_run, v_steps, v_at);
  UPDATE turn t SET run_id = v_run ->> 'id' WHERE t.org_id = v_org AND t.id = v_turn AND t.run_id IS DISTINCT FROM v_run ->> 'id';
  INSERT INTO effect (org_id, id, key, run_id, turn_id, conversation_id, step_key, tool, effect_class, args, args_hash, state, begun_at)
    VALUES (v_org, v_effect ->> 'id', v_effect ->> 'key', v_run ->> 'id', v_turn, v_conversation, v_effect ->> 'step_key', v_effect ->> 'tool',
      v_effect ->> 'effect_class', v_effect -> 'args', v_effect ->> 'args_hash', 'begun', v_at);
  code := 'begun';
  RETURN NEXT;
END $$;

-- What was done is emptied by an erasure and changed by nobody: only its end is written.
CREATE TRIGGER effect_never_rewritten BEFORE UPDATE OF args ON "effect" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- Grants and row-level security ----------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE (state, result, finished_at, args) ON "effect" TO parley_app;
SELECT deletes_by_erasure_only('effect');
GRANT INSERT ON "run", "step" TO parley_app;
GRANT UPDATE (outcome, model, ended_at, cost_micros, input_tokens, cached_input_tokens, output_tokens) ON "run" TO parley_app, parley_engine;
GRANT UPDATE (run_id) ON "turn" TO parley_app;
-- engine: an interruption asks whether something was done already.
GRANT SELECT ON "effect" TO parley_engine;
GRANT SELECT, INSERT, UPDATE (type, value, message_id, author_kind, author_id, updated_at), DELETE ON "contact_fact" TO parley_app;
-- engine: what a run knows of its contact.
GRANT SELECT ON "contact_fact" TO parley_engine;

ALTER TABLE "effect" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "effect" FORCE ROW LEVEL SECURITY;
ALTER TABLE "contact_fact" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact_fact" FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_fact_of_org ON "contact_fact" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));
CREATE POLICY contact_fact_engine ON "contact_fact" TO parley_engine USING (true) WITH CHECK (true);
CREATE POLICY effect_of_org ON "effect" TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()));
CREATE POLICY effect_engine ON "effect" TO parley_engine USING (true) WITH CHECK (true);
