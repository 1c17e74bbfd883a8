import { Router } from 'express';
import type { Ledger } from '../ledger.ts';
import type { HookEntry } from '../webhook-sink.ts';
import { type Html, html } from './html.ts';
import { sendPage } from './layout.ts';

/** What the webhook receiver got, newest first, for people who try webhooks out. */
export function hooksRouter(ledger: Ledger<HookEntry>, address: () => string): Router {
  const router = Router();
  router.get('/', (_, res) => {
    sendPage(res, { title: 'Webhooks on the street', styles: '/assets/street.css', body: page(ledger, address()) });
  });
  return router;
}

function page(ledger: Ledger<HookEntry>, address: string): Html {
  const entries = ledger.entries.toReversed();
  const empty = html`<p class="empty">Nothing has come yet. Give Parley the address <code>${address}/anything</code>, then send a test event.</p>`;
  return html`
<header><a href="/">The street</a></header>
<main>
  <h1>Webhooks</h1>
  ${entries.length === 0 ? empty : entries.map(received)}
</main>`;
}

const received = ({ at, method, path, status, headers, body }: HookEntry): Html => html`
<h2>${method} ${path}</h2>
<p>${at.toISOString().slice(0, 19).replace('T', ' ')} UTC, answered ${status === null ? 'not at all' : String(status)}</p>
<pre class="mail">${signatureOf(headers)}
${body}</pre>`;

const signatureOf = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .filter(([name]) => name.startsWith('webhook-'))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
