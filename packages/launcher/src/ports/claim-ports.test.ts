import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimPorts } from './claim-ports.ts';

const HOST = '127.0.0.1';
const claims = () => mkdtempSync(join(tmpdir(), 'parley-claims-'));

async function takenPort() {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a taken port is replaced by a free one near it', async () => {
  const taken = await takenPort();
  const { web } = await claimPorts({ web: taken }, HOST, claims());
  onTestFinished(() => web.release());
  expect(web.port).not.toBe(taken);
  expect(web.wanted).toBe(taken);
});

test('two launchers never claim the same port, also after handing it over', async () => {
  const folder = claims();
  const wanted = await freePorts();
  const first = await claimPorts(wanted, HOST, folder);
  await first.api.handOver();
  const second = await claimPorts(wanted, HOST, folder);
  onTestFinished(() =>
    Promise.all([first.api, first.web, second.api, second.web].map((claim) => claim.release())).then(),
  );
  expect(first.api.port).toBe(wanted.api);
  const ports = [first.api.port, first.web.port, second.api.port, second.web.port];
  expect(new Set(ports).size).toBe(4);
});

test('a replaced port never takes the one that another name wants', async () => {
  const taken = await takenPort();
  const { web, api } = await claimPorts({ web: taken, api: taken + 10 }, HOST, claims());
  onTestFinished(() => Promise.all([web.release(), api.release()]).then());
  expect(web.port).not.toBe(taken + 10);
});

test('a port that was handed over can be listened on', async () => {
  const { api } = await claimPorts({ api: (await freePorts()).api }, HOST, claims());
  await api.handOver();
  const server = createServer().listen(api.port, HOST);
  await once(server, 'listening');
  server.close();
  await api.release();
});

async function freePorts() {
  const claimed = await claimPorts({ api: 42_110, web: 42_120 }, HOST, claims());
  await Promise.all([claimed.api.release(), claimed.web.release()]);
  return { api: claimed.api.port, web: claimed.web.port };
}
