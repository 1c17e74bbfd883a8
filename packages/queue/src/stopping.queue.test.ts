import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bells } from './testing/bell-catalog.ts';
import { type Crew, createCrew, gatekeeper, until } from './testing/crew.ts';
import { describeOnEachStore, type TestStore } from './testing/test-stores.ts';

describeOnEachStore('stopping', (start) => {
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

  test('close waits for the running handler, which hears of it, and its job is done with', async () => {
    const { opened, open } = gatekeeper();
    let signal: AbortSignal | undefined;
    let finished = false;
    const consumer = await crew.consumer({
      'door.ring': async (_payload, { stopping }) => {
        signal = stopping;
        await opened;
        finished = true;
      },
    });
    const producer = await crew.producer();
    producer.ring('door.ring');
    await until(() => signal !== undefined);
    expect(signal?.aborted).toBe(false);
    const closed = consumer.close();
    expect(signal?.aborted).toBe(true);
    // Longer than the connections get for their end.
    setTimeout(open, 1_200);
    await closed;
    expect(finished).toBe(true);
    expect(await producer.depth()).toEqual([{ queue: 'bells', waiting: 0, active: 0, delayed: 0, failed: 0 }]);
  });

  test('close does not wait for ever', async () => {
    const { opened, open } = gatekeeper();
    let running = false;
    const consumer = await crew.consumer(
      {
        'door.ring': async () => {
          running = true;
          await opened;
        },
      },
      { finishMs: 100 },
    );
    const producer = await crew.producer();
    producer.ring('door.ring');
    await until(() => running);
    const began = performance.now();
    await consumer.close();
    expect(performance.now() - began).toBeLessThan(2_000);
    open();
  });

  test('close does not wait for a store that is away', async () => {
    const consumer = await crew.consumer({});
    const producer = await crew.producer();
    store.gate.silence();
    const began = performance.now();
    await Promise.all([consumer.close(), producer.close()]);
    expect(performance.now() - began).toBeLessThan(3_000);
    store.gate.open();
  });

  test('a ring after the end of intake is left for another process', async () => {
    const heard: string[] = [];
    const one = await crew.consumer({ 'door.ring': async () => void heard.push('one') });
    const producer = await crew.producer();
    producer.ring('door.ring');
    await until(() => heard.length === 1);
    one.stopIntake();
    producer.ring('door.ring');
    await until(async () => (await producer.depth())?.[0]?.waiting === 1);
    await crew.consumer({ 'door.ring': async () => void heard.push('other') });
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one', 'other']);
    await one.close();
  });

  test('rings made before close go out; rings after it are counted as failed', async () => {
    const [leaving, staying] = [await crew.producer(), await crew.producer()];
    leaving.ring('note.send', { noteId: 'note_1' });
    leaving.ring('note.send', { noteId: 'note_2' });
    await leaving.close();
    expect(await staying.depth()).toMatchObject([{ waiting: 2 }]);
    leaving.ring('note.send', { noteId: 'note_3' });
    expect(crew.ringsFailed()).toBe(1);
  });
});
