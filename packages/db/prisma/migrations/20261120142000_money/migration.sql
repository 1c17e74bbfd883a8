-- What it costs: the ledger, its sums by day, prices that organisations name themselves, budgets, and how much a provider's
-- account may be asked in a minute. All money is in whole micro-dollars.

-- AlterTable
ALTER TABLE "notification" ADD COLUMN "address" TEXT,
ALTER COLUMN "user_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "cost_entry" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "run_id" TEXT COLLATE "C",
    "turn_id" TEXT COLLATE "C",
    "conversation_id" TEXT COLLATE "C",
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "cached_input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "micros" BIGINT NOT NULL,
    "unpriced" BOOLEAN NOT NULL,
    "estimated" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "folded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "cost_entry_pkey" PRIMARY KEY ("org_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "cost_day" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "unpriced_calls" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cached_input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "micros" BIGINT NOT NULL,

    CONSTRAINT "cost_day_pkey" PRIMARY KEY ("org_id","day","agent_id","kind","purpose","provider","model")
);

-- CreateTable
CREATE TABLE "model_price" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "ref" TEXT COLLATE "C" NOT NULL,
    "input_micros" BIGINT,
    "cached_input_micros" BIGINT,
    "output_micros" BIGINT,
    "segment_micros" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("org_id","ref")
);

-- CreateTable
CREATE TABLE "budget" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "agent_id" TEXT COLLATE "C",
    "period" TEXT NOT NULL,
    "limit_micros" BIGINT NOT NULL,
    "hard" BOOLEAN NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "spent_micros" BIGINT NOT NULL DEFAULT 0,
    "reserved_micros" BIGINT NOT NULL DEFAULT 0,
    "refused_at" TIMESTAMPTZ(3),
    "told" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("org_id","id")
);

-- CreateTable
CREATE TABLE "budget_allowance" (
    "org_id" TEXT COLLATE "C" NOT NULL,
    "holder" TEXT COLLATE "C" NOT NULL,
    "budget_id" TEXT COLLATE "C" NOT NULL,
    "micros" BIGINT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_allowance_pkey" PRIMARY KEY ("org_id","holder","budget_id")
);

-- CreateTable
CREATE TABLE "provider_quota" (
    "key" TEXT COLLATE "C" NOT NULL,
    "requests" DOUBLE PRECISION NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_quota_pkey" PRIMARY KEY ("key")
);

-- AddForeignKey
ALTER TABLE "model_price" ADD CONSTRAINT "model_price_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_org_id_agent_id_fkey" FOREIGN KEY ("org_id", "agent_id") REFERENCES "agent"("org_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A minute's memory: when the server crashes, everyone begins with a full measure again.
ALTER TABLE "provider_quota" SET UNLOGGED;

-- Values that exist ----------------------------------------------------------------------------------------------------

ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_kind_known" CHECK (kind IN ('model', 'sms'));
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_purpose_known" CHECK (purpose IN ('answer', 'discarded', 'replay'));
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_no_credit" CHECK (micros >= 0 AND units >= 0 AND NOT (unpriced AND micros > 0));
ALTER TABLE "model_price" ADD CONSTRAINT "model_price_whole" CHECK (
  CASE WHEN ref = 'sms' THEN segment_micros IS NOT NULL AND num_nonnulls(input_micros, cached_input_micros, output_micros) = 0
  ELSE segment_micros IS NULL AND num_nonnulls(input_micros, cached_input_micros, output_micros) = 3 END);
ALTER TABLE "model_price" ADD CONSTRAINT "model_price_no_credit" CHECK (
  least(input_micros, cached_input_micros, output_micros, segment_micros) >= 0);
ALTER TABLE "budget" ADD CONSTRAINT "budget_period_known" CHECK (period IN ('day', 'month'));
ALTER TABLE "budget" ADD CONSTRAINT "budget_no_credit" CHECK (limit_micros >= 0 AND spent_micros >= 0 AND reserved_micros >= 0);
ALTER TABLE "budget" ADD CONSTRAINT "budget_told_known" CHECK (told IN ('near', 'reached', 'refused'));
ALTER TABLE "incident" DROP CONSTRAINT "incident_kind_known";
ALTER TABLE "incident" ADD CONSTRAINT "incident_kind_known" CHECK (kind IN ('dead_turn', 'unknown_outcome', 'breaker', 'budget'));
-- A mail to an address of the organisation that is no member's.
ALTER TABLE "notification" ADD CONSTRAINT "notification_to_one" CHECK (num_nonnulls(user_id, address) = 1 AND (address IS NULL OR NOT in_app));
ALTER TABLE "budget_allowance" ADD CONSTRAINT "budget_allowance_holds" CHECK (micros > 0);

-- What is not in the sums of its day yet: their size is a few seconds' work, not the history's.
CREATE INDEX "cost_entry_fresh" ON "cost_entry" (org_id, id) WHERE NOT folded;
-- What a budget has to tell, and allowances by age: the sweep looks at few.
CREATE INDEX "budget_allowance_taken_at_idx" ON "budget_allowance" ("taken_at");

-- The ledger ------------------------------------------------------------------------------------------------------------

-- A catch-all, so that an id from a wrong clock fails nothing.
CREATE TABLE "cost_entry_other" PARTITION OF "cost_entry" DEFAULT;

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
      ('delivery', 'id', 'dlv'), ('cost_entry', 'id', 'cost'))
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

