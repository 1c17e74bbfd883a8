import type { CostLine } from '@parley/shared/cost';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { freeHeldMoney, sumUpCosts } from '../operations/tend.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { failAttempt } from '../turns/fail-attempt.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { recordDiscarded } from '../turns/record-discarded.ts';
import { type RunRecord, settleAnswered } from '../turns/settle-turn.ts';
import { takeAllowance } from './allowance.ts';
import { changeBudget } from './change-budget.ts';
import { createBudget } from './create-budget.ts';
import { deleteBudget } from './delete-budget.ts';
import { listBudgets } from './list-budgets.ts';
import { readModelPrices } from './model-prices.ts';
import { takeProviderPlace } from './provider-place.ts';
import { readCosts } from './read-costs.ts';
import { removePrice } from './remove-price.ts';
import { setPrice } from './set-price.ts';
import { tellBudgets } from './tell-budgets.ts';

let core: TestCore;
let kit: ReturnType<typeof laneKit>;
const as: As = { orgId: ORG, actor: { kind: 'user', id: 'usr_x' }, requestId: null, address: null };

beforeAll(async () => {
  core = await openTestCore();
  kit = laneKit(core);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  await core.database.owner.query(
    'truncate cost_entry, cost_day, budget, budget_allowance, provider_quota, model_price, notification',
  );
});

const rows = async <T>(sql: string): Promise<T[]> => (await core.database.owner.query(sql)).rows as T[];
const one = async <T>(sql: string): Promise<T> => (await rows<T>(sql))[0] as T;

const line = (micros: number, more: Partial<CostLine> = {}): CostLine => ({
  purpose: 'answer',
  provider: 'openai',
  model: 'gpt-4o-mini',
  inputTokens: 100,
  cachedInputTokens: 60,
  outputTokens: 7,
  micros,
  unpriced: false,
  estimated: false,
  ...more,
});

const thought = (key: string, lines: CostLine[]): RunRecord['steps'][number] => ({
  key,
  kind: 'model',
  content: {
    requestHash: {},
    response: { text: 'Hi', toolCalls: [] },
    usage: { inputTokens: 100, cachedInputTokens: 60, outputTokens: 7 },
    cost_micros: lines.reduce((sum, { micros }) => sum + micros, 0),
    cost_lines: lines,
  },
  startedAt: new Date(),
  durationMs: 5,
});

let said = 0;
/** A claimed turn of a visitor of its own. */
async function turn() {
  said += 1;
  await ingestTurn(core.ctx, from(`v${said}`, `m${said}`));
  const claim = await kit.takeOne();
  return { claim, run: await kit.runOf(claim) };
}

const budgetOf = (limit_micros: number, more: { hard?: boolean; agent_id?: string; period?: 'day' } = {}) =>
  createBudget(core.ctx, as, { agent_id: null, period: 'month', hard: true, limit_micros, ...more });

const budgets = () => listBudgets(core.ctx, ORG);

/** Reserved is what the allowances say, always. */
async function assertHeld(): Promise<void> {
  expect(
    await rows(`select b.id from budget b where reserved_micros <>
      (select coalesce(sum(micros), 0) from budget_allowance a where a.org_id = b.org_id and a.budget_id = b.id)`),
  ).toEqual([]);
}

