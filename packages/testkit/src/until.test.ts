import { expect, test } from 'vitest';
import { until } from './until.ts';

test('gives back what the condition answered once it holds', async () => {
  const answers = [null, undefined, 0, 'there'];
  expect(await until(() => answers.shift())).toBe('there');
});

test('a condition that throws is asked again', async () => {
  let asked = 0;
  const value = await until(() => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return asked;
  });
  expect(value).toBe(3);
});

test('says what it waited for and what it last saw', async () => {
  const outbox: string[] = [];
  await expect(until(() => outbox.length === 1, { timeoutMs: 20 })).rejects.toThrow(
    'waited 20 ms in vain until () => outbox.length === 1; at last it was false',
  );
  const failing = () => Promise.reject(new Error('connection refused'));
  await expect(until(failing, { timeoutMs: 20, what: 'the api answers' })).rejects.toThrow(
    /until the api answers; at last it threw .*connection refused/,
  );
});
