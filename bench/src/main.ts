import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { claims } from './claims.ts';
import { demo } from './demo.ts';
import { jsonLine, table } from './figure.ts';
import { flood } from './flood.ts';
import { growth } from './growth.ts';
import { guard } from './guard.ts';
import { ingest } from './ingest/ingest.ts';
import { removeAll } from './installation.ts';
import { turns } from './turns/turns.ts';

const BENCHES: Record<string, Bench> = { claims, demo, flood, growth, guard, ingest, turns };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    queue: { type: 'string', default: 'postgres' },
    seconds: { type: 'string', default: '10' },
    stored: { type: 'string', default: '1000000' },
    alone: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const [name = ''] = positionals;
const bench = BENCHES[name];
if (!bench) {
  console.error(
    `pnpm bench <name> [--json] [--queue postgres|redis] [--seconds 10] [--stored 1000000] [--alone] [--profile <folder>]\n`,
  );
  for (const [known, { about }] of Object.entries(BENCHES)) console.error(`  ${known.padEnd(10)} ${about}`);
  process.exit(name === '' ? 0 : 2);
}
if (values.queue !== 'postgres' && values.queue !== 'redis') {
  console.error(`--queue is postgres or redis, not ${values.queue}`);
  process.exit(2);
}

// Figures go to standard output, everything else beside it: --json stays one line per figure.
const say = (line: string) => console.error(line);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void removeAll().finally(() => process.exit(1)));
}
const figures = await bench.run({
  queue: values.queue,
  seconds: Math.min(Number(values.seconds) || 10, 120),
  stored: Number(values.stored) || 0,
  alone: values.alone,
  profile: values.profile ?? null,
  say,
});
console.log(values.json ? figures.map(jsonLine).join('\n') : `\n${table(figures)}`);
