import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

test('.env fills in what the environment does not say, and each value knows where it came from', () => {
  const root = mkdtempSync(join(tmpdir(), 'parley env '));
  writeFileSync(join(root, '.env'), 'WEB_PORT=3500\nexport LOG_LEVEL="debug" # loud\nOPENAI_API_KEY=\nAPI_PORT=1\n');
  const environment = readEnvironment(root, { LOG_LEVEL: 'warn', API_PORT: '' });
  expect(environment.read('WEB_PORT')).toBe('3500');
  expect(environment.sourceOf('WEB_PORT')).toBe('.env');
  expect(environment.read('LOG_LEVEL')).toBe('warn');
  expect(environment.sourceOf('LOG_LEVEL')).toBe('environment');
  expect(environment.read('OPENAI_API_KEY')).toBeUndefined();
  expect(environment.sourceOf('OPENAI_API_KEY')).toBeNull();
  expect(environment.read('API_PORT')).toBeUndefined();
  expect(environment.sourceOf('API_PORT')).toBeNull();
});
