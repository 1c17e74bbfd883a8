import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHub, type Follower, type Hub } from './hub.ts';

let hub: Hub;
const never = new AbortController().signal;
const ORG = 'org_1';

beforeEach(() => {
  vi.useFakeTimers();
  hub = createHub();
});
afterEach(() => vi.useRealTimers());

const follow = (conversationId: string | null, audience = 'ann'): Follower =>
  hub.follow({ orgId: ORG, audience, conversationId });

/** Whether the promise is settled once everything that can run has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

const said = (conversationId: string) => hub.hear({ kind: 'conversation', orgId: ORG, conversationId });
const typing = (active: boolean) => hub.hear({ kind: 'typing', orgId: ORG, conversationId: 'conv_1', active });

test('a hint wakes who follows that conversation, and nobody else', async () => {
  const [mine, other] = [follow('conv_1').changed(never), follow('conv_2').changed(never)];
  said('conv_1');
  expect(await settled(mine)).toBe(true);
  expect(await settled(other)).toBe(false);
});

test('the same conversation id of another organisation is another conversation', async () => {
  const mine = follow('conv_1').changed(never);
  hub.hear({ kind: 'conversation', orgId: 'org_2', conversationId: 'conv_1' });
  expect(await settled(mine)).toBe(false);
});

test('what happens between two looks is not missed', async () => {
  const follower = follow('conv_1');
  said('conv_1');
  expect(await settled(follower.changed(never))).toBe(true);
  expect(await settled(follower.changed(never))).toBe(false);
});

test('a typing hint wakes once, even for who never asks what it said', async () => {
  const follower = follow('conv_1');
  typing(true);
  expect(await settled(follower.changed(never))).toBe(true);
  expect(await settled(follower.changed(never))).toBe(false);
  expect(follower.typing()).toBe(true);
  expect(follower.typing()).toBeNull();
});

test('the newest word on typing is the one given out', () => {
  const follower = follow('conv_1');
  typing(true);
  typing(false);
  expect(follower.typing()).toBe(false);
});

const drafted = (text: string | null, fence = '1') =>
  hub.hear({ kind: 'draft', orgId: ORG, conversationId: 'conv_1', turnId: 'turn_1', fence, text });

test('a draft wakes who follows that conversation; the newest word on it is given out, once', async () => {
  const [mine, other] = [follow('conv_1'), follow('conv_2')];
  const waiting = mine.changed(never);
  drafted('One.');
  drafted('One. Two.');
  expect(await settled(waiting)).toBe(true);
  expect(mine.draft()).toEqual({ turnId: 'turn_1', text: 'One. Two.' });
  expect([mine.draft(), other.draft()]).toEqual([null, null]);
  drafted(null);
  expect(mine.draft()).toEqual({ turnId: 'turn_1', text: null });
});

test('an attempt that has lost its lane has no more say in the draft, nor does another organisation', () => {
  const follower = follow('conv_1');
  drafted('Anew.', '10');
  drafted(null, '9');
  hub.hear({ kind: 'draft', orgId: 'org_2', conversationId: 'conv_1', turnId: 'turn_1', fence: '11', text: 'Theirs.' });
  expect(follower.draft()?.text).toBe('Anew.');
});

test('after a gap a draft that was given out is taken back: that may be what was missed', () => {
  const follower = follow('conv_1');
  hub.hear({ kind: 'gap' });
  expect(follower.draft()).toBeNull();
  drafted('One.');
  expect(follower.draft()?.text).toBe('One.');
  hub.hear({ kind: 'gap' });
  expect(follower.draft()).toEqual({ turnId: 'turn_1', text: null });
  hub.hear({ kind: 'gap' });
  expect(follower.draft()).toBeNull();
});

test('a newcomer is woken by their own first message, not by another newcomer’s', async () => {
  const [ann, bob] = [follow(null, 'ann').changed(never), follow(null, 'bob').changed(never)];
  hub.hear({ kind: 'conversation_opened', orgId: ORG, audience: 'ann' });
  expect(await settled(ann)).toBe(true);
  expect(await settled(bob)).toBe(false);
});

test('whoever learns the conversation’s id looks once more, because a hint may have gone by', async () => {
  const follower = follow(null);
  said('conv_1');
  follower.setConversation('conv_1');
  expect(await settled(follower.changed(never))).toBe(true);
  follower.setConversation('conv_1');
  expect(await settled(follower.changed(never))).toBe(false);
});

test('after a gap everyone looks', async () => {
  const all = [follow('conv_1'), follow(null)].map((follower) => follower.changed(never));
  hub.hear({ kind: 'gap' });
  expect(await Promise.all(all.map(settled))).toEqual([true, true]);
});

test('without a hint one looks again after 15 seconds, or when it is over', async () => {
  const [patient, over] = [follow('conv_1').changed(never), new AbortController()];
  const left = follow('conv_1').changed(over.signal);
  over.abort();
  expect(await settled(left)).toBe(true);
  await vi.advanceTimersByTimeAsync(14_999);
  expect(await settled(patient)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await settled(patient)).toBe(true);
});

test('counts who listens, and forgets who left', () => {
  const [one, two] = [follow('conv_1', 'ann'), follow(null, 'bob')];
  expect([hub.size(), hub.sizeOf('ann'), hub.sizeOf('bob')]).toEqual([2, 1, 1]);
  one.stop();
  two.stop();
  expect([hub.size(), hub.sizeOf('ann'), hub.sizeOf('bob')]).toEqual([0, 0, 0]);
});
