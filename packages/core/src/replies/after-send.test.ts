import type { SendResult } from '@parley/channels/carrier';
import { expect, test } from 'vitest';
import { afterSend } from './after-send.ts';

const no = (reason: 'retry' | 'terminal' | 'consent', afterMs: number | null = null): SendResult => ({
  ...{ kind: 'refused', reason, afterMs },
  code: '1',
});

test.each<[string, SendResult, number, object]>([
  [
    'taken',
    { kind: 'accepted', carrierId: 'SM1', segments: 1 },
    1,
    { kind: 'accepted', carrierId: 'SM1', segments: 1 },
  ],
  ['lost: asked for, never repeated', { kind: 'ambiguous', reason: 'cut' }, 6, { kind: 'ask', inMs: 1_500 }],
  ['refused for now', no('retry'), 1, { kind: 'again', inMs: 1_000, reason: '1' }],
  ['refused again', no('retry'), 3, { kind: 'again', inMs: 16_000 }],
  ['refused for as long as the carrier asks', no('retry', 20_000), 1, { kind: 'again', inMs: 20_000 }],
  ['however long that is', no('retry', 86_400_000), 1, { kind: 'again', inMs: 300_000 }],
  ['refused for the last time', no('retry'), 6, { kind: 'failed', reason: '1', optedOut: false }],
  ['refused for good', no('terminal'), 1, { kind: 'failed', reason: '1', optedOut: false }],
  ['refused because of STOP', no('consent'), 1, { kind: 'failed', reason: '1', optedOut: true }],
  ['too late', { kind: 'withheld' }, 1, { kind: 'again', inMs: 100, reason: 'too_late_to_write' }],
  ['too late for the sixth time', { kind: 'withheld' }, 6, { kind: 'again', inMs: 30_000 }],
  ['too late for the last time', { kind: 'withheld' }, 12, { kind: 'failed', reason: 'too_late_to_write' }],
])('%s', (_, result, attempts, expected) => {
  expect(afterSend(result, attempts)).toMatchObject(expected);
});
