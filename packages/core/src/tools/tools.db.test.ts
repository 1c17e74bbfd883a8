import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection } from '../connections/create-connection.ts';
import { deleteConnection } from '../connections/delete-connection.ts';
import { lastOf, organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { changeTool } from './change-tool.ts';
import { declareTool } from './declare-tool.ts';
import type { Definition } from './definition.ts';
import { listTools } from './list-tools.ts';
import { removeTool } from './remove-tool.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const STOCK: Definition & { name: string } = {
  name: 'look_up_stock',
  description: 'How many there are of an article',
  effect: 'read',
  method: 'GET',
  url_template: 'https://api.shop.example/stock/{sku}',
  allowed_hosts: ['api.shop.example'],
  connection: null,
  headers: { Accept: 'application/json' },
  input: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
  output: { type: 'object', properties: { stock: { type: 'integer' } } },
};

test('declared, changed and removed, each with its line in the record and a version', async () => {
  const { as, orgId } = await organisationWith(core);
  const made = await declareTool(core.ctx, as, STOCK);
  expect(made).toMatchObject({ name: 'look_up_stock', version: 1, active: true, input: STOCK.input });
  await expect(declareTool(core.ctx, as, STOCK)).rejects.toMatchObject({ code: 'name_taken' });
  const before = (await recordOf(core, orgId)).length;
  expect(await changeTool(core.ctx, as, { id: made.id, description: STOCK.description })).toEqual(made);
  expect(await recordOf(core, orgId)).toHaveLength(before);
  const changed = await changeTool(core.ctx, as, { id: made.id, output: null, active: false });
  expect(changed).toMatchObject({ version: 2, output: null, active: false });
  expect(await lastOf(core, orgId)).toMatchObject({
    ...{ action: 'tool.changed', before: expect.objectContaining({ version: 1, active: true }) },
  });
  await removeTool(core.ctx, as, made);
  expect(await listTools(core.ctx, orgId)).toEqual([]);
  await expect(removeTool(core.ctx, as, made)).rejects.toMatchObject({ code: 'no_such_tool' });
});

describe('is refused', () => {
  test.each([
    ['a name of ours', { name: 'issue_refund' }, 'name_taken', 'already'],
    [
      'inside',
      { url_template: 'https://10.0.0.1/{sku}', allowed_hosts: ['10.0.0.1'] },
      'invalid_tool',
      'private network',
    ],
    [
      'the cloud’s keys',
      { url_template: 'https://169.254.169.254/{sku}', allowed_hosts: ['169.254.169.254'] },
      'invalid_tool',
      'private',
    ],
    [
      'this machine',
      { url_template: 'https://localhost/{sku}', allowed_hosts: ['localhost'] },
      'invalid_tool',
      'inner network',
    ],
    ['without https', { url_template: 'http://api.shop.example/{sku}' }, 'invalid_tool', 'https://'],
    ['a host that varies', { url_template: 'https://{sku}.shop.example/' }, 'invalid_tool', 'must not vary'],
    ['a host that is not allowed', { allowed_hosts: ['other.example'] }, 'invalid_tool', 'not among the hosts'],
    [
      'a password in the address',
      { url_template: 'https://me:secret@api.shop.example/{sku}' },
      'invalid_tool',
      'password',
    ],
    [
      'a part that is not declared',
      { url_template: 'https://api.shop.example/{article}' },
      'invalid_tool',
      'no property',
    ],
    ['a part that may be missing', { input: { ...STOCK.input, required: [] } }, 'invalid_tool', 'must be required'],
    [
      'an argument that would not be sent',
      { url_template: 'https://api.shop.example/stock' },
      'invalid_tool',
      'would not be sent',
    ],
    ['writing by GET', { effect: 'write' }, 'invalid_tool', 'GET'],
    ['reading by POST', { method: 'POST' }, 'invalid_tool', 'GET'],
    ['a secret in a header', { headers: { Authorization: 'Bearer x' } }, 'invalid_tool', 'connection'],
    ['a header of ours', { headers: { 'Idempotency-Key': 'x' } }, 'invalid_tool', 'set with each call'],
  ] as const)('%s', async (_, more, code, words) => {
    const { as, orgId } = await organisationWith(core);
    await expect(declareTool(core.ctx, as, { ...STOCK, ...more } as typeof STOCK)).rejects.toMatchObject({
      ...{ code, message: expect.stringContaining(words) },
    });
    expect(await listTools(core.ctx, orgId)).toEqual([]);
  });
});

describe('a secret', () => {
  const secret = { token: 'Bearer abcdefghijkl' };

  test('goes with a tool for its own host, and keeps its connection from being deleted', async () => {
    const { as } = await organisationWith(core);
    const http = { kind: 'http' as const, name: 'Shop', settings: {}, secret };
    const right = await createConnection(core.ctx, as, { ...http, base_url: 'https://api.shop.example/v2' });
    const wrong = await createConnection(core.ctx, as, { ...http, base_url: 'https://evil.example' });
    await expect(declareTool(core.ctx, as, { ...STOCK, connection: wrong.id })).rejects.toMatchObject({
      message: expect.stringContaining('another host'),
    });
    const tool = await declareTool(core.ctx, as, { ...STOCK, connection: right.id });
    await expect(
      changeTool(core.ctx, as, {
        id: tool.id,
        url_template: 'https://evil.example/{sku}',
        allowed_hosts: ['evil.example'],
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('another host') });
    await expect(deleteConnection(core.ctx, as, right)).rejects.toMatchObject({ code: 'connection_in_use' });
  });

  test('of another kind, or of another organisation, is none', async () => {
    const [mine, other] = [await organisationWith(core), await organisationWith(core)];
    const model = await createConnection(core.ctx, mine.as, {
      ...{ kind: 'openai', name: 'M', base_url: null, settings: {}, secret: { api_key: 'sk-12345678' } },
    });
    await expect(declareTool(core.ctx, mine.as, { ...STOCK, connection: model.id })).rejects.toMatchObject({
      message: expect.stringContaining('kind `http`'),
    });
    await expect(declareTool(core.ctx, other.as, { ...STOCK, connection: model.id })).rejects.toMatchObject({
      code: 'no_such_connection',
    });
  });
});
