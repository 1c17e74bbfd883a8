import { expect, test } from 'vitest';
import { createLogger, type LogLevel, silentLogger, withLogScope } from './logger.ts';

function captured(level: LogLevel = 'info') {
  const written: string[] = [];
  const log = createLogger({ service: 'api', level, version: '1.2.3', destination: { write: (l) => written.push(l) } });
  return { log, written, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line is one JSON object with level, ISO time, service and version', () => {
  const { log, written, lines } = captured();
  log.info({ count: 3 }, 'three lanes');
  expect(written[0]?.endsWith('\n')).toBe(true);
  expect(written[0]?.trimEnd()).not.toContain('\n');
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'api',
      version: '1.2.3',
      pid: process.pid,
      count: 3,
      msg: 'three lanes',
    },
  ]);
});

test('the level holds, and silent says nothing', () => {
  const { log, lines } = captured('warn');
  log.info('no');
  log.warn('yes');
  silentLogger.fatal('no');
  expect(lines().map((line) => line.msg)).toEqual(['yes']);
});

test('lines belong to the scope they are written in, across awaits; scopes nest', async () => {
  const { log, lines } = captured();
  await Promise.all([
    withLogScope({ orgId: 'org_a', requestId: 'req_1' }, async () => {
      await Promise.resolve();
      withLogScope({ turnId: 'turn_1' }, () => log.info('a'));
      log.info('a again');
    }),
    withLogScope({ orgId: 'org_b' }, async () => log.info('b')),
  ]);
  log.info('outside');
  const scopes = lines().map(({ msg, org_id, request_id, turn_id }) => ({ msg, org_id, request_id, turn_id }));
  expect(scopes).toEqual([
    { msg: 'b', org_id: 'org_b' },
    { msg: 'a', org_id: 'org_a', request_id: 'req_1', turn_id: 'turn_1' },
    { msg: 'a again', org_id: 'org_a', request_id: 'req_1' },
    { msg: 'outside' },
  ]);
});

test('secrets and personal data reach no line, whichever way they come', () => {
  const { log, written, lines } = captured('trace');
  const secret = 'canary-5f1e';
  const mail = 'canary.person@example.org';
  const phone = '+4915112345678';
  const failure = Object.assign(new Error(`connect postgres://app:${secret}@db/parley for ${mail}`), {
    code: 'ECONNREFUSED',
    config: { auth: secret },
    request: { sent: secret },
    detail: `Key (email)=(${mail}) already exists.`,
    cause: new Error(`redis://:${secret}@cache:6379 and ${phone}`, {
      cause: new AggregateError([new Error(`https://x.test/?token=${secret}`)]),
    }),
  });
  log.error(failure);
  log.error({ err: failure }, `while texting ${phone}`);
  log.warn({ inner: { list: [{ failure }], password: secret, apiKey: [secret] } }, 'deep');
  log.info({ headers: { Authorization: secret, 'set-cookie': [secret], 'x-slack-signature': secret } }, 'headers');
  log.info({ message: { text: secret, content: { body: secret } }, params: [secret], toolToken: 123456 }, 'words');
  log
    .child({ secretKey: secret, owner: mail, deep: { cookie: secret } })
    .child({ phone })
    .info('child');
  log.info(`postgres://app:${secret}@db/parley and sk-${secret}-0123456789`);
  const all = written.join('');
  for (const canary of [secret, mail, phone, '123456']) expect(all).not.toContain(canary);
  expect(lines()).toHaveLength(7);
  expect(lines()[0]).toMatchObject({
    err: {
      name: 'Error',
      code: 'ECONNREFUSED',
      message: 'connect postgres://app:***@db/parley for [personal]',
      stack: expect.stringContaining('logger.test.ts'),
    },
  });
});

test('a field that cannot be read costs the line its fields, not the caller his call', () => {
  const { log, lines } = captured();
  const trap = {
    get open(): string {
      throw new Error('shut');
    },
  };
  log.info({ trap }, 'still here');
  expect(lines()[0]).toMatchObject({ msg: 'still here', unloggable: { message: 'shut' } });
});
