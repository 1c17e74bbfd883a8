import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { createLogger } from '@parley/telemetry/logger';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { describeOnBothQueues } from './setup/backends.ts';
import { holdBefore, streetModel } from './setup/street-model.ts';
import { type Visitor, visit } from './visitor.ts';

let platform: Platform;
let colleague: Person;
let closeBackend = async () => {};
const open: Visitor[] = [];
const logged: string[] = [];
const log = createLogger({ service: 'test', level: 'trace', destination: { write: (line) => logged.push(line) } });
const held: (() => void)[] = [];

/** A version of the agent whose spec has this too, as of the next turn. */
async function changeAgent(more: Record<string, unknown>): Promise<void> {
  const path = `/v1/agents/${DEMO_IDS.agent}`;
  const { spec, version } = (await colleague.call('GET', path)).body;
  const saved = await colleague.call('POST', `${path}/versions`, {
    spec: { ...spec, ...more },
    expected_version: version,
  });
  expect(saved.status).toBe(201);
}

/** Someone who works at the clinic. */
async function newColleague(): Promise<Person> {
  const person = await signedInPerson(platform, 'colleague@streaming.test');
  const { user } = (await person.call('GET', '/v1/me')).body;
  await platform.database.owner.query(`insert into membership values ($1, $2, 'owner', now())`, [
    platform.orgId,
    user.id,
  ]);
  await person.call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  return person;
}

afterEach(() => {
  for (const release of held.splice(0)) release();
  for (const visitor of open.splice(0)) visitor.leave();
});

async function reader(): Promise<Visitor> {
  const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
  visitor.listen();
  open.push(visitor);
  return visitor;
}

/** Like the one it wraps, and let go when the test is over. */
function hold(index: number) {
  const one = holdBefore(index);
  held.push(one.release);
  return one;
}

const lastCall = () => platform.street.openai.ledger.entries.at(-1);
const answers = (visitor: Visitor) => visitor.seen.filter(({ author }) => author === 'agent').map(({ text }) => text);
const drafted = (visitor: Visitor, text: string | null) =>
  until(() => visitor.drafts.includes(text), { what: `the draft “${text}” (${JSON.stringify(visitor.drafts)})` });
const answered = (visitor: Visitor, text: string) =>
  until(() => answers(visitor).includes(text), { what: `the answer “${text}”`, timeoutMs: 20_000 });

