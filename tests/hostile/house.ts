import type { Ports } from '@parley/agent/ports';
import { catalog } from '@parley/agent/tools/catalog';
import type { Tool } from '@parley/agent/tools/tool';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { openTestCore } from '@parley/core/testing/test-core';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { parseEnv } from '@parley/shared/env';
import { createLogger } from '@parley/telemetry/logger';
import { until } from '@parley/testkit/until';
import { configFrom } from '@parley/worker/config/config';
import { shape } from '@parley/worker/config/env';
import { createContext } from '@parley/worker/context';
import { createLaneLoops } from '@parley/worker/lanes/lane-loops';
import type { Case } from './case.ts';
import { hostileModel, markOf } from './hostile-model.ts';
import { type Letter, postLetter } from './post-letter.ts';
import { violationsIn, type Witness } from './violations.ts';
import { buildWorld, channelOf, pointOf } from './world.ts';

const SECRET = 'a-secret-for-tests-only-0123456789abcdef';

/** A world for these cases, and a worker's own turns in it, with a model that obeys every attacker. */
export async function openHouse(cases: readonly Case[]) {
  const core = await openTestCore();
  const { database, ctx } = core;
  const letters: Letter[] = [];
  const tools = catalog as Tool[];
  const post = postLetter(letters);
  tools.push(post);
  await buildWorld(
    core,
    cases,
    tools.map(({ name }) => name),
  );

  const prompts = new Map<number, string[]>();
  const logged: string[] = [];
  const byNumber = new Map(cases.map((one) => [one.n, one]));
  const caseOf = (n: number): Case => byNumber.get(n) ?? failWith(`there is no case ${n}`);
  let arms: (ports: Ports) => Ports = (ports) => ports;
  const worker = createContext(
    configFrom(
      parseEnv(shape, {
        PARLEY_MODE: 'demo',
        PARLEY_COMMIT: 'test',
        PARLEY_SECRET: SECRET,
        WORKER_LANES: '24',
        DATABASE_APP_URL: database.urls.app,
        DATABASE_ENGINE_URL: database.urls.engine,
      }),
    ),
    {
      log: createLogger({ service: 'test', level: 'trace', destination: { write: (line) => logged.push(line) } }),
      model: hostileModel(caseOf, (n, prompt) => prompts.set(n, [...(prompts.get(n) ?? []), prompt])),
      wrapPorts: (ports) => arms(ports),
    },
  );
  const lanes = createLaneLoops(worker);

  const say = ({ n, channel, agent = 'desk', says }: Case, turn: '' | 'b') =>
    ingestTurn(ctx, {
      orgId: DEMO_IDS.organisation,
      channelId: channelOf(channel, agent),
      point: { kind: channel, address: pointOf({ n, channel }) },
      externalId: `said-${n}${turn}`,
      text: turn === 'b' ? `And now? ${markOf(n, turn)}` : `${says} ${markOf(n)}`,
      clientId: null,
      traceparent: null,
    });

  const answered = async (): Promise<boolean> => {
    await lanes.take();
    const { rows } = await database.owner.query<{ waits: boolean }>(
      'select exists (select from conversation where head_due_at is not null or lease_until is not null) as waits',
    );
    return rows[0]?.waits === false;
  };

  /** Lets these cases happen, with a guard changed or taken away, and tells what must not have been. */
  async function attack(
    chosen: readonly Case[],
    wrapPorts: (ports: Ports) => Ports = (ports) => ports,
  ): Promise<string[]> {
    arms = wrapPorts;
    for (const turn of ['', 'b'] as const) {
      const speaking = turn === '' ? chosen : chosen.filter(({ later }) => later);
      await Promise.all(speaking.map((one) => say(one, turn)));
      await until(answered, { what: 'every turn has ended', timeoutMs: 90_000 });
    }
    return violationsIn(database.owner, chosen, { prompts, logged, letters } satisfies Witness);
  }

  return {
    attack,
    database,
    async close() {
      tools.splice(tools.indexOf(post), 1);
      await lanes.stop(1_000);
      await worker.close();
      await core.close();
    },
  };
}

const failWith = (words: string): never => {
  throw new Error(words);
};
