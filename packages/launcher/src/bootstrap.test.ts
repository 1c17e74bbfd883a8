import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const bootstrap = new URL('../bootstrap.mjs', import.meta.url).href;

/** Runs a command under a Node that says it is of this version. */
async function runAs(version: string) {
  const code = `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
    const { run } = await import('${bootstrap}');
    await run('generate');`;
  const args = ['--input-type=module', '-e', code];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

test.each(['18.20.4', '20.18.1'])('Node %s is refused, with what is needed', async (version) => {
  expect(await runAs(version)).toMatchObject({ code: 1, said: expect.stringContaining('needs Node 20.19 or newer') });
});

test('Node 24 runs the command itself', async () => {
  expect(await runAs('24.0.0')).toMatchObject({ code: 0, said: expect.stringContaining('database client') });
});