SELECT ensure_partitions(now() - interval '1 month', 5);

-- What the steps of a run have cost, as they say it themselves: one entry for each line of their bills. The id is made of
-- the place that the line has in the run, so that a step which is written twice is paid for once.
CREATE FUNCTION costs_of(v_org text, v_conversation text, v_turn text, v_run text, v_agent text, v_steps jsonb, v_at timestamptz) RETURNS SETOF cost_entry
LANGUAGE sql STABLE AS $$
  SELECT v_org, 'cost_' || substr(v_run, 5, 10) || substr(md5(concat_ws(' ', v_run, x.key, x.started_at, l.place)), 1, 16), v_run, v_turn, v_conversation, v_agent,
    'model', l.line ->> 'purpose', l.line ->> 'provider', l.line ->> 'model', 1, (l.line ->> 'inputTokens')::int, (l.line ->> 'cachedInputTokens')::int,
    (l.line ->> 'outputTokens')::int, (l.line ->> 'micros')::bigint, (l.line ->> 'unpriced')::boolean, (l.line ->> 'estimated')::boolean, v_at, false
  FROM jsonb_to_recordset(v_steps) AS x (key text, kind text, content jsonb, started_at text)
  CROSS JOIN LATERAL jsonb_array_elements(x.content -> 'cost_lines') WITH ORDINALITY AS l (line, place)
  WHERE x.kind = 'model'
$$;

