import type { ModelCall, ModelPort } from '@parley/agent/models/model-port';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

const asked: ModelCall[] = [];
const usage = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 10 };
const line = { purpose: 'replay' as const, provider: 'scripted', model: 'clerk', ...usage };
const bill = {
  price: { input: 1_000_000, cachedInput: 0, output: 1_000_000, source: 'test' },
  micros: 110,
  lines: [{ ...line, micros: 110, unpriced: false, estimated: false }],
};

/** Files a ticket and says hello; told to be otherwise, it files another. */
const clerk: ModelPort = {
  label: 'clerk',
  demo: true,
  async call(call) {
    asked.push(call);
    const answer = { usage, bill, model: call.params.model ?? 'clerk' };
    const subject = call.system.includes('Be otherwise.') ? 'Other words' : 'A question';
    const wantsTicket = call.messages.at(-1)?.role === 'user';
    const toolCalls = wantsTicket ? [{ name: 'create_ticket', args: { subject, description: 'Please look.' } }] : [];
    return { ...answer, text: wantsTicket ? '' : `Hello from ${answer.model}.`, toolCalls };
  },
};

let platform: Platform;
let ada: Person;
let viewer: Person;
let runId: string;

const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await platform.database.owner.query(sql)).rows;

async function member(name: string, role: string): Promise<Person> {
  const person = await signedInPerson(platform, `${name.toLowerCase()}@clinic.test`, name);
  const { body } = await person.call('GET', '/v1/me');
  await platform.database.owner.query('insert into membership values ($1, $2, $3, now())', [
    ...[platform.orgId, body.user.id, role],
  ]);
  await person.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  return person;
}

beforeAll(async () => {
  platform = await startPlatform({ workers: 1, model: clerk });
  [ada, viewer] = [await member('Ada', 'team_lead'), await member('Vic', 'viewer')];
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  await visitor.say('I have a question about a crown.');
  await platform.quiet();
  const { body } = await ada.call('GET', '/v1/runs?q=crown');
  runId = body.data[0].id;
});
afterAll(() => platform?.stop());

let keys = 0;
const replay = (body: object, by = ada) =>
  by.call('POST', `/v1/runs/${runId}/replay`, body, { 'Idempotency-Key': `replay-${keys++}` });

/** A replay, once it has ended. */
async function replayed(body: object) {
  const { status, body: begun } = await replay(body);
  expect([status, begun.outcome]).toEqual([202, 'waiting']);
  return until(async () => {
    const { body: run } = await ada.call('GET', `/v1/runs/${begun.id}`);
    return run.ended_at && run;
  });
}

const world = async () => [
  await rows('select count(*)::int as n from ticket'),
  await rows('select count(*)::int as n from effect'),
  await rows('select id, text from reply order by id'),
  await rows('select id, state, fence from turn order by id'),
];

test('a run is read step by step, with the very prompts that the model saw', async () => {
  const { body: run } = await viewer.call('GET', `/v1/runs/${runId}`);
  expect(run).toMatchObject({ kind: 'answer', outcome: 'replied', answer: 'Hello from clerk.', cost_micros: 220 });
  const models = run.steps.filter((step: { kind: string }) => step.kind === 'model');
  expect(models.map((step: { request: unknown }) => step.request)).toEqual(JSON.parse(JSON.stringify(asked)));
  expect(models.map((step: { cost_micros: number }) => step.cost_micros)).toEqual([110, 110]);
  expect(run.steps.find((step: { kind: string }) => step.kind === 'tool')).toMatchObject({
    ...{ tool: 'create_ticket', parent: 'think#1', effect: { state: 'done', effect_class: 'write' } },
  });
  const { body: moment } = await viewer.call('GET', `/v1/runs/${runId}/at?step=tool:think%231.0`);
  expect(moment).toMatchObject({ cost_micros: 110, effects: [{ tool: 'create_ticket' }] });
});

test('a replay with nothing changed does nothing again, tells nobody, and comes to the same', async () => {
  const before = await world();
  const run = await replayed({});
  expect(run).toMatchObject({ kind: 'replay', outcome: 'replied', replay_of: runId, answer: 'Hello from clerk.' });
  expect(await world()).toEqual(before);
  const { body: diff } = await ada.call('GET', `/v1/runs/${runId}/diff/${run.id}`);
  expect(diff.first).toBeNull();
  const ledger = await rows(
    `select purpose, sum(micros)::int as micros from cost_entry where run_id = '${run.id}' group by 1`,
  );
  expect(ledger).toEqual([{ purpose: 'replay', micros: 220 }]);
});

test('from a later step on, what came before is recorded, and neither asked nor paid again', async () => {
  const calls = asked.length;
  const run = await replayed({ from_step: 'think#2', overrides: { model: 'other' } });
  expect(asked.slice(calls).map(({ params }) => params.model)).toEqual(['other']);
  expect(run).toMatchObject({ answer: 'Hello from other.', cost_micros: 110, overrides: { model: 'other' } });
  expect(run.steps.map((step: { key: string; recorded: boolean }) => `${step.key} ${step.recorded}`)).toEqual([
    ...['frame false', 'guard:in true', 'think#1 true', 'decide:think#1.0 true', 'tool:think#1.0 true'],
    ...['think#2 false', 'guard:out#1 false'],
  ]);
  const { body: diff } = await ada.call('GET', `/v1/runs/${runId}/diff/${run.id}`);
  expect(diff.first).toMatchObject({ step: 'frame', part: 'response.agent' });
});

test('where it would act otherwise it stops, and says at what', async () => {
  const before = await world();
  const run = await replayed({ overrides: { prompt: 'Be otherwise.' } });
  expect(run).toMatchObject({ outcome: 'stopped', answer: null });
  expect(run.reason).toContain('At tool:think#1.0 it asked for create_ticket with {');
  expect(run.reason).toContain('Other words');
  expect(await world()).toEqual(before);
});

test('a worker that dies in a replay leaves it to the next', async () => {
  const { body } = await replay({ overrides: { model: 'late' } });
  await platform.database.owner.query(
    `update run set replay_attempts = replay_attempts + 1, replay_due_at = clock_now() where id = $1 and ended_at is null`,
    [body.id],
  );
  const { outcome, attempts } = await until(async () => {
    const { body: run } = await ada.call('GET', `/v1/runs/${body.id}`);
    return run.ended_at && run;
  });
  expect([outcome, attempts >= 1]).toEqual(['replied', true]);
});

test('who may read runs does not spend money on models, and what cannot be replayed says why', async () => {
  expect((await replay({}, viewer)).status).toBe(403);
  const refused = async (body: object) => (await replay(body)).body.error?.code ?? (await replay(body)).body.code;
  expect(await refused({ from_step: 'think#9' })).toBe('no_such_step');
  expect(await refused({ overrides: { agent_version: 99 } })).toBe('no_such_version');
});
