import { expect, it } from 'vitest';
import { memoryStorage } from '../../testing/messages.ts';
import { openShelf } from './shelf.ts';

it('keeps its own part of the storage', () => {
  const storage = memoryStorage();
  storage.setItem('page', 'theirs');
  const shelf = openShelf('parley:', () => storage);
  shelf.set('a', '1');
  expect(shelf.get('a')).toBe('1');
  expect(storage.getItem('parley:a')).toBe('1');
  expect(shelf.keys()).toEqual(['a']);
  expect(shelf.get('page')).toBeNull();
  shelf.remove('a');
  expect(shelf.keys()).toEqual([]);
});

it('remembers by itself where storage is forbidden', () => {
  const shelf = openShelf('parley:', () => {
    throw new Error('denied');
  });
  shelf.set('a', '1');
  expect(shelf.get('a')).toBe('1');
  expect(shelf.keys()).toEqual(['a']);
  shelf.remove('a');
  expect(shelf.get('a')).toBeNull();
});

it('remembers by itself what no longer fits, and never gives back what it replaced', () => {
  const storage = memoryStorage();
  const full: Storage = {
    ...storage,
    setItem: () => {
      throw new Error('quota');
    },
  };
  let current = storage;
  const shelf = openShelf('parley:', () => current);
  shelf.set('a', 'old');
  current = full;
  shelf.set('a', 'new');
  expect(shelf.get('a')).toBe('new');
  current = storage;
  expect(shelf.get('a')).toBe('new');
});
