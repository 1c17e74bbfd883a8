import { Router } from 'express';
import type { Ledger } from '../ledger.ts';
import type { CaughtMail } from '../mail.ts';
import { type Html, html } from './html.ts';
import { sendPage } from './layout.ts';

const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

export function mailRouter(ledger: Ledger<CaughtMail>, smtpUrl: string): Router {
  const router = Router();
  const find = (id: string): CaughtMail | undefined => ledger.entries.find((mail) => mail.id === Number(id));

  router.get('/', (_, res) => {
    sendPage(res, { title: 'Mails on the street', styles: '/assets/street.css', body: listPage(ledger, smtpUrl) });
  });

  router.get('/:id', (req, res, next) => {
    const mail = find(req.params.id);
    if (!mail) return next();
    sendPage(res, { title: mail.subject || 'A mail', styles: '/assets/street.css', body: mailPage(mail) });
  });

  /** As the sender made it, but alone: no script, no form, nothing loaded, and links open elsewhere. */
  router.get('/:id/html', (req, res, next) => {
    const mail = find(req.params.id);
    if (!mail?.html) return next();
    res.set(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox ${SANDBOX}`,
    );
    res.set('X-Content-Type-Options', 'nosniff').type('html').send(`<base target="_blank">${mail.html}`);
  });

  router.use((_, res) => {
    const body = html`<main><h1>No such mail</h1><p>It was sent before this street was started, or never. <a href="/mails">All mails</a></p></main>`;
    sendPage(res.status(404), { title: 'No such mail', styles: '/assets/street.css', body });
  });
  return router;
}

const time = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`;

function listPage(ledger: Ledger<CaughtMail>, smtpUrl: string): Html {
  const mails = ledger.entries.toReversed();
  const empty = html`<p class="empty">No mail yet. Whatever Parley sends to <code>${smtpUrl}</code> is kept here and goes no further.</p>`;
  return html`
<header><a href="/">The street</a></header>
<main>
  <h1>Mails</h1>
  ${mails.length === 0 ? empty : html`<ul class="rows">${mails.map(mailRow)}</ul>`}
</main>`;
}

const mailRow = (mail: CaughtMail): Html => html`
<li><a href="/mails/${mail.id}"><strong>${mail.subject || '(no subject)'}</strong></a>
<span>to ${mail.to.join(', ')}</span> ${time(mail.at)}</li>`;

const mailPage = (mail: CaughtMail): Html => html`
<header><a href="/mails">All mails</a></header>
<main>
  <h1>${mail.subject || '(no subject)'}</h1>
  <dl>
    <dt>From</dt><dd>${mail.from}</dd>
    <dt>To</dt><dd>${mail.to.join(', ')}</dd>
    <dt>At</dt><dd>${time(mail.at)}</dd>
    ${mail.attachments.map(({ filename, contentType, size }) => html`<dt>Attached</dt><dd>${filename} (${contentType}, ${size} bytes)</dd>`)}
  </dl>
  <pre class="mail">${withLinks(mail.text)}</pre>
  ${mail.html === null ? null : html`<h2>As a web page</h2><iframe src="/mails/${mail.id}/html" sandbox="${SANDBOX}" title="The mail as a web page"></iframe>`}
</main>`;

const WEB_ADDRESS = /(https?:\/\/[^\s<>"']+)/;

/** A sign-in mail is no use when its link cannot be followed. Odd parts of the split are the addresses. */
const withLinks = (text: string): Html[] =>
  text
    .split(WEB_ADDRESS)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
