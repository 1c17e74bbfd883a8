import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { enqueue, type Outbox, settle } from '../conversation/outbox.ts';
import { createSender } from './sender.ts';
import type { Authorised } from './sessions.ts';

type Fate = 'stored' | 'lost on the way' | 'stored, answer lost';

/** A server that takes each id once, behind a line on which anything may be lost. */
function setUp(fates: Fate[]) {
  let outbox: Outbox = [];
  const stored: string[] = [];
  let sent = 0;
  let lost = 0;
  const send = async ({ id }: { id: string }): Promise<Authorised<unknown>> => {
    const fate = fates.shift() ?? 'stored';
    sent += 1;
    if (fate !== 'stored') lost += 1;
    if (fate !== 'lost on the way' && !stored.includes(id)) stored.push(id);
    return fate === 'stored' ? { kind: 'ok', body: {} } : { kind: 'later', afterMs: 0 };
  };
  const sender = createSender({
    outbox: () => outbox,
    change: (to) => {
      outbox = to(outbox);
    },
    send,
    now: () => 0,
    random: () => 0,
  });
  const write = (id: string) => {
    outbox = enqueue(outbox, id, id, 0);
    sender.drain();
  };
  const needless = () => sent - lost - stored.length;
  return { write, stored, needless, waiting: () => outbox.filter(({ state }) => state.kind !== 'accepted').length };
}

it('delivers everything once and in order, whatever is lost on the way', async () => {
  const fate = fc.constantFrom<Fate>('stored', 'lost on the way', 'stored, answer lost');
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 12 }), fc.integer({ min: 1, max: 6 }), async (fates, count) => {
      const { write, stored, needless, waiting } = setUp(fates);
      const ids = Array.from({ length: count }, (_, n) => `m${n}`);
      for (const id of ids) write(id);
      await vi.waitFor(() => expect(waiting()).toBe(0), { interval: 1 });
      expect(stored).toEqual(ids);
      expect(needless()).toBe(0);
    }),
    { numRuns: 60 },
  );
});

it('stops where the chat is closed, and keeps what is left', async () => {
  let outbox = enqueue(enqueue([], 'a', 'one', 0), 'b', 'two', 0);
  const send = vi.fn(async (): Promise<Authorised<unknown>> => ({ kind: 'closed', message: 'no' }));
  const change = (to: (all: Outbox) => Outbox) => {
    outbox = to(outbox);
  };
  createSender({ outbox: () => outbox, change, send, now: () => 0, random: () => 0 }).drain();
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
  expect(outbox.map(({ state }) => state.kind)).toEqual(['queued', 'queued']);
});

it('does not wait out its time when woken, and needs no second sending after the echo', async () => {
  let outbox = enqueue([], 'a', 'one', 0);
  const change = (to: (all: Outbox) => Outbox) => {
    outbox = to(outbox);
  };
  const send = vi.fn(async (): Promise<Authorised<unknown>> => ({ kind: 'later', afterMs: 3_600_000 }));
  const sender = createSender({ outbox: () => outbox, change, send, now: () => 0, random: () => 0 });
  sender.drain();
  await vi.waitFor(() => expect(outbox[0]?.state).toEqual({ kind: 'queued', failures: 1 }));
  sender.wake();
  await vi.waitFor(() => expect(outbox[0]?.state).toEqual({ kind: 'queued', failures: 2 }));
  const [written] = outbox;
  outbox = settle(outbox, [{ author: 'visitor', client_message_id: written?.id } as never]);
  sender.wake();
  sender.drain();
  expect(send).toHaveBeenCalledTimes(2);
});
