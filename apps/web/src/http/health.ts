import type { IncomingMessage, ServerResponse } from 'node:http';
import { alive, type OpsAnswer, readiness, type VersionFacts, versionAnswer } from '@parley/telemetry/health';

export type HealthFacts = { pagesAreOpen: () => boolean; version: VersionFacts };

// An api that is away is told on the pages, and is no reason to take the pages away. No /metrics: this door is the public's.
const answers: Record<string, (facts: HealthFacts) => OpsAnswer> = {
  '/healthz': alive,
  '/livez': alive,
  '/readyz': ({ pagesAreOpen }) =>
    readiness([
      {
        name: 'pages',
        ok: pagesAreOpen(),
        detail: pagesAreOpen() ? 'loaded' : 'Still loading: ask again in a second.',
      },
    ]),
  '/version': ({ version }) => versionAnswer(version),
};

/** True when the request was for one of the health pages, and is answered. */
export function answerHealth(facts: HealthFacts, request: IncomingMessage, response: ServerResponse): boolean {
  const answer = answers[(request.url ?? '').split('?', 1)[0] ?? ''];
  if (!answer) return false;
  const { status, body } = answer(facts);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
  return true;
}
