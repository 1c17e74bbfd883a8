import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import type { Express } from 'express';
import { packScript, type StaticScript, sendScript } from './static-script.ts';

// The file is not among the package's exports.
const MANIFEST = findPackageJSON('@scalar/api-reference', import.meta.url) ?? '';
const SCRIPT = path.join(path.dirname(MANIFEST), 'dist/browser/standalone.js');

// The page needs its character set said, or the script does not parse.
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley API</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<script src="/docs/reference.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`;

const START = `Scalar.createApiReference('#reference', {
  url: '/v1/openapi.json',
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});`;

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

const CACHE_SECONDS = 86_400;

/** The API's reference, served from here alone: it asks no other host for anything. */
export function mountDocs(app: Express, openApi: object): void {
  app.get('/v1/openapi.json', (_req, res) => void res.json(openApi));
  app.get('/docs', (_req, res) => {
    res.setHeader('Content-Security-Policy', CSP);
    res.type('html').send(PAGE);
  });
  app.get('/docs/start.js', (_req, res) => void res.type('text/javascript').send(START));
  let reference: Promise<StaticScript> | null = null;
  app.get('/docs/reference.js', async (req, res) => {
    reference ??= readFile(SCRIPT).then(packScript);
    reference.catch(() => {
      reference = null;
    });
    sendScript(req, res, await reference, CACHE_SECONDS);
  });
}
