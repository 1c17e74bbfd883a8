import { currentTraceparent, startTracing, withSpan } from '@parley/telemetry/trace';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from './store/open-store.ts';
import { bells } from './testing/bell-catalog.ts';
import { type Crew, createCrew, gatekeeper, until } from './testing/crew.ts';
import { describeOnEachStore, type TestStore } from './testing/test-stores.ts';

describeOnEachStore('rings', (start) => {
  let store: TestStore;
  let crew: Crew;

  beforeAll(async () => {
    store = await start(bells);
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    await store.empty();
    crew = createCrew(store.backend);
  });
  afterEach(() => crew.close());

  test('a ring is answered, with its ids', async () => {
    const heard: unknown[] = [];
    await crew.consumer({
      'note.send': async (payload, { attempt }) => void heard.push({ ...payload, attempt }),
    });
    const producer = await crew.producer();
    producer.ring('note.send', { noteId: 'note_1' });
    producer.ring('note.send', { noteId: 'note_1' });
    await until(() => heard.length === 2);
    expect(heard).toEqual(Array(2).fill({ noteId: 'note_1', attempt: 1 }));
  });

  test('a thousand rings at once cost the store two', async () => {
    const ids: number[] = [];
    await crew.consumer({ 'note.send': async (_payload, { id }) => void ids.push(Number(id)) });
    const producer = await crew.producer();
    producer.ring('note.send', { noteId: 'before' });
    await until(() => ids.length === 1);
    for (let i = 0; i < 1_000; i++) producer.ring('door.ring');
    producer.ring('note.send', { noteId: 'after' });
    await until(() => ids.length === 2);
    // Each add takes the next id, also one that the store finds to be a duplicate.
    const [before = 0, after = 0] = ids;
    expect(after - before - 1).toBeLessThanOrEqual(2);
  });

  test('of two processes that ring, one ring lies in the queue', async () => {
    const [one, other] = [await crew.producer(), await crew.producer()];
    const waiting = async () => (await one.depth())?.[0]?.waiting;
    for (const producer of [one, other, one, other]) {
      producer.ring('door.ring');
      producer.ring('note.read', { noteId: 'note_1' });
      producer.ring('note.read', { noteId: 'note_2' });
      producer.ring('note.send', { noteId: 'note_3' });
    }
    // The four that do not coalesce came last, so whatever else was added is there before them.
    await until(async () => (await waiting()) === 3 + 4);
    expect(await one.depth()).toEqual([{ queue: 'bells', waiting: 7, active: 0, delayed: 0, failed: 0 }]);
  });

  test.each([
    { concurrency: 1, when: 'as soon as the one in progress is done' },
    { concurrency: 2, when: 'while the other is still in progress' },
  ])('a ring during a run leads to another run ($concurrency at once: $when)', async ({ concurrency }) => {
    const { opened, open } = gatekeeper();
    let runs = 0;
    const rings = async () => {
      runs += 1;
      if (runs === 1) await opened;
    };
    await crew.consumer({ 'door.ring': rings }, { concurrency });
    const producer = await crew.producer();
    producer.ring('door.ring');
    await until(() => runs === 1);
    producer.ring('door.ring');
    const rungAgain = async () => (await producer.depth())?.[0]?.waiting === 1;
    await until(concurrency === 1 ? rungAgain : () => runs === 2);
    open();
    await until(() => runs === 2);
  });

  test('the handler runs in the trace that rang', async () => {
    const tracing = await startTracing({
      service: 'test',
      version: '0',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    });
    try {
      const heard: (string | null)[] = [];
      await crew.consumer({ 'door.ring': async () => void heard.push(currentTraceparent()) });
      const producer = await crew.producer();
      let rang: string | null = null;
      await withSpan('a request', { parent: null }, async () => {
        rang = currentTraceparent();
        producer.ring('door.ring');
      });
      await until(() => heard.length === 1);
      const [, trace, span] = String(rang).split('-');
      expect(heard[0]).toContain(`00-${trace}-`);
      expect(heard[0]).not.toContain(span);
    } finally {
      await tracing.stop();
    }
  });

  test('what fails is tried as often as its entry says, and leaves no word of it in the queue', async () => {
    const attempts: number[] = [];
    await crew.consumer({
      'note.send': async (_payload, { attempt }) => {
        attempts.push(attempt);
        throw new Error('the card number is 4111111111111111');
      },
    });
    const producer = await crew.producer();
    producer.ring('note.send', { noteId: 'note_1' });
    await until(async () => (await producer.depth())?.[0]?.failed === 1);
    expect(attempts).toEqual([1, 2]);
    expect(crew.lines.filter((line) => line.msg === 'job.failed')).toHaveLength(2);
    const [failed] = await inQueue((queue) => queue.getFailed());
    expect(failed).toMatchObject({ failedReason: 'note.send failed; see the log' });
    expect(JSON.stringify(failed)).not.toContain('4111');
  });

  test('poison is put aside, once, and the next ring is heard', async () => {
    const heard: unknown[] = [];
    await crew.consumer({ 'note.read': async (payload) => void heard.push(payload) });
    const producer = await crew.producer();
    const poison: [string, unknown][] = [
      ['note.read', { payload: { noteId: 7 } }],
      ['note.read', { payload: { noteId: 'note_1', text: 'more than ids' } }],
      ['note.read', null],
      ['no.such.job', { payload: {} }],
      ['constructor', { payload: {} }],
    ];
    await inQueue(async (queue) => {
      for (const [name, data] of poison) await queue.add(name, data, { attempts: 3 });
    });
    producer.ring('note.read', { noteId: 'note_1' });
    await until(() => heard.length === 1);
    await until(async () => (await producer.depth())?.[0]?.failed === poison.length);
    expect(heard).toEqual([{ noteId: 'note_1' }]);
    expect(crew.lines.filter((line) => line.msg === 'job.failed')).toHaveLength(poison.length);
  });

  test('the store stays small', async () => {
    let heard = 0;
    await crew.consumer({ 'note.send': async () => void heard++ });
    const producer = await crew.producer();
    for (let i = 0; i < 600; i++) producer.ring('note.send', { noteId: `note_${i}` });
    await until(() => heard === 600);
    await until(async () => (await producer.depth())?.[0]?.active === 0);
    expect(await store.size()).toBeLessThan(500);
  });

  /** BullMQ's own queue, as another program would open it. */
  async function inQueue<T>(use: (queue: BareQueue) => Promise<T>): Promise<T> {
    const opened = openStore(store.backend, 'ring', () => {});
    const queue = opened.queue('bells') as unknown as BareQueue;
    await queue.waitUntilReady();
    try {
      return await use(queue);
    } finally {
      await opened.close();
    }
  }
});

type BareQueue = {
  waitUntilReady(): Promise<void>;
  add(name: string, data: unknown, options: { attempts: number }): Promise<unknown>;
  getFailed(): Promise<unknown[]>;
};
