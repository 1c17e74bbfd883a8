import { expect, test } from 'vitest';
import { judgeStuck, type StuckFacts } from './judge-stuck.ts';

const MINUTE = 60_000;
const denied: StuckFacts = { carrier: null, mayStillWrite: false, asked: 1, attempts: 1, ageMs: 5_000 };

test.each<[string, Partial<StuckFacts>, string]>([
  [
    'the carrier has it, whoever may still write',
    { carrier: { id: 'SM1', segments: 1 }, mayStillWrite: true },
    'accepted',
  ],
  ['the carrier has it, after hours', { carrier: { id: 'SM1', segments: 1 }, ageMs: 300 * MINUTE }, 'accepted'],
  ['the carrier cannot say', { carrier: 'cannot_say' }, 'wait'],
  ['the carrier could not say for too long', { carrier: 'cannot_say', ageMs: 15 * MINUTE }, 'unknown'],
  ['denied once', { asked: 0 }, 'ask_again'],
  ['denied twice', {}, 'send_again'],
  ['denied twice, tries used up', { attempts: 6 }, 'failed'],
  ['denied, and its sender may still write', { mayStillWrite: true }, 'wait'],
  ['denied, and its sender has been silent for too long', { mayStillWrite: true, ageMs: 15 * MINUTE }, 'unknown'],
])('%s', (_, more, verdict) => {
  expect(judgeStuck({ ...denied, ...more }).kind).toBe(verdict);
});
