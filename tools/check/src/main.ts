import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateClient } from '@parley/db/migrate/generate';
import { STATIC_CHECKS } from './checks.ts';
import { prepareMachine } from './machine.ts';
import { type Ran, runCommand } from './run-command.ts';
import { runVitest, type Tally } from './vitest-run.ts';
import { buildWebIfChanged } from './web-build.ts';

const { values: options } = parseArgs({
  options: {
    verify: { type: 'boolean', default: false },
    'no-install': { type: 'boolean', default: false },
  },
});

process.chdir(fileURLToPath(new URL('../../../', import.meta.url)));
const began = performance.now();
const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
const add = (tally: Tally) => {
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
  total.failures.push(...tally.failures);
};

await generateClient();
for (const check of STATIC_CHECKS) add(report(check.name, await runCommand(check)));
if (!options.verify) add(report('web build', await buildWebIfChanged()));
const suites = options.verify ? ['unit'] : ['unit', 'integration', 'chaos', 'browser'];
const lacks = options.verify ? [] : await prepareMachine({ install: !options['no-install'] });
for (const suite of suites) {
  // Without a browser there is nothing to run: the whole suite counts as one that was skipped.
  if (suite === 'browser' && lacks.includes('chromium')) add({ passed: 0, failed: 0, skipped: 1, failures: [] });
  else add(await runVitest(suite, { PARLEY_TEST_LACKS: lacks.join(',') }));
}

if (process.env.CI === 'true' && total.skipped > 0) {
  console.log(
    `CI=true: ${total.skipped} skipped tests count as failed. Lacking here: ${lacks.join(', ') || 'nothing'}.`,
  );
  total.failed += total.skipped;
  total.skipped = 0;
}
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map((each) => `✗ ${each}`).join('\n')}\n`);
console.log(`All of it took ${seconds(performance.now() - began)}.`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function report(name: string, { ok, output, ms }: Ran): Tally {
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(26)} ${seconds(ms)}`);
  if (!ok) console.log(output);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: ok ? [] : [name] };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
