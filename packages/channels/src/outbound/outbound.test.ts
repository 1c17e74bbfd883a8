import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { judgeOutboundUrl } from './outbound-url.ts';
import { isPublicAddress } from './public-address.ts';
import { createSafeFetch, OutboundRefused } from './safe-fetch.ts';

const NOTHING_INSIDE = { allowedOrigins: [] };

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.250',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:808:808::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '2606:4700::1%lo',
  '',
  'localhost',
  '127.1',
  '0x7f000001',
];

const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '2a00:1450::1',
];

test('an address belongs to the world, or to somebody’s inside', () => {
  expect(PRIVATE.filter(isPublicAddress)).toEqual([]);
  expect(PUBLIC.filter(isPublicAddress)).toEqual(PUBLIC);
});

describe('an address that someone has given', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://127。0。0。1/',
    'https://①②⑦.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fd00:ec2::254]/',
    'https://[2002:7f00:1::]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://printer/',
    'https://metadata.google.internal/',
    'https://nas.local/',
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@hooks.example.com/',
    'https://user:secret@hooks.example.com/',
    'https://hooks.example.com:22/',
    'https://hooks.example.com:25/',
    'https://hooks.example.com:0/',
    'https://hooks.example.com:80/',
    '//hooks.example.com/',
    'hooks.example.com',
    '',
    `https://hooks.example.com/${'a'.repeat(2_100)}`,
  ])('%s is refused, in words', (url) => {
    expect(judgeOutboundUrl(url, NOTHING_INSIDE)).toEqual({ kind: 'refused', message: expect.stringMatching(/\.$/) });
  });

  test.each([
    'https://hooks.example.com/parley?tenant=1',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com:443/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://127.0.0.1.example.com/',
  ])('%s is taken', (url) => {
    expect(judgeOutboundUrl(url, NOTHING_INSIDE)).toMatchObject({ kind: 'ok', allowed: false });
  });

  test('of what lies inside, only the very origin that the installation allows', () => {
    const rules = { allowedOrigins: ['http://127.0.0.1:4400'] };
    expect(judgeOutboundUrl('http://127.0.0.1:4400/hooks/x', rules)).toMatchObject({ kind: 'ok', allowed: true });
    for (const url of [
      'http://127.0.0.1:4401/',
      'https://127.0.0.1:4400/',
      'http://localhost:4400/',
      'http://127.0.0.1:4400@evil.example.com/',
      'http://user@127.0.0.1:4400/',
    ]) {
      expect(judgeOutboundUrl(url, rules).kind, url).toBe('refused');
    }
  });
});

const closing: Array<() => void> = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server inside, that counts who comes. */
async function inside(listener: RequestListener): Promise<{ port: number; calls: () => number }> {
  let calls = 0;
  const server = createServer((req, res) => {
    calls += 1;
    listener(req, res);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await promise;
  return { port: (server.address() as AddressInfo).port, calls: () => calls };
}

describe('a call', () => {
  test('goes nowhere when any address of the name is inside', async () => {
    const { port, calls } = await inside((_, res) => res.end());
    for (const addresses of [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
      [{ address: '::ffff:127.0.0.1', family: 6 }],
    ]) {
      const call = createSafeFetch({ ...NOTHING_INSIDE, resolve: async () => addresses });
      await expect(call(`https://rebound.example.com:${port}/`)).rejects.toBeInstanceOf(OutboundRefused);
    }
    await expect(createSafeFetch(NOTHING_INSIDE)(`https://127.0.0.1:${port}/`)).rejects.toBeInstanceOf(OutboundRefused);
    expect(calls()).toBe(0);
  });

  test('goes to the address that was looked at: the name is resolved once, and never again for the connection', async () => {
    const { port, calls } = await inside((req, res) => res.end(req.headers.host));
    const asked: string[] = [];
    const origin = `http://hooks.example.com:${port}`;
    const call = createSafeFetch({
      allowedOrigins: [origin],
      resolve: async (host) => {
        asked.push(host);
        // Were it asked again, it would lead elsewhere.
        return [{ address: asked.length === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
      },
    });
    const answer = await call(`${origin}/`);
    expect(await answer.text()).toBe(`hooks.example.com:${port}`);
    expect(asked).toEqual(['hooks.example.com']);
    expect(calls()).toBe(1);
  });

  test('follows no redirect', async () => {
    const secret = await inside((_, res) => res.end('secret'));
    const door = await inside((_, res) => {
      res.writeHead(302, { location: `http://127.0.0.1:${secret.port}/` }).end();
    });
    const origin = `http://127.0.0.1:${door.port}`;
    const answer = await createSafeFetch({ allowedOrigins: [origin] })(`${origin}/`);
    expect([answer.status, secret.calls()]).toEqual([302, 0]);
  });

  test('sends what it is given, and gives back what came', async () => {
    const door = await inside((req, res) => {
      req.setEncoding('utf8');
      req.on('data', (text) =>
        res.writeHead(201, { 'x-kind': req.headers['content-type'] }).end(`${req.method} ${text}`),
      );
    });
    const origin = `http://127.0.0.1:${door.port}`;
    const call = createSafeFetch({ allowedOrigins: [origin] });
    const answer = await call(origin, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'für dich' });
    expect([answer.status, answer.headers.get('x-kind'), await answer.text()]).toEqual([
      201,
      'text/plain',
      'POST für dich',
    ]);
  });

  test('ends in time, whether the name server, the answer or its body hangs', async () => {
    const silent = await inside(() => {});
    const slow = await inside((_, res) => void res.write('…'));
    const origins = [silent, slow].map(({ port }) => `http://127.0.0.1:${port}`);
    const call = createSafeFetch({ allowedOrigins: origins, timeoutMs: 100 });
    await expect(call(origins[0] ?? '')).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) });
    await expect(call(origins[1] ?? '').then((answer) => answer.text())).rejects.toThrow();
    const lost = createSafeFetch({ ...NOTHING_INSIDE, timeoutMs: 100, resolve: () => new Promise(() => {}) });
    await expect(lost('https://hooks.example.com/')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('takes so many bytes and no more', async () => {
    const door = await inside((_, res) => res.end('x'.repeat(5_000)));
    const origin = `http://127.0.0.1:${door.port}`;
    const call = createSafeFetch({ allowedOrigins: [origin], maxBytes: 1_000 });
    const answer = await call(origin);
    await expect(answer.text()).rejects.toThrow('longer than 1000 bytes');
  });
});
