import { contract } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { expect, test } from 'vitest';
import { routes } from '../routes/all.ts';
import { assertContractKept } from './mount.ts';
import type { Route } from './route.ts';

const endpoint = (id: string, more: Partial<Endpoint> = {}): Endpoint => ({
  ...{ id, method: 'get', path: `/v1/${id}`, summary: '', tag: '', permission: 'public', responses: {} },
  ...more,
});
const route = (id: string): Route => ({ endpoint: endpoint(id), handle: async () => 'streamed' });

test('the api keeps its contract', () => {
  expect(() => assertContractKept(contract, routes)).not.toThrow();
});

test.each([
  ['a route without an entry', [], [route('secret')], 'secret has a route but no entry in the contract'],
  ['an entry without a route', [endpoint('promised')], [], 'promised is in the contract but has no route'],
  [
    'an entry without a permission',
    [endpoint('open', { permission: undefined as never })],
    [route('open')],
    'open declares no permission',
  ],
])('%s keeps the api from starting, by name', (_, promised, mounted, words) => {
  expect(() => assertContractKept(promised, mounted)).toThrow(words);
});
