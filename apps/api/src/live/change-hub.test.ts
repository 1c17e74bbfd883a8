import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ChangeHub, createChangeHub } from './change-hub.ts';

let hub: ChangeHub;
const never = new AbortController().signal;
const follow = (orgId: string, person = 'usr_1') => hub.follow({ orgId, person });

beforeEach(() => {
  vi.useFakeTimers();
  hub = createChangeHub();
});
afterEach(() => vi.useRealTimers());

/** Whether the promise is settled once that much time has passed. */
async function settled(promise: Promise<void>, ms = 0): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(ms);
  return done;
}

test('a change is heard in its organisation, and in no other', async () => {
  const [mine, other] = [follow('org_1'), follow('org_2')];
  const waits = [mine.changed(never), other.changed(never)] as const;
  hub.hear({ kind: 'changed', orgId: 'org_1', area: 'team' });
  expect(await settled(waits[0])).toBe(true);
  expect(await settled(waits[1])).toBe(false);
  expect([...mine.heard()]).toEqual(['team']);
  expect([...other.heard()]).toEqual([]);
});

test('what comes between two looks is told together, once', async () => {
  const mine = follow('org_1');
  for (const area of ['team', 'api_key', 'team'] as const) hub.hear({ kind: 'changed', orgId: 'org_1', area });
  expect(await settled(mine.changed(never))).toBe(true);
  expect([...mine.heard()]).toEqual(['team', 'api_key']);
  expect([...mine.heard()]).toEqual([]);
});

test('after a gap everyone looks at everything', async () => {
  const [mine, other] = [follow('org_1'), follow('org_2')];
  hub.hear({ kind: 'changed', orgId: 'org_1', area: 'team' });
  hub.hear({ kind: 'gap' });
  expect(await settled(mine.changed(never))).toBe(true);
  expect([mine.heard(), other.heard()]).toEqual(['all', 'all']);
});

test('what happens in a conversation is a change of conversations', async () => {
  const mine = follow('org_1');
  for (const hint of [
    { kind: 'conversation', orgId: 'org_1', conversationId: 'conv_1' },
    { kind: 'conversation_opened', orgId: 'org_1', audience: 'ann' },
    { kind: 'typing', orgId: 'org_1', conversationId: 'conv_1', active: true },
  ] as const) {
    hub.hear(hint);
    expect(await settled(mine.changed(never))).toBe(true);
    expect([...mine.heard()]).toEqual(['conversation']);
  }
});

test('without a word one looks again after 15 seconds; what workers tell each other is nothing here', async () => {
  const mine = follow('org_1').changed(never);
  hub.hear({ kind: 'lane_lost', orgId: 'org_1', conversationId: 'conv_1', fence: '1' });
  expect(await settled(mine, 14_999)).toBe(false);
  expect(await settled(mine, 1)).toBe(true);
});

test('who stops is counted no more', () => {
  const [first, second] = [follow('org_1', 'usr_1'), follow('org_1', 'usr_2')];
  expect([hub.size(), hub.sizeOf('usr_1')]).toEqual([2, 1]);
  first.stop();
  expect([hub.size(), hub.sizeOf('usr_1')]).toEqual([1, 0]);
  second.stop();
  expect(hub.size()).toBe(0);
});
