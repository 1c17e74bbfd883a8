import { expect, test } from 'vitest';
import { isStoreAway } from './store-away.ts';

const prisma = (code: string, inner: object) =>
  Object.assign(new Error('Prisma says so'), { code, meta: { driverAdapterError: inner } });

test.each([
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a name that is not found', Object.assign(new Error('dns'), { code: 'EAI_AGAIN' })],
  ['a server that shuts down', Object.assign(new Error('terminating'), { code: '57P01' })],
  ['a server that starts', Object.assign(new Error('x'), { code: '57P03' })],
  ['any connection exception', Object.assign(new Error('x'), { code: '08006' })],
  ['a pool that gave up', new Error('timeout exceeded when trying to connect')],
  ['a query nobody answered', new Error('Query read timeout')],
  ['Prisma’s own code', prisma('P2039', {})],
  ['what Prisma wraps', prisma('P2010', { cause: { originalCode: '57P03' } })],
  ['a closed connection inside Prisma', prisma('P2010', { cause: { kind: 'ConnectionClosed' } })],
  ['a cause of a cause', new Error('outer', { cause: new Error('inner', { cause: { code: 'ECONNRESET' } }) })],
])('%s is the database being away', (_, error) => {
  expect(isStoreAway(error)).toBe(true);
});

const circular = new Error('round and round');
circular.cause = circular;

test.each([
  ['a unique violation', Object.assign(new Error('duplicate key'), { code: '23505' })],
  ['a defect', new TypeError('x is not a function')],
  ['nothing', undefined],
  ['text', 'ECONNREFUSED'],
  ['an error that causes itself', circular],
])('%s is not', (_, error) => {
  expect(isStoreAway(error)).toBe(false);
});
