import { expect, test } from 'vitest';
import type { ChildFacts } from '../environment/child-env.ts';
import { addressesOf, summaryRows } from './summary.ts';

const facts = (mode: 'demo' | 'production') =>
  ({
    mode,
    modeWhy: 'for a test',
    secrets: { demoPassword: 'made-at-start' },
    host: '127.0.0.1',
    ports: { web: 3010, api: 4010, worker: 4011, slackbot: 4012, street: 4410 },
  }) as ChildFacts;

test('a demo shows where to chat and what was mailed; production has no street to show', () => {
  expect(addressesOf(facts('demo'))).toEqual({
    'Chat page': 'http://127.0.0.1:4410/chat',
    'Two phones': 'http://127.0.0.1:4410/phones',
    'Status page': 'http://127.0.0.1:3010',
    'API docs': 'http://127.0.0.1:4010/docs',
    'Sent mails': 'http://127.0.0.1:4410/mails',
  });
  expect(addressesOf(facts('production'))).toEqual({
    'Status page': 'http://127.0.0.1:3010',
    'API docs': 'http://127.0.0.1:4010/docs',
  });
});

test('only a demo says whom to sign in as', () => {
  const rows = (mode: 'demo' | 'production') =>
    JSON.stringify(summaryRows({ facts: facts(mode), model: { label: '', demo: true }, readyInSeconds: '2.0 s' }));
  expect(rows('demo')).toContain('mara@harbour-street.example · made-at-start');
  expect(rows('production')).not.toContain('made-at-start');
});

test('who answers is said as it is, and how to have a real model only where there is none', () => {
  const rows = (model: { label: string; demo: boolean }) =>
    JSON.stringify(summaryRows({ facts: facts('demo'), model, readyInSeconds: '2.0 s' }));
  const demo = rows({ label: 'demo model: no language model is called', demo: true });
  expect(demo).toContain('demo model: no language model is called');
  expect(demo).toContain('OPENAI_API_KEY');
  expect(rows({ label: 'gpt-4o-mini (OpenAI)', demo: false })).not.toContain('OPENAI_API_KEY');
});