describe('the ledger', () => {
  test('the sum of the steps is the ledger is what the API shows, over retries, discarded tries and discarded turns', async () => {
    const { claim, run } = await turn();
    run.steps = [thought('think#1', [line(15), line(7, { purpose: 'discarded', estimated: true })])];
    await failAttempt(core.ctx, claim, run, { retryable: true, reason: 'model_error' });
    await moveDatabaseClock(core.database.owner, 5_000);
    const again = await kit.takeOne();
    const stored = [...run.steps];
    await settleAnswered(core.ctx, again, { ...run, stored, steps: [thought('think#2', [line(1_000_001)])] }, 'Hello');

    const cut = await turn();
    await core.database.owner.query(
      `update turn set state = 'superseded', superseded_by = 'turn_x', ended_at = now() where id = $1`,
      [cut.claim.turnId],
    );
    cut.run.steps = [thought('think#1', [line(33), line(0, { unpriced: true, model: 'llama' })])];
    expect(await recordDiscarded(core.ctx, cut.claim, cut.run)).toBe(true);

    const steps = await one<{ sum: string }>(
      `select sum((content ->> 'cost_micros')::bigint) as sum from step where kind = 'model'`,
    );
    const ledger = await one<{ sum: string }>('select sum(micros) as sum from cost_entry');
    const runs = await one<{ sum: string }>('select sum(cost_micros) as sum from run');
    expect([steps.sum, ledger.sum, runs.sum]).toEqual(['1000056', '1000056', '1000056']);
    const fresh = await readCosts(core.ctx, ORG, {});
    expect(fresh.total).toMatchObject({ micros: 1_000_056, calls: 5, unpriced_calls: 1, cached_input_tokens: 300 });
    await sumUpCosts(core.ctx);
    expect(await readCosts(core.ctx, ORG, {})).toEqual(fresh);
    await sumUpCosts(core.ctx);
    expect(await readCosts(core.ctx, ORG, {})).toEqual(fresh);
    expect(fresh.by_agent).toMatchObject([{ agent_id: DEMO_IDS.agent, micros: 1_000_056 }]);
    expect(fresh.by_model).toMatchObject([
      { provider: 'openai', model: 'gpt-4o-mini', micros: 1_000_056 },
      { model: 'llama', micros: 0, unpriced_calls: 1 },
    ]);
    expect(fresh.by_purpose).toMatchObject([{ purpose: 'answer' }, { purpose: 'discarded', micros: 7 }]);
    expect((await readCosts(core.ctx, ORG, { month: '2020-01' })).total.micros).toBe(0);
  });

  test('a step that is written twice is paid for once', async () => {
    const { claim, run } = await turn();
    run.steps = [thought('think#1', [line(15)])];
    await settleAnswered(core.ctx, claim, run, 'Hello');
    const write = `select write_costs(org_id, conversation_id, turn_id, id, agent_id, (select jsonb_agg(jsonb_build_object('key', key, 'kind', kind,
      'content', content, 'started_at', to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) from step where run_id = run.id), now()) from run`;
    await rows(write);
    expect(await one('select count(*)::int as n from cost_entry')).toEqual({ n: 1 });
  });
});

