import { expect, test } from 'vitest';
import { catalog, queuesOf } from './catalog.ts';
import type { Ring } from './producer.ts';
import { bells } from './testing/bell-catalog.ts';

test('a ring carries the ids of its entry: more or fewer do not compile', () => {
  const rung: unknown[][] = [];
  const ring: Ring<typeof bells> = (...arguments_) => void rung.push(arguments_);
  ring('door.ring');
  ring('note.read', { noteId: 'note_1' });
  // @ts-expect-error
  ring('note.read');
  // @ts-expect-error
  ring('note.read', { noteId: 'note_1', text: 'not an id' });
  // @ts-expect-error
  ring('door.bell');
  expect(rung).toHaveLength(5);
});

test('payloads of the catalogue refuse what is not an id of theirs', () => {
  for (const { payload } of Object.values(catalog)) {
    expect(payload.safeParse({ text: 'hello' }).success).toBe(false);
  }
});

test('the queues of a catalogue', () => {
  expect(queuesOf(bells)).toEqual(['bells']);
});
