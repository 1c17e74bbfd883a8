import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HumanMessage } from '@langchain/core/messages';
import { until } from '@parley/testkit/until';
import { afterEach, expect, test, vi } from 'vitest';
import { advance } from './advance.ts';
import { clinicFrame, portsWith } from './fixtures/clinic.ts';
import { chooseModel } from './models/choose-model.ts';
import { DemoModel } from './models/demo/demo-model.ts';

afterEach(() => vi.unstubAllEnvs());

test('LangSmith hears nothing, even where the environment asks for its traces', async () => {
  let heard = 0;
  const langsmith = createServer((req, res) => {
    heard += 1;
    req.resume().on('end', () => res.end('{}'));
  }).listen(0, '127.0.0.1');
  await using _ = { [Symbol.asyncDispose]: async () => void langsmith.close().closeAllConnections() };
  await until(() => langsmith.listening);
  vi.stubEnv('LANGSMITH_TRACING', 'true');
  vi.stubEnv('LANGSMITH_API_KEY', 'lsv2_none');
  vi.stubEnv('LANGSMITH_ENDPOINT', `http://127.0.0.1:${(langsmith.address() as AddressInfo).port}`);
  // Traces are then sent before a call returns.
  vi.stubEnv('LANGCHAIN_CALLBACKS_BACKGROUND', 'false');

  const ports = portsWith(chooseModel({}));
  const signal = AbortSignal.timeout(10_000);
  const outcome = await advance({ frame: clinicFrame('Are you open today?'), ports, signal });
  expect(outcome.steps).toHaveLength(7);
  expect(heard).toBe(0);

  // The same environment does send traces of LangChain code that is not ours.
  await new DemoModel({}).invoke([new HumanMessage('Hi')]);
  await until(() => heard > 0);
});