describe('a budget', () => {
  test('counts what its period has cost already', async () => {
    const { claim, run } = await turn();
    run.steps = [thought('think#1', [line(40)])];
    await settleAnswered(core.ctx, claim, run, 'Hello');
    expect(await budgetOf(100)).toMatchObject({ spent_micros: 40 });
    // Somebody settled while the budget was made, and did not see it.
    await rows(`insert into cost_entry select org_id, 'cost_unseen', run_id, turn_id, conversation_id, agent_id, kind, purpose, provider, model,
      units, input_tokens, cached_input_tokens, output_tokens, 2, unpriced, estimated, at, folded from cost_entry`);
    await freeHeldMoney(core.ctx);
    expect(await budgets()).toMatchObject([{ spent_micros: 42 }]);
    await rows(`delete from cost_entry where id = 'cost_unseen'`);
    await sumUpCosts(core.ctx);
    expect(await budgetOf(100, { period: 'day', agent_id: DEMO_IDS.agent })).toMatchObject({ spent_micros: 40 });
  });

  test('is set aside by a claim, and what is left goes back with the answer', async () => {
    await budgetOf(1_000_000);
    await budgetOf(30_000, { agent_id: DEMO_IDS.agent });
    const { claim, run } = await turn();
    expect(claim.allowance).toEqual({ code: 'given', micros: 20_000 });
    expect((await budgets()).map(({ reserved_micros }) => reserved_micros)).toEqual([20_000, 20_000]);
    run.steps = [thought('think#1', [line(150)])];
    await settleAnswered(core.ctx, claim, run, 'Hello');
    expect(await budgets()).toMatchObject([
      { spent_micros: 150, reserved_micros: 0 },
      { spent_micros: 150, reserved_micros: 0 },
    ]);
  });

  test('a failed attempt and a cut-off turn give back too', async () => {
    await budgetOf(1_000_000);
    const failed = await turn();
    await failAttempt(core.ctx, failed.claim, failed.run, { retryable: true, reason: 'model_error' });
    const cut = await turn();
    await core.database.owner.query(
      `update turn set state = 'superseded', superseded_by = 'turn_x', ended_at = now() where id = $1`,
      [cut.claim.turnId],
    );
    await recordDiscarded(core.ctx, cut.claim, cut.run);
    expect(await budgets()).toMatchObject([{ reserved_micros: 0 }]);
  });

  test('what a dead worker held is used by the next one, and freed when nobody comes', async () => {
    await budgetOf(1_000_000);
    await turn();
    await moveDatabaseClock(core.database.owner, 60_000);
    const [again] = await kit.take();
    expect(again?.allowance).toEqual({ code: 'given', micros: 20_000 });
    expect(await budgets()).toMatchObject([{ reserved_micros: 20_000 }]);
    await moveDatabaseClock(core.database.owner, 400_000);
    expect(await freeHeldMoney(core.ctx)).toBe(0);
    await core.database.owner.query(`update turn set state = 'silent', reason = 'person_owns', ended_at = now()`);
    expect(await freeHeldMoney(core.ctx)).toBe(1);
    expect(await budgets()).toMatchObject([{ reserved_micros: 0 }]);
  });

  test('that is used up gives nothing; one that others hold says to wait', async () => {
    await budgetOf(30_000);
    const first = await turn();
    const second = await turn();
    expect(second.claim.allowance).toEqual({ code: 'given', micros: 10_000 });
    const ask = { orgId: ORG, agentId: DEMO_IDS.agent, holder: second.claim.turnId, wanted: 5_000 };
    expect(await takeAllowance(core.ctx, { ...ask, least: 15_000 })).toEqual({ code: 'wait', micros: 0 });
    expect(await takeAllowance(core.ctx, { ...ask, least: 25_000 })).toEqual({ code: 'exhausted', micros: 0 });
    first.run.steps = [thought('think#1', [line(20_000)])];
    await settleAnswered(core.ctx, first.claim, first.run, 'Hello');
    expect(await takeAllowance(core.ctx, { ...ask, least: 15_000 })).toEqual({ code: 'exhausted', micros: 0 });
    await assertHeld();
  });

  test('one that only warns sets nothing aside', async () => {
    await budgetOf(10, { hard: false });
    const { claim, run } = await turn();
    expect(claim.allowance).toBeNull();
    run.steps = [thought('think#1', [line(99)])];
    await settleAnswered(core.ctx, claim, run, 'Hello');
    expect(await budgets()).toMatchObject([{ spent_micros: 99, reserved_micros: 0 }]);
  });

  test('begins anew with the next day of the organisation', async () => {
    await budgetOf(20_000, { period: 'day' });
    const { claim, run } = await turn();
    run.steps = [thought('think#1', [line(20_000)])];
    await settleAnswered(core.ctx, claim, run, 'Hello');
    expect((await turn()).claim.allowance).toMatchObject({ code: 'exhausted' });
    await moveDatabaseClock(core.database.owner, 86_400_000);
    expect((await turn()).claim.allowance).toEqual({ code: 'given', micros: 20_000 });
  });

  test('people are told once when it is near, once when it is used up, and it is an incident', async () => {
    await core.database.owner.query(`update organisation set alert_emails = '{ops@clinic.test}'`);
    const budget = await budgetOf(100, { hard: false });
    const spend = async (micros: number) => {
      const { claim, run } = await turn();
      run.steps = [thought('think#1', [line(micros)])];
      await settleAnswered(core.ctx, claim, run, 'Hello');
      await tellBudgets(core.ctx);
      await tellBudgets(core.ctx);
    };
    const mails = () =>
      rows(
        `select facts ->> 'state' as state, mail_state from notification where address = 'ops@clinic.test' order by id`,
      );
    await spend(79);
    expect(await mails()).toEqual([]);
    await spend(1);
    expect(await mails()).toEqual([{ state: 'near', mail_state: 'pending' }]);
    expect(await one('select count(*)::int as n from incident')).toEqual({ n: 0 });
    await spend(20);
    expect(await mails()).toMatchObject([{ state: 'near' }, { state: 'reached' }]);
    expect(await rows('select kind, severity from incident')).toEqual([{ kind: 'budget', severity: 'medium' }]);
    await changeBudget(core.ctx, as, { id: budget.id, limit_micros: 1_000 });
    await tellBudgets(core.ctx);
    expect(await mails()).toHaveLength(2);
  });

  test('many that take and settle at once never spend more than there is', async () => {
    await budgetOf(500_000);
    await budgetOf(300_000, { agent_id: DEMO_IDS.agent });
    const spenders = Array.from({ length: 64 }, async (_, n) => {
      const holder = `turn_${n}`;
      const ask = { orgId: ORG, agentId: DEMO_IDS.agent, holder, wanted: 20_000, least: 9_000 };
      const taken = await takeAllowance(core.ctx, ask);
      if (taken?.code !== 'given') return 0;
      const spent = Math.min(taken.micros, 9_000);
      await core.ctx.hot.query(`select spend_from_budgets($1, $2, $3), return_allowance($1, $4)`, [
        ORG,
        DEMO_IDS.agent,
        spent,
        holder,
      ]);
      return spent;
    });
    const spent = (await Promise.all(spenders)).reduce((sum, one) => sum + one, 0);
    const shown = await budgets();
    expect(shown).toMatchObject([
      { spent_micros: spent, reserved_micros: 0 },
      { spent_micros: spent, reserved_micros: 0 },
    ]);
    expect(spent).toBeLessThanOrEqual(300_000);
    expect(spent).toBeGreaterThan(0);
  });

  test('whatever happens in whatever order, spent and held stay within the limit', async () => {
    const holder = fc.integer({ min: 0, max: 4 });
    const step = fc.oneof(
      fc.record({
        do: fc.constant('take' as const),
        holder,
        wanted: fc.integer({ min: 1, max: 400 }),
        least: fc.integer({ min: 1, max: 300 }),
      }),
      fc.record({ do: fc.constant('end' as const), holder, share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ do: fc.constant('drop' as const), holder }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000 }), fc.array(step, { maxLength: 25 }), async (limit, steps) => {
        await core.database.owner.query('truncate budget, budget_allowance, cost_entry, cost_day');
        await budgetOf(limit);
        const held = new Map<string, number>();
        for (const move of steps) {
          const name = `turn_${move.holder}`;
          if (move.do === 'take') {
            const least = Math.min(move.least, move.wanted);
            const taken = await takeAllowance(core.ctx, {
              orgId: ORG,
              agentId: DEMO_IDS.agent,
              holder: name,
              wanted: move.wanted,
              least,
            });
            expect(taken?.micros === 0 || (taken?.micros ?? 0) >= least).toBe(true);
            held.set(name, (held.get(name) ?? 0) + (taken?.micros ?? 0));
          } else {
            const spent = move.do === 'end' ? Math.floor((held.get(name) ?? 0) * move.share) : 0;
            await core.ctx.hot.query(`select spend_from_budgets($1, $2, $3), return_allowance($1, $4)`, [
              ORG,
              DEMO_IDS.agent,
              spent,
              name,
            ]);
            held.delete(name);
          }
          const [budget] = await budgets();
          const reserved = [...held.values()].reduce((sum, micros) => sum + micros, 0);
          expect(budget?.reserved_micros).toBe(reserved);
          expect((budget?.spent_micros ?? 0) + reserved).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('what is changed and deleted is recorded once, and one that is not there is not found', async () => {
    const { id } = await budgetOf(100);
    expect(await changeBudget(core.ctx, as, { id, limit_micros: 200 })).toMatchObject({ limit_micros: 200 });
    await changeBudget(core.ctx, as, { id, limit_micros: 200 });
    await deleteBudget(core.ctx, as, { id });
    await expect(deleteBudget(core.ctx, as, { id })).rejects.toMatchObject({ code: 'no_such_budget' });
    await expect(budgetOf(1, { agent_id: 'agt_x' })).rejects.toMatchObject({ code: 'no_such_agent' });
    const told = await rows<{ action: string }>(`select action from audit_entry where target_id = '${id}' order by id`);
    expect(told.map(({ action }) => action)).toEqual(['budget.created', 'budget.changed', 'budget.deleted']);
  });
});

test('an organisation’s own price counts until it is taken away', async () => {
  const price = { ref: 'openai:gpt-4o', input_micros: 1, cached_input_micros: 2, output_micros: 3 };
  await setPrice(core.ctx, as, price);
  await setPrice(core.ctx, as, { ...price, output_micros: 4 });
  await setPrice(core.ctx, as, { ref: 'sms', segment_micros: 8_300 });
  expect(await readModelPrices(core.ctx, ORG)).toEqual([{ ref: 'openai:gpt-4o', input: 1, cachedInput: 2, output: 4 }]);
  expect(await readModelPrices(core.ctx, 'org_else')).toEqual([]);
  await removePrice(core.ctx, as, { ref: 'openai:gpt-4o' });
  await expect(removePrice(core.ctx, as, { ref: 'openai:gpt-4o' })).rejects.toMatchObject({ code: 'no_such_price' });
});

describe('a provider’s limit', () => {
  const take = (more: object = {}) =>
    takeProviderPlace(core.ctx, {
      key: 'openai:m',
      requestsPerMinute: 60,
      tokensPerMinute: null,
      tokens: 0,
      correction: 0,
      ...more,
    });

  test('no minute holds more requests than it allows, whoever asks', async () => {
    let taken = 0;
    for (let second = 0; second < 60; second++) {
      const waits = await Promise.all(Array.from({ length: 4 }, () => take()));
      taken += waits.filter((wait) => wait === 0).length;
      if (second < 59) await moveDatabaseClock(core.database.owner, 1_000);
    }
    expect(taken).toBeLessThanOrEqual(60);
    expect(taken).toBeGreaterThan(50);
  });

  test('says when there is a place again, and there is one then', async () => {
    for (let i = 0; i < 10; i++) expect(await take()).toBe(0);
    const wait = await take();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(1_300);
    await moveDatabaseClock(core.database.owner, wait);
    expect(await take()).toBe(0);
  });

  test('counts tokens, and what turned out to be more', async () => {
    const tokens = { requestsPerMinute: null, tokensPerMinute: 6_000 };
    expect(await take({ ...tokens, tokens: 500 })).toBe(0);
    expect(await take({ ...tokens, tokens: 500, correction: 400 })).toBeGreaterThan(0);
    expect(await take({ ...tokens, key: 'another', tokens: 90_000 })).toBe(0);
  });
});
