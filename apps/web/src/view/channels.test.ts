import { NUMBER_CHECKS } from '@parley/shared/contract/channels';
import { expect, test } from 'vitest';
import { originsIn, standingOf, whereOf } from './channels.ts';

const chat = (...allowed_origins: string[]) => ({
  sms: null,
  web_chat: { allowed_origins, script: '', identity_secret_set_at: null, codes_from: null },
});

test('where a channel is found', () => {
  const sms = {
    number: '+447700900018',
    connection: { id: 'c', name: 'c' },
    inbound_url: '',
    status_url: '',
    check: null,
  };
  expect(whereOf({ sms, web_chat: null })).toBe('+447700900018');
  expect(whereOf(chat())).toBe('No site may show it yet');
  expect(whereOf(chat('https://a.example'))).toBe('a.example');
  expect(whereOf(chat('https://a.example', 'https://b.example'))).toBe('2 sites');
});

test('every answer of a carrier but the good one says what to do', () => {
  const at = '2026-01-01T00:00:00.000Z';
  expect(standingOf(null)).toMatchObject({ word: 'Not checked' });
  for (const result of NUMBER_CHECKS) {
    const { tone, toDo } = standingOf({ result, at });
    expect(tone === 'good', result).toBe(toDo === null);
  }
});

test('origins are read as people type them', () => {
  expect(originsIn(' https://a.example,https://b.example\n https://c.example ')).toEqual([
    'https://a.example',
    'https://b.example',
    'https://c.example',
  ]);
  expect(originsIn('  ')).toEqual([]);
});
