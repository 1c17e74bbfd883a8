import type { LiveHint } from '@parley/shared/live-hint';
import { createLogger, silentLogger } from '@parley/telemetry/logger';
import { test } from 'vitest';
import { createLive, type Live, type LiveSignal } from './live.ts';
import { bells } from './testing/bell-catalog.ts';
import { until } from './testing/crew.ts';
import { describeOnEachStore, type TestStore } from './testing/test-stores.ts';

const hintOf = (conversationId: string): LiveHint => ({ kind: 'conversation', orgId: 'org_1', conversationId });

/** What one listener heard: conversation ids, and gaps. */
function listen(live: Live) {
  const heard: string[] = [];
  const stop = live.subscribe((signal: LiveSignal) => {
    heard.push(signal.kind === 'conversation' ? signal.conversationId : signal.kind);
  });
  return { heard, stop };
}

describeOnEachStore('live', (start) => {
  const live = test.extend<{ store: TestStore; open: (settings?: { heartbeatMs: number }) => Promise<Live> }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures a fixture needs from its pattern
    store: async ({}, use) => {
      const store = await start(bells);
      await use(store);
      await store.stop();
    },
    open: async ({ store }, use) => {
      const opened: Live[] = [];
      await use(async (settings) => {
        const one = createLive({ backend: store.backend, log: silentLogger, ...settings });
        opened.push(one);
        await until(() => one.isUp());
        return one;
      });
      await Promise.all(opened.map((one) => one.close()));
    },
  });

  live.concurrent(
    'a hint reaches every listener of every process, and those who left no more',
    async ({ open, expect }) => {
      const [here, there] = [await open(), await open()];
      const listeners = [listen(here), listen(here), listen(there)];
      await until(() => listeners.every(({ heard }) => heard.includes('gap')));
      there.publish(hintOf('conv_1'));
      await until(() => listeners.every(({ heard }) => heard.includes('conv_1')));
      listeners[0]?.stop();
      here.publish(hintOf('conv_2'));
      await until(() => listeners.slice(1).every(({ heard }) => heard.includes('conv_2')));
      expect(listeners[0]?.heard).toEqual(['gap', 'conv_1']);
      expect(listeners[2]?.heard).toEqual(['gap', 'conv_1', 'conv_2']);
    },
  );

  live.concurrent('who subscribes is told to read again once the ear is open', async ({ open, expect }) => {
    const one = await open();
    const { heard } = listen(one);
    expect(heard).toEqual([]);
    await until(() => heard.length === 1);
    const second = listen(one);
    one.publish(hintOf('conv_1'));
    await until(() => second.heard.length === 1);
    // The ear was open already: nothing can have been missed.
    expect([heard, second.heard]).toEqual([['gap', 'conv_1'], ['conv_1']]);
  });

  live.concurrent('the same hint twice is one, and many are split', async ({ open, expect }) => {
    const [here, there] = [await open(), await open()];
    const { heard } = listen(there);
    await until(() => heard.length === 1);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 900; i++) here.publish(hintOf(`conv_${i}`));
    }
    here.publish({ kind: 'typing', orgId: 'org_1', conversationId: 'conv_1', active: true });
    await until(() => heard.includes('typing'));
    expect(heard).toEqual(['gap', ...Array.from({ length: 900 }, (_, i) => `conv_${i}`), 'typing']);
    await until(() => here.counts().published === 901);
    expect(here.counts().dropped).toBe(0);
  });

  live.concurrent(
    'what is too big for a payload, or too much at once, is dropped and counted',
    async ({ open, expect }) => {
      const one = await open();
      one.publish(hintOf('x'.repeat(7_000)));
      for (let i = 0; i < 1_500; i++) one.publish(hintOf(`conv_${i}`));
      await until(() => one.counts().published === 999);
      expect(one.counts()).toEqual({ published: 999, received: 0, dropped: 502, ignored: 0 });
    },
  );

  live.concurrent(
    'payloads that nobody knows are ignored and counted, good ones beside them heard',
    async ({ store, open, expect }) => {
      const one = await open();
      const { heard } = listen(one);
      await until(() => heard.length === 1);
      for (const payload of [
        'not json',
        '{"kind":"conversation"}',
        'null',
        '[[]]',
        JSON.stringify([{ kind: 'from the future' }, hintOf('conv_1'), { ...hintOf('conv_2'), orgId: 7 }]),
      ]) {
        await store.shout(payload);
      }
      one.publish(hintOf('conv_3'));
      await until(() => heard.includes('conv_3'));
      expect(heard).toEqual(['gap', 'conv_1', 'conv_3']);
      expect(one.counts()).toMatchObject({ received: 2, ignored: 6 });
    },
  );

  live.concurrent(
    'after an outage listeners are told to read again, and hear again',
    async ({ store, open, expect }) => {
      const one = await open();
      const { heard } = listen(one);
      await until(() => heard.length === 1);
      store.gate.shut();
      await until(() => !one.isUp() && store.gate.refused() >= 3);
      for (let i = 0; i < 2_000; i++) one.publish(hintOf(`conv_${i}`));
      expect(heard).toEqual(['gap']);
      store.gate.open();
      await until(() => heard.length === 2 + 1_000);
      expect(heard.slice(0, 3)).toEqual(['gap', 'gap', 'conv_0']);
      await until(() => one.counts().published === 1_000);
      expect(one.counts().dropped).toBe(1_000);
    },
  );

  live.concurrent('a restart of the store is a gap', async ({ store, open }) => {
    const one = await open();
    const { heard } = listen(one);
    for (let gaps = 1; gaps <= 3; gaps++) {
      await until(() => heard.length === gaps && one.isUp());
      await store.restart();
    }
  });

  live.concurrent('a connection that went silent is found and replaced', async ({ store, open, expect }) => {
    const one = await open({ heartbeatMs: 50 });
    const { heard } = listen(one);
    await until(() => heard.length === 1);
    store.gate.silence();
    await until(() => !one.isUp());
    store.gate.open();
    await until(() => heard.length === 2);
    one.publish(hintOf('conv_1'));
    await until(() => heard.length === 3);
    expect(heard).toEqual(['gap', 'gap', 'conv_1']);
  });

  live.concurrent('a listener that throws does not keep the others from hearing', async ({ store, expect }) => {
    const lines: string[] = [];
    const log = createLogger({ service: 'test', level: 'error', destination: { write: (line) => lines.push(line) } });
    const one = createLive({ backend: store.backend, log });
    one.subscribe(() => {
      throw new Error('a page that is gone');
    });
    const { heard } = listen(one);
    await until(() => heard.length === 1);
    await one.close();
    expect(lines.join()).toContain('a page that is gone');
  });

  live.concurrent(
    'close sends what was published and ends soon, also without a store',
    async ({ store, open, expect }) => {
      const [leaving, staying] = [await open(), await open()];
      const { heard } = listen(staying);
      await until(() => heard.length === 1);
      leaving.publish(hintOf('conv_1'));
      await leaving.close();
      await until(() => heard.includes('conv_1'));
      store.gate.silence();
      const began = performance.now();
      staying.publish(hintOf('conv_2'));
      await staying.close();
      expect(performance.now() - began).toBeLessThan(1_500);
    },
  );
});