-- The same for one run alone, and out of its budgets.
CREATE FUNCTION write_costs(v_org text, v_conversation text, v_turn text, v_run text, v_agent text, v_steps jsonb, v_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_micros bigint;
BEGIN
  WITH fresh AS (
    INSERT INTO cost_entry SELECT k.* FROM costs_of(v_org, v_conversation, v_turn, v_run, v_agent, v_steps, v_at) k ON CONFLICT DO NOTHING RETURNING micros
  )
  SELECT coalesce(sum(micros), 0) INTO v_micros FROM fresh;
  PERFORM spend_from_budgets(v_org, v_agent, v_micros);
END $$;

-- Entries become part of the sums of their day, in the organisation's own days.
CREATE FUNCTION fold_costs(v_most int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  v_folded int;
BEGIN
  WITH fresh AS (
    SELECT org_id, id FROM cost_entry WHERE NOT folded ORDER BY org_id, id LIMIT v_most FOR NO KEY UPDATE SKIP LOCKED
  ), taken AS (
    UPDATE cost_entry c SET folded = true FROM fresh WHERE c.org_id = fresh.org_id AND c.id = fresh.id AND NOT c.folded RETURNING c.*
  ), sums AS (
    INSERT INTO cost_day AS d (org_id, day, agent_id, kind, purpose, provider, model, calls, unpriced_calls, units, input_tokens, cached_input_tokens,
      output_tokens, micros)
    SELECT t.org_id, (t.at AT TIME ZONE o.time_zone)::date, t.agent_id, t.kind, t.purpose, t.provider, t.model, count(*), count(*) FILTER (WHERE t.unpriced),
      sum(t.units), sum(t.input_tokens), sum(t.cached_input_tokens), sum(t.output_tokens), sum(t.micros)
    FROM taken t JOIN organisation o ON o.id = t.org_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (org_id, day, agent_id, kind, purpose, provider, model) DO UPDATE SET calls = d.calls + excluded.calls,
      unpriced_calls = d.unpriced_calls + excluded.unpriced_calls, units = d.units + excluded.units, input_tokens = d.input_tokens + excluded.input_tokens,
      cached_input_tokens = d.cached_input_tokens + excluded.cached_input_tokens, output_tokens = d.output_tokens + excluded.output_tokens,
      micros = d.micros + excluded.micros
  )
  SELECT count(*) INTO v_folded FROM taken;
  RETURN v_folded;
END $$;

-- Budgets ---------------------------------------------------------------------------------------------------------------

-- The period that runs now, by the organisation's own clock.
CREATE FUNCTION budget_period(v_org text, v_period text) RETURNS TABLE (starts timestamptz, ends timestamptz)
LANGUAGE sql AS $$
  SELECT n.began AT TIME ZONE n.zone, (n.began + ('1 ' || v_period)::interval) AT TIME ZONE n.zone
  FROM (SELECT date_trunc(v_period, clock_now() AT TIME ZONE o.time_zone) AS began, o.time_zone AS zone FROM organisation o WHERE o.id = v_org) n
$$;

-- The budgets that apply to an agent, or all of an organisation, in the period that runs now. Locked in the order of their
-- ids, as everywhere, so that nobody waits for each other.
CREATE FUNCTION lock_budgets(v_org text, v_agent text) RETURNS SETOF budget
LANGUAGE plpgsql AS $$
DECLARE
  b budget%ROWTYPE;
BEGIN
  FOR b IN SELECT * FROM budget x WHERE x.org_id = v_org AND (v_agent IS NULL OR x.agent_id IS NULL OR x.agent_id = v_agent)
    ORDER BY x.id FOR NO KEY UPDATE
  LOOP
    IF b.period_end <= clock_now() THEN
      UPDATE budget x SET period_start = p.starts, period_end = p.ends, spent_micros = 0, refused_at = NULL, told = NULL
        FROM budget_period(v_org, b.period) p WHERE x.org_id = v_org AND x.id = b.id RETURNING x.* INTO b;
    END IF;
    RETURN NEXT b;
  END LOOP;
END $$;

CREATE FUNCTION spend_from_budgets(v_org text, v_agent text, v_micros bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_ids text[];
BEGIN
  IF v_micros = 0 THEN
    RETURN;
  END IF;
  SELECT array_agg(b.id) INTO v_ids FROM lock_budgets(v_org, v_agent) b;
  UPDATE budget b SET spent_micros = b.spent_micros + v_micros WHERE b.org_id = v_org AND b.id = ANY (v_ids);
END $$;

-- Sets up to `v_wanted` aside for a holder, a turn or a replay, from every budget that stops, and not less than `v_least` beyond what it holds.
-- `claims`: what it holds already counts towards what is wanted. Answers what it was given, and if nothing: whether
-- others hold what is left (`wait`), or nothing is left (`exhausted`). Null: no budget stops this agent.
CREATE FUNCTION take_allowance(v_org text, v_agent text, v_holder text, v_wanted bigint, v_least bigint, v_claims boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  b budget%ROWTYPE;
  v_ids text[] := '{}';
  v_room bigint;
  v_held bigint;
  v_holds bigint := 0;
  v_give bigint;
  v_empty text[] := '{}';
BEGIN
  FOR b IN SELECT * FROM lock_budgets(v_org, v_agent) LOOP
    CONTINUE WHEN NOT b.hard;
    SELECT coalesce(max(a.micros), 0) INTO v_held FROM budget_allowance a WHERE a.org_id = v_org AND a.holder = v_holder AND a.budget_id = b.id;
    v_holds := CASE WHEN v_ids = '{}' THEN v_held ELSE least(v_holds, v_held) END;
    v_ids := v_ids || b.id;
    v_room := least(v_room, b.limit_micros - b.spent_micros - b.reserved_micros);
    IF b.limit_micros - b.spent_micros - v_held < v_least THEN
      v_empty := v_empty || b.id;
    END IF;
  END LOOP;
  IF v_ids = '{}' THEN
    RETURN NULL;
  END IF;
  IF v_claims AND v_holds > 0 THEN
    RETURN jsonb_build_object('code', 'given', 'micros', v_holds);
  END IF;
  IF v_room < v_least THEN
    UPDATE budget x SET refused_at = clock_now() WHERE x.org_id = v_org AND x.id = ANY (v_empty) AND x.refused_at IS NULL;
    RETURN jsonb_build_object('code', CASE WHEN v_empty = '{}' THEN 'wait' ELSE 'exhausted' END, 'micros', 0);
  END IF;
  v_give := least(v_wanted, v_room);
  INSERT INTO budget_allowance AS a (org_id, holder, budget_id, micros, taken_at)
    SELECT v_org, v_holder, id, v_give, clock_now() FROM unnest(v_ids) AS id
    ON CONFLICT (org_id, holder, budget_id) DO UPDATE SET micros = a.micros + excluded.micros, taken_at = excluded.taken_at;
  UPDATE budget x SET reserved_micros = x.reserved_micros + v_give WHERE x.org_id = v_org AND x.id = ANY (v_ids);
  RETURN jsonb_build_object('code', 'given', 'micros', v_give);
END $$;

-- What is left of what a holder had set aside may be spent by others.
CREATE FUNCTION return_allowance(v_org text, v_holder text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM budget b WHERE b.org_id = v_org AND b.id IN (SELECT a.budget_id FROM budget_allowance a WHERE a.org_id = v_org AND a.holder = v_holder)
    ORDER BY b.id FOR NO KEY UPDATE;
  WITH gone AS (
    DELETE FROM budget_allowance a WHERE a.org_id = v_org AND a.holder = v_holder RETURNING a.budget_id, a.micros
  )
  UPDATE budget b SET reserved_micros = b.reserved_micros - gone.micros FROM gone WHERE b.org_id = v_org AND b.id = gone.budget_id;
END $$;

-- Allowances whose holder no longer runs, and has not for longer than a call takes that nobody waits for any more.
CREATE FUNCTION free_allowances(v_after_ms int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  orphan record;
  v_freed int := 0;
BEGIN
  PERFORM 1 FROM budget b WHERE (b.org_id, b.id) IN (
    SELECT a.org_id, a.budget_id FROM budget_allowance a WHERE a.taken_at < clock_now() - v_after_ms * interval '1 millisecond')
    ORDER BY b.org_id, b.id FOR NO KEY UPDATE;
  FOR orphan IN SELECT DISTINCT a.org_id, a.holder FROM budget_allowance a
    WHERE a.taken_at < clock_now() - v_after_ms * interval '1 millisecond'
      AND NOT EXISTS (SELECT FROM turn t WHERE t.org_id = a.org_id AND t.id = a.holder AND t.state = 'running')
      AND NOT EXISTS (SELECT FROM run r WHERE r.org_id = a.org_id AND r.id = a.holder AND r.ended_at IS NULL)
    ORDER BY a.org_id, a.holder
  LOOP
    PERFORM return_allowance(orphan.org_id, orphan.holder);
    v_freed := v_freed + 1;
  END LOOP;
  RETURN v_freed;
END $$;

-- Counts anew from the ledger what was spent in the budget's period: entries that were written while nobody knew of the
-- budget are in it then. Under its lock, so that no entry is counted twice.
CREATE FUNCTION recount_budget(v_org text, v_id text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  b budget%ROWTYPE;
  v_zone text;
BEGIN
  SELECT x.* INTO b FROM lock_budgets(v_org, NULL) x WHERE x.id = v_id;
  SELECT o.time_zone INTO v_zone FROM organisation o WHERE o.id = v_org;
  UPDATE budget x SET spent_micros =
      (SELECT coalesce(sum(d.micros), 0) FROM cost_day d WHERE d.org_id = v_org AND d.day >= (b.period_start AT TIME ZONE v_zone)::date
        AND (b.agent_id IS NULL OR d.agent_id = b.agent_id))
      + (SELECT coalesce(sum(c.micros), 0) FROM cost_entry c WHERE c.org_id = v_org AND NOT c.folded AND c.at >= b.period_start
        AND (b.agent_id IS NULL OR c.agent_id = b.agent_id))
    WHERE x.org_id = v_org AND x.id = v_id;
END $$;

-- Limits of providers ---------------------------------------------------------------------------------------------------

-- A place for one request: 0, or in how many milliseconds there will be one. A sixth of the limit may be asked at once and
-- the rest comes back evenly, so that no minute, wherever it begins, holds more than the limit. `v_correction`: what earlier
-- requests took more, or less, than was thought.
CREATE FUNCTION take_provider_place(v_key text, v_requests double precision, v_tokens double precision, v_wanted double precision, v_correction double precision)
RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  q provider_quota%ROWTYPE;
  v_now timestamptz := clock_now();
  v_minutes double precision;
  v_most_requests double precision := greatest(1, v_requests / 6);
  v_most_tokens double precision := greatest(1, v_tokens / 6);
  v_wait double precision := 0;
BEGIN
  INSERT INTO provider_quota AS p (key, requests, tokens, at) VALUES (v_key, coalesce(v_most_requests, 0), coalesce(v_most_tokens, 0), v_now)
    ON CONFLICT (key) DO NOTHING;
  SELECT * INTO q FROM provider_quota p WHERE p.key = v_key FOR NO KEY UPDATE;
  v_minutes := greatest(0, extract(epoch FROM clock_now() - q.at)) / 60;
  IF v_requests IS NOT NULL THEN
    q.requests := least(v_most_requests, q.requests + v_minutes * greatest(v_requests - v_most_requests, v_requests / 2));
    v_wait := greatest(v_wait, (1 - q.requests) / greatest(v_requests - v_most_requests, v_requests / 2));
  END IF;
  IF v_tokens IS NOT NULL THEN
    q.tokens := least(v_most_tokens, q.tokens + v_minutes * greatest(v_tokens - v_most_tokens, v_tokens / 2) - v_correction);
    v_wait := greatest(v_wait, (least(v_wanted, v_most_tokens) - q.tokens) / greatest(v_tokens - v_most_tokens, v_tokens / 2));
  END IF;
  IF v_wait <= 0 THEN
    q.requests := q.requests - 1;
    q.tokens := q.tokens - v_wanted;
  END IF;
  UPDATE provider_quota p SET requests = q.requests, tokens = q.tokens, at = greatest(q.at, clock_now()) WHERE p.key = v_key;
  RETURN ceil(v_wait * 60000)::int;
END $$;

-- Grants ---------------------------------------------------------------------------------------------------------------

-- engine: writes the ledger with the runs, folds it, keeps budgets. No entry's money changes once it is written.
GRANT SELECT, INSERT, UPDATE (folded) ON "cost_entry" TO parley_engine;
GRANT SELECT, INSERT, UPDATE ON "cost_day" TO parley_engine;
GRANT SELECT ON "model_price" TO parley_engine;
GRANT SELECT, UPDATE ON "budget" TO parley_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON "budget_allowance" TO parley_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON "provider_quota" TO parley_engine;
-- app: an effect's transaction writes what its run has cost so far; people read costs, name prices and set budgets.
GRANT SELECT, INSERT ON "cost_entry" TO parley_app;
GRANT SELECT ON "cost_day", "budget_allowance" TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "model_price", "budget" TO parley_app;
SELECT deletes_by_erasure_only('cost_entry');
SELECT deletes_by_erasure_only('cost_day');
SELECT deletes_by_erasure_only('budget_allowance');

-- Row-level security ---------------------------------------------------------------------------------------------------

DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['cost_entry', 'cost_day', 'model_price', 'budget', 'budget_allowance'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_app USING (org_id = (SELECT current_org())) WITH CHECK (org_id = (SELECT current_org()))',
      tbl || '_of_org', tbl);
    EXECUTE format('CREATE POLICY %I ON %I TO parley_engine USING (true) WITH CHECK (true)', tbl || '_engine', tbl);
  END LOOP;
END $$;
