import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './run-command.ts';

export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
  }[];
};

/** Runs one vitest project and counts its tests from vitest's own report. */
export async function runVitest(project: string, env: Record<string, string>): Promise<Tally> {
  const report = path.join(tmpdir(), `parley-vitest-${project}-${process.pid}.json`);
  const { ok } = await runCommand({
    command: 'node_modules/.bin/vitest',
    args: ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env,
    shown: true,
  });
  const tally = await readTally(report);
  await rm(report, { force: true });
  // A file that could not be loaded, or an error beside the tests, fails no test of its own: it counts as one.
  if ((!ok && tally.failed === 0) || tally.passed + tally.failed + tally.skipped === 0) {
    tally.failed = 1;
    if (tally.failures.length === 0) tally.failures.push(`${project}: an error beside its tests, see above`);
  }
  return tally;
}

async function readTally(report: string): Promise<Tally> {
  try {
    const read = JSON.parse(await readFile(report, 'utf8')) as Report;
    return {
      passed: read.numPassedTests,
      failed: read.numFailedTests,
      skipped: read.numPendingTests + read.numTodoTests,
      failures: failuresOf(read),
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}

/** What failed, each with the first lines of its reason: the end of a long output is what people read. */
function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file}: could not be run`];
    return failed.map((test) => `${file} > ${test.fullName}\n    ${firstLines(test.failureMessages?.[0] ?? '')}`);
  });
}

function firstLines(message: string): string {
  return message.split('\n').slice(0, 12).join('\n    ');
}
