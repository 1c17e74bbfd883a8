import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlCommand } from './curl.ts';
import { shellQuote } from './shell-quote.ts';

test.each(['plain', "it's", 'two words', '$HOME `id` "x" \\', '', 'a\nb', '*', "''"])(
  'a shell reads %j back as it was',
  (word) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' })).toBe(word);
  },
);

test('the pasted command gives curl the address, the headers and the body', () => {
  const command = curlCommand({
    url: 'http://127.0.0.1:4000/v1/chat/messages',
    headers: { Authorization: 'Bearer abc.def', Prefer: 'wait=10' },
    body: { id: 'hello-1', text: "What's open?" },
  });
  const said = execFileSync('/bin/sh', ['-c', `curl() { for a in "$@"; do printf '%s\\n' "$a"; done; }\n${command}`], {
    encoding: 'utf8',
  });
  expect(said.trim().split('\n')).toEqual([
    '-s',
    'http://127.0.0.1:4000/v1/chat/messages',
    '-H',
    'Authorization: Bearer abc.def',
    '-H',
    'Prefer: wait=10',
    '-d',
    '{"id":"hello-1","text":"What\'s open?"}',
  ]);
});
