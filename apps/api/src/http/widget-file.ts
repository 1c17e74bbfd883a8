import type { Logger } from '@parley/telemetry/logger';
import { buildWidget } from '@parley/widget/build';
import type { Express } from 'express';

/** The embeddable chat, one file, from the api that it will call. */
export function mountWidget(app: Express, log: Logger): void {
  let script: Promise<string> | null = null;
  app.get('/widget.js', async (_req, res) => {
    script ??= buildWidget();
    // A failed build is tried again by the next page that asks.
    script.catch((error: unknown) => {
      log.error({ err: error }, 'the widget could not be built');
      script = null;
    });
    res.type('text/javascript').setHeader('Cache-Control', 'public, max-age=300');
    // Pages of any site load it; it holds nothing of anyone.
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    res.send(await script);
  });
}
