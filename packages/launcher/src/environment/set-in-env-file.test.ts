import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setInEnvFile } from './set-in-env-file.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'parley env '));

test('values are set where they stand, or at the end; all else stays', () => {
  const root = folder();
  writeFileSync(
    join(root, '.env'),
    '# mine\nDATABASE_APP_URL=old\nexport LOG_LEVEL=debug\nNOT_DATABASE_APP_URL=kept\n',
  );
  setInEnvFile(root, { DATABASE_APP_URL: 'new', DATABASE_AUTH_URL: 'added' });
  expect(readFileSync(join(root, '.env'), 'utf8')).toBe(
    '# mine\nDATABASE_APP_URL=new\nexport LOG_LEVEL=debug\nNOT_DATABASE_APP_URL=kept\nDATABASE_AUTH_URL=added\n',
  );
});

test('a file that was not there is made, for its owner only', () => {
  const root = folder();
  setInEnvFile(root, { A: '1' });
  expect(readFileSync(join(root, '.env'), 'utf8')).toBe('A=1\n');
  expect(statSync(join(root, '.env')).mode & 0o777).toBe(0o600);
});
