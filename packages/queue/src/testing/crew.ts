import { createLogger } from '@parley/telemetry/logger';
import { vi } from 'vitest';
import type { QueueBackend } from '../backend.ts';
import { createConsumer, type Handlers } from '../consumer.ts';
import { createProducer, type Producer } from '../producer.ts';
import { bells } from './bell-catalog.ts';

type BellHandlers = Handlers<typeof bells>;
type LogLine = Record<string, unknown> & { level: string; msg: string };

/** Producers and consumers of one test, and what they wrote to the log. */
export function createCrew(backend: QueueBackend) {
  const lines: LogLine[] = [];
  const log = createLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  let ringsFailed = 0;
  const metrics = { ringFailed: () => void ringsFailed++ };

  const newProducer = (): Producer<typeof bells> => keep(createProducer({ backend, log, metrics, jobs: bells }));
  const newConsumer = (handlers: Partial<BellHandlers>, settings: { concurrency?: number; finishMs?: number } = {}) =>
    keep(createConsumer({ backend, log, jobs: bells, handlers: { ...IDLE, ...handlers }, ...settings }));

  return {
    lines,
    ringsFailed: () => ringsFailed,
    newProducer,
    newConsumer,
    async producer() {
      const producer = newProducer();
      await until(() => producer.isUp());
      return producer;
    },
    async consumer(...settings: Parameters<typeof newConsumer>) {
      const consumer = newConsumer(...settings);
      await until(() => consumer.isUp());
      return consumer;
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()));
    },
  };
}

const IDLE: BellHandlers = { 'door.ring': async () => {}, 'note.read': async () => {}, 'note.send': async () => {} };

export type Crew = ReturnType<typeof createCrew>;

export async function until(holds: () => boolean | Promise<boolean>, timeout = 15_000): Promise<void> {
  await vi.waitUntil(holds, { timeout, interval: 5 });
}

/** A door that a test opens. */
export function gatekeeper() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
