import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Report, storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    turns: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '20' },
    queue: { type: 'string' },
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const HELP = 'pnpm chaos [--seed n] [--turns 1000] [--kills 20] [--queue postgres|redis] [--full] [--json] [--verbose]';

const whole = (name: 'seed' | 'turns' | 'kills', given: string | undefined, otherwise: number): number => {
  const number = given === undefined ? otherwise : Number(given);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} is a whole number, not ${given}.\n\n${HELP}`);
  process.exit(2);
};

const queues = values.queue === undefined ? (['postgres', 'redis'] as const) : [values.queue];
const seed = whole('seed', values.seed, Math.floor(Math.random() * 2 ** 31));
const turns = whole('turns', values.turns, 1_000);
const kills = whole('kills', values.kills, 20);

// A report is the last line of standard output; what is said on the way goes beside it.
const say = (line: string) => console.error(line);
const overhear = values.verbose ? say : () => {};

let ok = true;
for (const queue of queues) {
  if (queue !== 'postgres' && queue !== 'redis') {
    console.error(`--queue is postgres or redis, not ${queue}.\n\n${HELP}`);
    process.exit(2);
  }
  const report = await storm({ seed, turns, kills, queue, say, overhear });
  ok &&= report.ok;
  console.log(values.json ? JSON.stringify(report) : inWords(report));
}
// Every crash point at its first and second hit on both backends, and every mutant.
if (values.full) ok = (await fullSuite()) && ok;
process.exit(ok ? 0 : 1);

async function fullSuite(): Promise<boolean> {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const run = spawn(process.execPath, [vitest, 'run', '--project', 'chaos', '-t', 'all is whole|mutant'], {
    env: { ...process.env, PARLEY_CHAOS_FULL: 'true' },
    stdio: ['ignore', 2, 2],
  });
  const [code] = (await once(run, 'exit')) as [number | null];
  return code === 0;
}

function inWords({ seed, turns, queue, faults, counts, drainedSeconds, ok }: Report): string {
  const lines = Object.entries(counts).map(
    ([name, count]) => `  ${count === 0 ? '·' : '✗'} ${String(count).padStart(5)}  ${name}`,
  );
  const struck = Object.entries(faults).map(([name, count]) => `${name} ×${count}`);
  const drain = drainedSeconds === null ? 'NOT drained within 60 s' : `drained in ${drainedSeconds} s (at most 15)`;
  return [
    `\n${ok ? 'Whole' : 'BROKEN'}: ${turns} acknowledged, queue on ${queue}, seed ${seed}, ${drain}`,
    `  ${struck.join(', ')}`,
    ...lines,
  ].join('\n');
}