describeOnBothQueues('an answer that streams', (openBackend) => {
  beforeAll(async () => {
    const { redisUrl, close } = await openBackend();
    closeBackend = close;
    platform = await startPlatform({ redisUrl, model: streetModel(() => platform.street.url), log });
    colleague = await newColleague();
  });
  afterAll(async () => {
    await platform?.stop();
    await closeBackend();
  });

  test('its first sentence is read while the model call is still open, and the settled answer takes its place', async () => {
    const { beforePiece, release } = hold(2);
    const text = ['We open ', 'at nine. ', 'We close ', 'at five.'];
    platform.street.openai.script.say({ text, beforePiece });
    const visitor = await reader();
    await visitor.say('When do you open?');
    await drafted(visitor, 'We open at nine.');
    expect(lastCall()).toMatchObject({ outcome: 'pending', pieces: 2 });
    expect(answers(visitor)).toEqual([]);
    const { rows } = await platform.database.owner.query('select count(*)::int as n from reply where text like $1', [
      'We open at nine.%',
    ]);
    expect(rows, 'a draft is in no row').toEqual([{ n: 0 }]);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join(''), 'a draft is in no log').not.toContain('We open');
    release();
    await answered(visitor, 'We open at nine. We close at five.');
    expect(visitor.drafts[0]).toBe('We open at nine.');
    expect(visitor.drafts).not.toContain(null);
  });

  test('who comes in the middle reads along from the next sentence on', async () => {
    const first = hold(1);
    const second = hold(2);
    const beforePiece = async (at: number) => {
      await first.beforePiece(at);
      await second.beforePiece(at);
    };
    platform.street.openai.script.say({ text: ['One is here. ', 'Two is here. ', 'Three.'], beforePiece });
    const visitor = await reader();
    await visitor.say('Count');
    await drafted(visitor, 'One is here.');
    visitor.leave();
    visitor.seen.length = 0;
    visitor.listen();
    await until(() => visitor.seen.length === 1, { what: 'the question, on the page that came back' });
    first.release();
    await drafted(visitor, 'One is here. Two is here.');
    second.release();
    await answered(visitor, 'One is here. Two is here. Three.');
  });

  test('what was said on the way to a tool is taken back before the answer', async () => {
    const { beforePiece, release } = hold(0);
    const toolCalls = [{ name: 'get_opening_hours', arguments: { day: 'sunday' } }];
    const ofFirst = hold(1);
    platform.street.openai.script.say(
      { text: ['Let me look. ', 'One moment. '], toolCalls, beforePiece: ofFirst.beforePiece },
      { text: ['We are closed.'], beforePiece },
    );
    const visitor = await reader();
    await visitor.say('Sunday?');
    await drafted(visitor, 'Let me look.');
    ofFirst.release();
    await drafted(visitor, null);
    expect(answers(visitor)).toEqual([]);
    release();
    await answered(visitor, 'We are closed.');
    expect(answers(visitor)).toHaveLength(1);
  });

  test('a stream that is cut takes its draft back, and the next attempt writes its own', async () => {
    const { beforePiece, release } = hold(1);
    platform.street.openai.script.say(
      { text: ['We open at seven. ', 'Yes.'], beforePiece, cutAfter: 1 },
      { text: ['We open at nine.'] },
    );
    const visitor = await reader();
    await visitor.say('Really?');
    await drafted(visitor, 'We open at seven.');
    release();
    await drafted(visitor, null);
    await platform.passTime(60_000);
    await answered(visitor, 'We open at nine.');
    expect(answers(visitor)).toEqual(['We open at nine.']);
  });

  test('a sentence that may not leave ends the draft, and what is written instead is settled', async () => {
    const { beforePiece, release } = hold(3);
    const text = ['Good news. ', 'I have booked it for you. ', 'See you soon. ', 'Bye.'];
    platform.street.openai.script.say(
      { text, beforePiece },
      { text: 'I have booked nothing yet. When would suit you?' },
    );
    const visitor = await reader();
    await visitor.say('Book me in');
    await drafted(visitor, 'Good news.');
    await until(() => lastCall()?.pieces === 3);
    release();
    await answered(visitor, 'I have booked nothing yet. When would suit you?');
    expect(visitor.drafts).not.toContain('Good news. I have booked it for you.');
  });

  test('a person who takes over in the middle takes the draft back', async () => {
    const { beforePiece } = hold(1);
    platform.street.openai.script.say({ text: ['I think so. ', 'Yes.'], beforePiece });
    const visitor = await reader();
    const { conversation_id } = await visitor.say('Are you sure?');
    await drafted(visitor, 'I think so.');
    const taken = await colleague.call('POST', `/v1/conversations/${conversation_id}/take-over`);
    expect(taken.status).toBe(200);
    await drafted(visitor, null);
    expect(answers(visitor)).toEqual([]);
  });

  test('a message that interrupts takes the draft back, and both are answered together', async () => {
    await changeAgent({ turns: { while_running: 'interrupt' } });
    const { beforePiece } = hold(1);
    const ofSecond = hold(0);
    platform.street.openai.script.say(
      { text: ['We open at ten. ', 'Yes.'], beforePiece },
      { text: ['At nine.'], beforePiece: ofSecond.beforePiece },
    );
    const visitor = await reader();
    await visitor.say('When?');
    await drafted(visitor, 'We open at ten.');
    await visitor.say('On Monday, I mean');
    await drafted(visitor, null);
    ofSecond.release();
    await answered(visitor, 'At nine.');
    expect(answers(visitor)).toEqual(['At nine.']);
    await changeAgent({ turns: { while_running: 'queue' } });
  });

  test('an agent that does not stream has its answer read when it is whole', async () => {
    await changeAgent({ streams: false });
    const { beforePiece, release } = hold(2);
    platform.street.openai.script.say({ text: ['One is. ', 'Two is. ', 'Three.'], beforePiece });
    const visitor = await reader();
    await visitor.say('Count');
    await until(() => lastCall()?.pieces === 2);
    release();
    await answered(visitor, 'One is. Two is. Three.');
    expect(visitor.drafts).toEqual([]);
    await changeAgent({ streams: true });
  });
});
