import { expect, test } from 'vitest';
import { readConsentWord } from './consent-word.ts';

test.each([
  ...[
    'STOP',
    'stop',
    'Stop.',
    ' stop \n',
    '“STOP”',
    'STOP!!!',
    'ＳＴＯＰ',
    '𝗦𝗧𝗢𝗣',
    'stop 🙏',
    '\u200bSTOP',
    'S\u00adTOP',
  ],
  ...[
    'STOPALL',
    'stop all',
    'Stop-All',
    'UNSUBSCRIBE',
    'cancel',
    'END',
    'Quit.',
    'revoke',
    'OPTOUT',
    'opt out',
    'opt-out',
  ],
  ...['Stop. Thank you', 'please stop', 'STOP PLEASE!', 'stop, thanks', 'ok stop', 'Stop now'],
])('%j is an opt-out', (text) => {
  expect(readConsentWord(text)).toBe('stop');
});

test.each([
  ...[
    'STOP 12345',
    'stop by at nine',
    'please cancel my visit',
    'do not stop',
    'when does it end?',
    'stopp',
    'nonstop',
  ],
  ...[
    'stop stop stop it',
    'unsubscribe me from the newsletter',
    'can cel',
    's t o p',
    '',
    ' ',
    '🛑',
    'thank you',
    'please',
  ],
  ...[
    'YES',
    'yes please',
    'please cancel',
    'cancel, thanks',
    'end now',
    'ok',
    'start please',
    'constructor',
    '__proto__',
    'toString',
  ],
])('%j is for the agent', (text) => {
  expect(readConsentWord(text)).toBeNull();
});

test.each([
  ['HELP', 'help'],
  ['info', 'help'],
  ['Help!', 'help'],
  ['START', 'start'],
  ['unstop', 'start'],
])('%j asks for %s', (text, word) => {
  expect(readConsentWord(text)).toBe(word);
});

test('what the carrier has decided is taken, whatever the text; a type that nobody knows is not', () => {
  expect(readConsentWord('ARRET', 'STOP')).toBe('stop');
  expect(readConsentWord('yes', 'START')).toBe('start');
  expect(readConsentWord('hello', 'help')).toBe('help');
  expect(readConsentWord('hello', '')).toBeNull();
  expect(readConsentWord('stop', 'SOMETHING')).toBe('stop');
});
