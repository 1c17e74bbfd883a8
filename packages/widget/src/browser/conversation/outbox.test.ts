import { describe, expect, it } from 'vitest';
import { own } from '../../testing/messages.ts';
import {
  accept,
  adopt,
  delay,
  enqueue,
  holdBackStale,
  nextToSend,
  type Outbox,
  refuse,
  retry,
  STALE_AFTER_MS,
  settle,
} from './outbox.ts';

const T = 1_000_000;
const ids = (outbox: Outbox) => outbox.map(({ id }) => id);
const two = enqueue(enqueue([], 'a', 'one', T), 'b', 'two', T + 1);

describe('an outbox', () => {
  it('sends strictly one after the other', () => {
    expect(nextToSend(two)?.id).toBe('a');
    expect(nextToSend(delay(two, 'a'))?.id).toBe('a');
    expect(nextToSend(accept(two, 'a'))?.id).toBe('b');
    expect(nextToSend(refuse(two, 'a', 'invalid'))?.id).toBe('b');
    expect(nextToSend(accept(accept(two, 'a'), 'b'))).toBeUndefined();
  });

  it('counts failures of what still waits only', () => {
    expect(delay(delay(two, 'a'), 'a')[0]?.state).toEqual({ kind: 'queued', failures: 2 });
    expect(delay(accept(two, 'a'), 'a')[0]?.state).toEqual({ kind: 'accepted' });
  });

  it('sends a refused message again with its own id, as the last', () => {
    const again = retry(refuse(two, 'a', 'invalid'), 'a', T + 9);
    expect(again).toEqual([
      { id: 'b', text: 'two', queuedAt: T + 1, state: { kind: 'queued', failures: 0 } },
      { id: 'a', text: 'one', queuedAt: T + 9, state: { kind: 'queued', failures: 0 } },
    ]);
  });

  it('retries nothing that was not refused', () => {
    expect(retry(two, 'a', T)).toBe(two);
    expect(retry(two, 'unknown', T)).toBe(two);
  });

  it('lets go of what the transcript holds, accepted or not', () => {
    expect(ids(settle(two, [own(1, 'a')]))).toEqual(['b']);
    expect(ids(settle(refuse(two, 'b', 'stale'), [own(1, 'b')]))).toEqual(['a']);
    expect(settle(two, [own(1, 'other')])).toBe(two);
  });

  it('holds back what has waited too long, until somebody asks', () => {
    expect(holdBackStale(two, T + STALE_AFTER_MS)).toBe(two);
    const held = holdBackStale(two, T + STALE_AFTER_MS + 1);
    expect(held.map(({ state }) => state.kind)).toEqual(['refused', 'queued']);
    expect(holdBackStale(retry(held, 'a', T + STALE_AFTER_MS + 1), T + STALE_AFTER_MS + 1)[1]?.state.kind).toBe(
      'queued',
    );
    expect(holdBackStale(accept(two, 'a'), T * 1_000)[0]?.state.kind).toBe('accepted');
  });

  it('takes up what an earlier page left, in the order of writing, each once', () => {
    const here = enqueue(accept(enqueue([], 'b', 'two', T + 1), 'b'), 'c', 'three', T + 2);
    const all = adopt(here, two);
    expect(ids(all)).toEqual(['a', 'b', 'c']);
    expect(all[1]?.state.kind).toBe('accepted');
    expect(adopt(here, [])).toBe(here);
  });
});
