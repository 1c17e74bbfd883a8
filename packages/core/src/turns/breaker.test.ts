import { expect, test } from 'vitest';
import { breakerFacts, judgeLane } from './breaker.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

/** A talk that ends now: so many rounds, the other side taking so long to write again after an answer. */
function talk(rounds: number, pauseMs: number, textOf: (n: number) => string = (n) => `message ${n}`) {
  const history: Array<{ author: 'contact' | 'agent'; text: string; at: string }> = [];
  let at = NOW.getTime();
  for (let n = rounds; n > 0; n--) {
    history.unshift({ author: 'contact', text: textOf(n), at: new Date(at).toISOString() });
    at -= pauseMs;
    history.unshift({ author: 'agent', text: 'an answer', at: new Date(at).toISOString() });
    at -= 500;
  }
  return history;
}

const verdict = (...given: Parameters<typeof talk>) => judgeLane(breakerFacts(talk(...given), NOW));
const same = () => 'Sorry, I did not understand.';

test.each([
  ['ten answers, each written to within a second', verdict(10, 1_000), { kind: 'stop', reason: 'no_pause' }],
  ['nine of them', verdict(9, 1_000), { kind: 'go_on' }],
  ['someone who takes three seconds', verdict(15, 3_000), { kind: 'go_on' }],
  ['the same text five times, within seconds', verdict(5, 5_000, same), { kind: 'stop', reason: 'same_text' }],
  ['the same text four times', verdict(4, 5_000, same), { kind: 'go_on' }],
  ['the same text five times, by someone who waits', verdict(5, 11_000, same), { kind: 'go_on' }],
  ['nothing yet', judgeLane(breakerFacts([], NOW)), { kind: 'go_on' }],
])('%s', (_, given, expected) => {
  expect(given).toEqual(expected);
});

test('what lies further back than a minute does not count, and people’s answers are no agent’s', () => {
  const old = talk(20, 100).map((line) => ({ ...line, at: new Date(Date.parse(line.at) - 120_000).toISOString() }));
  const people = talk(12, 100).map((line) => ({
    ...line,
    author: line.author === 'agent' ? ('person' as const) : line.author,
  }));
  expect(breakerFacts([...old, ...people], NOW)).toMatchObject({ answers: 0, longestPauseMs: 100 });
});

test('a burst before an answer is no pause', () => {
  const at = (ms: number) => new Date(NOW.getTime() - ms).toISOString();
  const history = [
    { author: 'agent' as const, text: 'a', at: at(30_000) },
    { author: 'contact' as const, text: 'b', at: at(29_000) },
    { author: 'contact' as const, text: 'c', at: at(1_000) },
  ];
  expect(breakerFacts(history, NOW).longestPauseMs).toBe(1_000);
});
