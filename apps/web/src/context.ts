import { randomBytes } from 'node:crypto';
import { createLogger, type Logger } from '@parley/telemetry/logger';
import type { WebConfig } from './config/config.ts';
import { createForwarder, type Forwarder } from './http/forward.ts';

export type WebContext = {
  config: WebConfig;
  log: Logger;
  forwarder: Forwarder;
  now: () => Date;
  randomBytes: (size: number) => Uint8Array;
};

/** Wires the process. Nothing listens yet. */
export function createContext(config: WebConfig): WebContext {
  const log = createLogger({ service: 'web', level: config.logLevel });
  const now = () => new Date();
  const forwarder = createForwarder({ apiUrl: config.apiUrl, webToken: config.webToken, log, now, randomBytes });
  return { config, log, forwarder, now, randomBytes };
}
