import { modeVariables, portVariable, publicUrlVariable, webTokenVariable } from '@parley/service/common-env';
import { parseEnv, variable } from '@parley/shared/env';
import { z } from 'zod';

const httpAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

export const shape = {
  ...modeVariables,
  WEB_PORT: portVariable(
    3000,
    'The port of the dashboard. It is the one address people use: /v1, /docs and /widget.js go on to the api.',
  ),
  PARLEY_PUBLIC_URL: publicUrlVariable,
  PARLEY_API_URL: variable(httpAddress, {
    doc: 'Where the dashboard reaches the api. Read at start, not at build.',
    example: 'http://127.0.0.1:4000',
  }),
  PARLEY_WEB_TOKEN: webTokenVariable,
  PARLEY_CHAT_PAGE_URL: variable(httpAddress.optional(), {
    doc: 'A page that carries the chat widget; the dashboard links to it.',
    example: 'http://127.0.0.1:4400/',
  }),
  NODE_ENV: variable(z.enum(['production', 'development', 'test']).default('production'), {
    doc: 'development: pages are compiled as you edit them. Anything else serves the production build.',
    example: 'production',
  }),
};

/** The only place where the dashboard reads its environment. */
export const readEnv = () => parseEnv(shape, process.env);

/** Next reads its own variables while it loads: this comes before. It sends nothing home, whatever the shell says. */
export function setNextEnv(mode: 'production' | 'development'): void {
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' });
}
