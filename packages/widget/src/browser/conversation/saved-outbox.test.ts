import { expect, it } from 'vitest';
import { memoryStorage } from '../../testing/messages.ts';
import { openShelf } from '../net/shelf.ts';
import { accept, delay, enqueue, refuse } from './outbox.ts';
import { loadOutbox, saveOutbox } from './saved-outbox.ts';

const storage = () => {
  const kept = memoryStorage();
  return { kept, openTab: () => openShelf('parley:', () => kept) };
};

it('gives the next page what is still to be sent, and what was refused, in order', () => {
  const shelf = storage().openTab();
  const first = enqueue(enqueue(enqueue([], 'b', 'one', 1), 'a', 'two', 2), 'c', 'three', 3);
  saveOutbox(shelf, [], first);
  const then = accept(refuse(delay(first, 'a'), 'b', 'stale'), 'c');
  saveOutbox(shelf, first, then);
  expect(loadOutbox(shelf)).toEqual([
    { id: 'b', text: 'one', queuedAt: 1, state: { kind: 'refused', reason: 'stale' } },
    { id: 'a', text: 'two', queuedAt: 2, state: { kind: 'queued', failures: 0 } },
  ]);
});

it('lets two tabs write side by side', () => {
  const { openTab } = storage();
  const [left, right] = [openTab(), openTab()];
  const [mine, yours] = [enqueue([], 'l', 'left', 1), enqueue([], 'r', 'right', 2)];
  saveOutbox(left, [], mine);
  saveOutbox(right, [], yours);
  saveOutbox(left, mine, []);
  expect(loadOutbox(left).map(({ id }) => id)).toEqual(['r']);
});

it('is not disturbed by anything else that lies there', () => {
  const { kept, openTab } = storage();
  for (const text of ['', 'null', '{}', '[]', '{"text":1,"queuedAt":1}', '{"text":"x","queuedAt":1}']) {
    kept.setItem(`parley:out:${text}`, text);
  }
  kept.setItem('out:other', '{"text":"x","queuedAt":1,"state":{"kind":"queued"}}');
  expect(loadOutbox(openTab())).toEqual([]);
});
