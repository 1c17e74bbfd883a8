import type { Logger } from '@parley/telemetry/logger';
import { buildWidget } from '@parley/widget/build';
import type { Express } from 'express';
import { packScript, type StaticScript, sendScript } from './static-script.ts';

const CACHE_SECONDS = 300;

/** The embeddable chat, one file, from the api that it will call. */
export function mountWidget(app: Express, log: Logger): void {
  let script: Promise<StaticScript> | null = null;
  app.get('/widget.js', async (req, res) => {
    script ??= buildWidget().then(packScript);
    // A failed build is tried again by the next page that asks.
    script.catch((error: unknown) => {
      log.error({ err: error }, 'the widget could not be built');
      script = null;
    });
    // Pages of any site load it; it holds nothing of anyone.
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    sendScript(req, res, await script, CACHE_SECONDS);
  });
}
