import type { QueueBackend } from '@parley/queue/backend';
import { emptyQueue } from '@parley/queue/testing/empty-queue';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { describeOnBothQueues } from './setup/backends.ts';
import { visit } from './visitor.ts';

describeOnBothQueues('the journey of a chat message', (openBackend) => {
  let platform: Platform;
  let backend: QueueBackend;
  let closeBackend: () => Promise<void>;

  beforeAll(async () => {
    const { redisUrl, close } = await openBackend();
    closeBackend = close;
    platform = await startPlatform({ redisUrl });
    backend = redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: platform.database.urls.owner };
  });
  afterAll(async () => {
    await platform?.stop();
    await closeBackend?.();
  });

  const newVisitor = () => visit({ url: platform.api.url, channelId: platform.channelId });

  test('a question on the page is answered on the page, by the demo model, which says so', async () => {
    const visitor = await newVisitor();
    visitor.listen();
    const accepted = await visitor.say('When are you open on Saturday?');
    expect(accepted).toMatchObject({ duplicate: false, status: 'waiting' });
    await until(() => visitor.seen.length === 2);
    const [question, answer] = visitor.seen;
    expect(question).toMatchObject({ author: 'visitor', text: 'When are you open on Saturday?' });
    expect(answer).toMatchObject({ author: 'agent', model: 'demo model: no language model is called' });
    expect(answer?.text).toMatch(/Saturday/);
    expect(answer?.text).toMatch(/9|09:00/);
    visitor.leave();
  });

  test('the turn left its journal: the frame, both model calls, the tool between them, and what was decided about each', async () => {
    const visitor = await newVisitor();
    const { turn_id } = await visitor.say('Are you open on Sunday?');
    await platform.quiet();
    const { rows } = await platform.database.owner.query<{ key: string }>(
      'select s.key from step s join run r on r.org_id = s.org_id and r.id = s.run_id where r.turn_id = $1 order by s.position',
      [turn_id],
    );
    expect(rows.map(({ key }) => key)).toEqual([
      ...['frame', 'guard:in', 'think#1', 'decide:think#1.0', 'tool:think#1.0', 'think#2'],
      'guard:out#1',
    ]);
  });

  test('with `Prefer: wait` the answer comes with the call', async () => {
    const visitor = await newVisitor();
    const body = { id: 'hello-1', text: 'Are you a real person?' };
    const answered = await visitor.client.sendChatMessage({ body, headers: { Prefer: 'wait=10' } });
    expect(answered.status).toBe('answered');
    expect(answered.replies).toHaveLength(1);
    expect(answered.replies[0]?.text).toMatch(/demo/i);
  });

  test('the same message sent ten times at once is one message and one answer', async () => {
    const visitor = await newVisitor();
    visitor.listen();
    const sent = await Promise.all(Array.from({ length: 10 }, () => visitor.say('Hello?', 'same-id')));
    expect(new Set(sent.map(({ turn_id }) => turn_id)).size).toBe(1);
    expect(sent.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await until(() => visitor.seen.length === 2);
    await platform.quiet();
    const { data } = await visitor.client.listChatMessages({});
    expect(data.map(({ author }) => author)).toEqual(['visitor', 'agent']);
    visitor.leave();
  });

  test('five messages in a row get five answers, in their order', async () => {
    const visitor = await newVisitor();
    visitor.listen();
    const questions = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
    for (const day of questions) await visitor.say(`Are you open on ${day}?`);
    await until(() => visitor.seen.length === 10, { timeoutMs: 15_000 });
    const answers = visitor.seen.filter(({ author }) => author === 'agent').map(({ text }) => text);
    expect(answers.map((text) => questions.find((day) => text.includes(day)))).toEqual(questions);
    visitor.leave();
  });

  test('a page that was away goes on where it was, without loss or repetition', async () => {
    const visitor = await newVisitor();
    visitor.listen();
    await visitor.say('Where are you?');
    await until(() => visitor.seen.length === 2);
    visitor.leave();
    await visitor.say('And when do you open on Monday?');
    await platform.quiet();
    visitor.listen();
    await until(() => visitor.seen.length === 4);
    expect(new Set(visitor.seen.map(({ id }) => id)).size).toBe(4);
    expect(visitor.seen.map(({ author }) => author)).toEqual(['visitor', 'agent', 'visitor', 'agent']);
    visitor.leave();
  });

  test('two visitors never see each other', async () => {
    const [one, other] = [await newVisitor(), await newVisitor()];
    await Promise.all([one.say('Hello from one'), other.say('Hello from the other')]);
    await platform.quiet();
    const { data } = await one.client.listChatMessages({});
    expect(data.filter(({ author }) => author === 'visitor').map(({ text }) => text)).toEqual(['Hello from one']);
  });

  test('the status page’s numbers: operational, with an api and a worker, and who answers', async () => {
    const status = await until(async () => {
      const now = await (await newVisitor()).client.readStatus();
      return now.state === 'operational' && now.turns.answered_last_hour > 0 ? now : null;
    });
    expect(status.processes.map(({ kind }) => kind).sort()).toEqual(['api', 'slackbot', 'worker']);
    expect(status.model).toEqual({ label: 'demo model: no language model is called', demo: true });
    expect(status.problems).toEqual([]);
  });

  test('when the queue is emptied at any moment, nothing is lost', async () => {
    const visitors = await Promise.all(Array.from({ length: 4 }, newVisitor));
    const emptying = { on: true };
    const emptier = (async () => {
      while (emptying.on) await emptyQueue(backend);
    })();
    for (const visitor of visitors) {
      for (const day of ['Monday', 'Friday']) await visitor.say(`Are you open on ${day}?`);
    }
    emptying.on = false;
    await emptier;
    await platform.quiet();
    for (const visitor of visitors) {
      const { data } = await visitor.client.listChatMessages({});
      expect(data.map(({ author }) => author).sort()).toEqual(['agent', 'agent', 'visitor', 'visitor']);
    }
  });
});
