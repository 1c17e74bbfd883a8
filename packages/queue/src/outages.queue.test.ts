import { test } from 'vitest';
import { bells } from './testing/bell-catalog.ts';
import { type Crew, createCrew, gatekeeper, until } from './testing/crew.ts';
import { describeOnEachStore, type TestStore } from './testing/test-stores.ts';

describeOnEachStore('outages', (start) => {
  const outage = test.extend<{ store: TestStore; crew: Crew }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures a fixture needs from its pattern
    store: async ({}, use) => {
      const store = await start(bells);
      await use(store);
      await store.stop();
    },
    crew: async ({ store }, use) => {
      const crew = createCrew(store.backend);
      await use(crew);
      await crew.close();
    },
  });

  outage.concurrent(
    'a producer whose store went away says so once, takes rings at once, and brings one when it is back',
    async ({ store, crew, expect }) => {
      const producer = await crew.producer();
      store.gate.shut();
      producer.ring('door.ring');
      await until(() => !producer.isUp());
      const began = performance.now();
      for (let i = 0; i < 10_000; i++) producer.ring('door.ring');
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(await producer.depth()).toBeNull();
      await until(() => store.gate.refused() >= 3);

      store.gate.open();
      await until(() => producer.isUp());
      await until(async () => (await producer.depth())?.[0]?.waiting === 1);
      const said = crew.lines.map((line) => line.msg);
      expect(said).toEqual(['out of reach; trying again until it answers', 'reached again']);
    },
  );

  outage.concurrent(
    'a silent store costs the caller nothing, and a bounded number of rings waits for it',
    async ({ store, crew, expect }) => {
      const producer = await crew.producer();
      store.gate.silence();
      producer.ring('note.send', { noteId: 'note_0' });
      const began = performance.now();
      for (let i = 1; i <= 5_000; i++) producer.ring('note.send', { noteId: `note_${i}` });
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(crew.ringsFailed()).toBe(4_000);
      await until(() => !producer.isUp());

      store.gate.open();
      await until(() => producer.isUp());
      // The first one was on its way and is counted as lost, although its bytes may have arrived.
      await until(async () => ((await producer.depth())?.[0]?.waiting ?? 0) >= 1_000);
      expect(crew.ringsFailed()).toBe(4_001);
    },
  );

  outage.concurrent(
    'who starts before the store waits for it, with the first ring',
    async ({ store, crew, expect }) => {
      store.gate.shut();
      const producer = crew.newProducer();
      let heard = 0;
      const consumer = crew.newConsumer({ 'door.ring': async () => void heard++ });
      producer.ring('door.ring');
      await until(() => store.gate.refused() >= 4);
      expect([producer.isUp(), consumer.isUp()]).toEqual([false, false]);
      store.gate.open();
      await until(() => heard === 1);
      expect([producer.isUp(), consumer.isUp()]).toEqual([true, true]);
    },
  );

  outage.concurrent(
    'a consumer asks a store out of reach in moderation, idle or busy, and goes on',
    async ({ store, crew, expect }) => {
      let heard = 0;
      const consumer = await crew.consumer({ 'note.send': async () => void heard++ });
      const producer = await crew.producer();
      for (const rings of [0, 300]) {
        for (let i = 0; i < rings; i++) producer.ring('note.send', { noteId: `note_${i}` });
        if (rings > 0) await until(() => heard > 10);
        store.gate.shut();
        const before = { ms: performance.now(), refused: store.gate.refused() };
        await until(() => !consumer.isUp() && store.gate.refused() > before.refused + 40);
        const tries = store.gate.refused() - before.refused;
        expect((performance.now() - before.ms) / tries).toBeGreaterThan(3);
        store.gate.open();
        await until(() => producer.isUp() && consumer.isUp());
        const heardBefore = heard;
        producer.ring('note.send', { noteId: 'after' });
        await until(() => heard > heardBefore);
      }
    },
  );

  outage.concurrent('a consumer of a silent store goes on when it speaks again', async ({ store, crew }) => {
    let heard = 0;
    const consumer = await crew.consumer({ 'door.ring': async () => void heard++ });
    const producer = await crew.producer();
    store.gate.silence();
    await until(() => !consumer.isUp());
    store.gate.open();
    await until(() => consumer.isUp() && producer.isUp());
    producer.ring('door.ring');
    await until(() => heard === 1);
  });

  outage.concurrent(
    'a consumer goes on when the store restarts, although Redis forgets all',
    async ({ store, crew }) => {
      let heard = 0;
      const consumer = await crew.consumer({ 'door.ring': async () => void heard++ });
      const producer = await crew.producer();
      for (let round = 1; round <= 3; round++) {
        await store.restart();
        await until(() => consumer.isUp() && producer.isUp());
        await until(() => {
          producer.ring('door.ring');
          return heard >= round;
        });
      }
    },
  );

  outage.concurrent('the queue may be emptied at any moment, also under a running handler', async ({ store, crew }) => {
    const { opened, open } = gatekeeper();
    const { opened: started, open: start } = gatekeeper();
    let heard = 0;
    await crew.consumer({
      'door.ring': async () => void heard++,
      'note.read': async () => {
        start();
        await opened;
      },
    });
    const producer = await crew.producer();
    await store.empty();
    producer.ring('door.ring');
    await until(() => heard === 1);
    producer.ring('note.read', { noteId: 'note_1' });
    await started;
    await store.empty();
    open();
    producer.ring('door.ring');
    await until(() => heard === 2);
    await store.empty();
    producer.ring('door.ring');
    await until(() => heard === 3);
  });

  outage.concurrent(
    'a ring that was emptied out does not hold up the next of its kind',
    async ({ store, crew, expect }) => {
      const producer = await crew.producer();
      const waiting = async () => (await producer.depth())?.[0]?.waiting;
      producer.ring('door.ring');
      await until(async () => (await waiting()) === 1);
      await store.empty();
      expect(await waiting()).toBe(0);
      producer.ring('door.ring');
      await until(async () => (await waiting()) === 1);
    },
  );

  outage.concurrent(
    'of a worker that died, the next ring is answered at once, the one in its hand later',
    async ({ store, crew, expect }) => {
      const { opened, open } = gatekeeper();
      const victim = createCrew(store.backend);
      let held = '';
      const holdOn = async (_payload: unknown, { id }: { id: string }) => {
        held = id;
        await opened;
      };
      await victim.consumer({ 'door.ring': holdOn }, { finishMs: 0 });
      const producer = await crew.producer();
      producer.ring('door.ring');
      await until(() => held !== '');
      await victim.close();

      const heard: string[] = [];
      await crew.consumer({ 'door.ring': async (_payload, { id }) => void heard.push(id) });
      producer.ring('door.ring');
      await until(() => heard.length === 1, 3_000);
      expect(heard).not.toContain(held);
      await until(() => heard.length === 2);
      expect(heard).toContain(held);
      open();
    },
  );
});
