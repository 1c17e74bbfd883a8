import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '@parley/testkit/until';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { Person } from '../person.ts';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });

/** A browser of its own in which that person has signed in. */
export async function openSignedIn(browser: Browser, url: string, { cookies }: Person): Promise<BrowserContext> {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
  return context;
}

export type Dashboard = { stop(): Promise<void> };

/** The built dashboard as a process of its own, as `pnpm start` runs it. */
export async function startDashboard({ port, apiUrl }: { port: number; apiUrl: string }): Promise<Dashboard> {
  const web = spawn(process.execPath, ['apps/web/src/main.ts'], {
    env: { PATH: process.env.PATH, PARLEY_MODE: 'demo', WEB_PORT: String(port), PARLEY_API_URL: apiUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok, {
    timeoutMs: 30_000,
    what: 'the dashboard is ready',
  });
  return {
    async stop() {
      if (web.exitCode !== null) return;
      web.kill('SIGTERM');
      await once(web, 'exit');
    },
  };
}
