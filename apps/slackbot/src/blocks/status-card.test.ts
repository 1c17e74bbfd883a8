import type { Fleet } from '@parley/core/operations/read-status';
import { expect, test } from 'vitest';
import { statusCard } from './status-card.ts';

const process = (kind: 'api' | 'worker', state: 'up' | 'silent') => ({
  id: `proc_${kind}`,
  kind,
  state,
  started_at: '2026-11-20T08:00:00.000Z',
  heartbeat_age_ms: 100,
});

const fleet = (processes: Fleet['processes'], label = 'openai gpt-4o-mini'): Fleet => ({
  processes,
  model: { label, demo: false },
  turns: { answered_last_hour: 4, failed_last_hour: 0, p50_ms: 100, p95_ms: 200 },
});

test.each([
  ['all well', [process('api', 'up'), process('worker', 'up')], 'Parley is up and answers.'],
  [
    'a silent api',
    [process('api', 'silent'), process('worker', 'up')],
    'Parley answers, but 1 of its processes is silent.',
  ],
  ['no worker', [process('api', 'up')], 'Nobody answers: no worker is up.'],
  ['only a silent worker', [process('worker', 'silent')], 'Nobody answers: no worker is up.'],
])('%s', (_, processes, text) => {
  expect(statusCard(fleet(processes)).text).toBe(text);
});

test('a label cannot become a mention or a link', () => {
  const card = JSON.stringify(statusCard(fleet([], 'model <!channel> & co')));
  expect(card).toContain('model &lt;!channel&gt; &amp; co');
  expect(card).not.toContain('<!channel>');
});
