import { silentLogger } from '@parley/telemetry/logger';
import { expect, test } from 'vitest';
import { type ConsumerOptions, createConsumer } from './consumer.ts';
import { bells } from './testing/bell-catalog.ts';

const jobs = { ...bells, 'other.ring': { ...bells['door.ring'], queue: 'others' } } as const;
type Options = ConsumerOptions<typeof jobs>;

const noop = async () => {};
const settings = { backend: { kind: 'redis', url: 'redis://127.0.0.1:1' }, log: silentLogger, jobs } as const;
const bellHandlers = { 'door.ring': noop, 'note.read': noop, 'note.send': noop };

test('a consumer answers all jobs of one queue: fewer do not compile', () => {
  const complete: Options[] = [
    { ...settings, handlers: bellHandlers },
    { ...settings, handlers: { 'other.ring': noop } },
  ];
  // @ts-expect-error
  const incomplete: Options = { ...settings, handlers: { 'door.ring': noop, 'note.read': noop } };
  // @ts-expect-error a payload has the fields of its entry
  const careless: Options = { ...settings, handlers: { ...bellHandlers, 'note.read': async ({ noteID }) => noteID } };
  expect([...complete, incomplete, careless]).toHaveLength(4);
});

test('a consumer of two queues is refused', () => {
  const handlers = { ...bellHandlers, 'other.ring': noop };
  expect(() => createConsumer({ ...settings, handlers })).toThrow(
    'one consumer answers one queue, not bells and others',
  );
});
