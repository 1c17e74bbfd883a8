import type { IncomingMessage, ServerResponse } from 'node:http';
import { alive, type OpsAnswer, readiness, type VersionFacts, versionAnswer } from '@parley/telemetry/health';

export type HealthParts = { pagesReady: () => boolean; version: VersionFacts };

/** The web server is ready when its pages are: an api that is away is told on the pages, and is no reason to take them away. */
const answers: Record<string, (parts: HealthParts) => OpsAnswer> = {
  '/healthz': alive,
  '/livez': alive,
  '/readyz': ({ pagesReady }) =>
    readiness([{ name: 'pages', ok: pagesReady(), detail: pagesReady() ? 'loaded' : 'still loading' }]),
  '/version': ({ version }) => versionAnswer(version),
};

/** True when the request was for one of the health pages, and is answered. */
export function answerHealth(parts: HealthParts, request: IncomingMessage, response: ServerResponse): boolean {
  const answer = answers[(request.url ?? '').split('?', 1)[0] ?? ''];
  if (!answer) return false;
  const { status, body } = answer(parts);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
  return true;
}
