import { expect, test } from 'vitest';
import { createOnceKey } from './once-key.ts';

test('the same question keeps its key and its moment, another one gets its own', () => {
  let count = 0;
  const once = createOnceKey(
    (size) => new Uint8Array(size).fill(++count),
    () => count * 1_000,
  );
  const first = { ...once.for('a') };
  expect(first).toMatchObject({ key: '01'.repeat(16) });
  expect(once.for('a')).toMatchObject(first);
  expect(once.for('b')).toMatchObject({ key: '02'.repeat(16), at: 2_000 });
});
