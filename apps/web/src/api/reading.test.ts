import { ApiError } from '@parley/sdk/api-error';
import { expect, test } from 'vitest';
import { readAgain } from './reading.ts';

const away = new ApiError({
  type: 'unavailable',
  code: 'api_away',
  message: '',
  param: null,
  request_id: 'req_1',
  status: 503,
});
const failing = () => Promise.reject(away);

test('a good answer is kept with its time, and clears an earlier failure', async () => {
  const before = { last: { value: 'old', readAt: 1 }, failure: away };
  expect(
    await readAgain(
      before,
      async () => 'new',
      () => 2,
    ),
  ).toEqual({ last: { value: 'new', readAt: 2 }, failure: null });
});

test('a failure takes nothing away from what was known', async () => {
  const before = { last: { value: 'old', readAt: 1 }, failure: null };
  expect(await readAgain(before, failing, () => 2)).toEqual({ last: { value: 'old', readAt: 1 }, failure: away });
});

test('a failure before the first answer is only a failure', async () => {
  expect(await readAgain(undefined, failing, () => 2)).toEqual({ last: null, failure: away });
});

test('what is not the API’s error is a surprise, and stays thrown', async () => {
  await expect(
    readAgain(
      undefined,
      () => Promise.reject(new Error('a bug')),
      () => 2,
    ),
  ).rejects.toThrow('a bug');
});
