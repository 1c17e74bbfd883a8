import { generateClient } from '@parley/db/migrate/generate';
import { openDatabase } from '../database/open-database.ts';
import { chatOrigins, DEMO_CHANNEL, DEMO_CONNECTION, demoCarrier, seed } from '../database/seed.ts';
import type { ChildFacts } from '../environment/child-env.ts';
import type { ChildName } from '../environment/ports.ts';
import { sealingSecrets } from '../environment/sealing-secrets.ts';
import type { Say } from '../terminal/phases.ts';
import { readCommit } from './commit.ts';
import { type House, portNumbers } from './house.ts';
import { loadSchemaWork, prepareDatabase } from './prepare-database.ts';
import { prepareWeb } from './prepare-web.ts';
import { startChild } from './start-child.ts';

/** What a first answer in the chat needs. The others begin after them, so as not to take their processors away. */
const FIRST = new Set<ChildName>(['api', 'worker', 'street']);

/** Starts everything, each part as soon as what it needs is there. */
export async function bringUp(house: House): Promise<ChildFacts> {
  const { phases } = house;
  const commit = readCommit(house.paths.root);
  const client = phases.run('dependencies', makeClient);
  const web = prepareWeb(house);
  const tables = openTables(house);
  // The first of them that fails is told; the others may fail after it, and nobody waits for them any more.
  for (const work of [client, web, tables]) work.catch(() => {});

  const { roleUrls, decision } = await tables;
  const facts = { ...factsOf(house), roleUrls, mode: decision.mode, modeWhy: decision.why, commit: await commit };
  house.runFile.update({ mode: decision.mode });
  await client;
  const start = async (name: ChildName) => {
    if (name === 'web') await web;
    await startChild(house, facts, name);
  };
  const serving = house.children.filter((name) => name !== 'street' || facts.mode === 'demo');
  await Promise.all([
    facts.mode === 'demo' && phases.run('demo', (say) => seedDemo(facts, say)),
    ...serving.filter((name) => FIRST.has(name)).map(start),
  ]);
  await Promise.all(serving.filter((name) => !FIRST.has(name)).map(start));
  return facts;
}

async function makeClient(say: Say): Promise<void> {
  const outcome = await generateClient();
  say(outcome === 'generated' ? 'installed; database client made' : 'installed');
}

async function openTables(house: House) {
  house.database = house.phases.run('Postgres', (say) => openDatabase(house.environment, house.paths, say));
  const [database] = await Promise.all([house.database, loadSchemaWork()]);
  return house.phases.run('database', (say) => prepareDatabase(house, database, say));
}

const factsOf = ({ environment, watch, host, ports, secrets, paths }: House) => ({
  environment,
  development: watch,
  host,
  ports: portNumbers(ports),
  secrets,
  compileCache: paths.compileCache,
  channelId: DEMO_CHANNEL,
  connectionId: DEMO_CONNECTION,
});

async function seedDemo(facts: ChildFacts, say: Say): Promise<void> {
  const { host, ports, secrets } = facts;
  const outcome = await seed(facts.roleUrls, {
    chatOrigins: chatOrigins(host, ports.street),
    carrier: demoCarrier(host, ports.street, secrets.twilioAuthToken),
    password: secrets.demoPassword,
    ...sealingSecrets(facts),
  });
  say(outcome === 'made' ? 'sample clinic made' : 'sample clinic');
}
