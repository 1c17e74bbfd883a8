import type { Hours, Weekday } from '@parley/shared/business-profile';
import { type RequestHandler, Router } from 'express';
import { CLINIC, clinicDay } from './clinic.ts';
import { type Html, html } from './html.ts';
import { sendPage } from './layout.ts';

export type ChatPageOptions = { apiUrl: string; channel: string | null; now: () => Date };

const QUESTIONS = ['When are you open on Saturday?', 'Are you a real person?', 'Where are you?'];

/** The clinic's web site, on an origin of its own, with the chat embedded as any site would embed it. */
export function chatPageRouter(options: ChatPageOptions): Router {
  const router = Router();
  router.get('/', (_, res) => {
    const { apiUrl, channel, now } = options;
    const api = new URL(apiUrl).origin;
    const widget = new URL('/widget.js', apiUrl).href;
    sendPage(res, {
      title: `${CLINIC.name}, Whitby`,
      styles: '/assets/chat.css',
      head: html`<meta name="description" content="A small dental practice by the harbour. Made up, for this demo.">
<script src="/assets/chat.js"></script>
${channel === null ? null : html`<script src="${widget}" data-channel="${channel}" async></script>`}`,
      body: site(clinicDay(now()), channel !== null),
      allow: { 'script-src': api, 'connect-src': api },
    });
  });
  router.get('/availability', availability(options));
  return router;
}

const PATIENCE_MS = 2_000;

/** Asked by the page when the chat did not load: it comes back by itself once Parley is there. */
const availability =
  ({ apiUrl }: ChatPageOptions): RequestHandler =>
  async (_, res) => {
    const answer = await fetch(new URL('/widget.js', apiUrl), {
      method: 'HEAD',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    res.set('Cache-Control', 'no-store').json({ up: answer?.ok ?? false });
  };

const site = (today: Weekday, hasChannel: boolean): Html => html`
<a class="skip" href="#main">Skip to the page</a>
<p class="demo"><strong>This is a demo on your own machine.</strong> The clinic and its people are made up. <a href="/">See everything that is faked here</a></p>
<header class="top">
  <a class="brand" href="#main">${LOGO}<span>Harbour Street <em>Dental</em></span></a>
  <nav aria-label="Page">
    <a href="#treatments">Treatments</a>
    <a href="#hours">Opening hours</a>
    <a href="#find-us">Find us</a>
  </nav>
  <a class="phone" href="tel:${CLINIC.profile.phone.replaceAll(' ', '')}">${CLINIC.profile.phone}</a>
</header>
<main id="main">
  <section class="hero">
    <div class="words">
      <p class="kicker">A small practice in Whitby</p>
      <h1>Gentle dentistry, a minute from the water.</h1>
      <p class="lead">Robin is the automated assistant at our front desk. Ask about opening hours or the way here, at any time of day.</p>
      <p class="actions"><button type="button" class="primary" id="open-chat" ${hasChannel ? null : html`disabled`}>Chat with Robin</button> <a class="quiet" href="#hours">Opening hours</a></p>
      ${hasChannel ? CHAT_DOWN : NO_CHANNEL}
      <noscript><p class="notice">The chat needs JavaScript, which is switched off in this browser.</p></noscript>
    </div>
    ${HARBOUR}
  </section>
  ${tryAsking()}
  <section id="treatments">
    <h2>What we do</h2>
    <ul class="cards">${CLINIC.treatments.map(({ name, text }) => html`<li><h3>${name}</h3><p>${text}</p></li>`)}</ul>
  </section>
  <div class="pair">
    <section id="hours">
      <h2>Opening hours</h2>
      <table><tbody>${Object.entries(CLINIC.profile.openingHours.weekly).map(([day, hours]) => dayRow(day, hours, day === today))}</tbody></table>
    </section>
    <section id="find-us">
      <h2>Find us</h2>
      <address>${CLINIC.name}<br>${CLINIC.profile.address}<br><a href="tel:${CLINIC.profile.phone.replaceAll(' ', '')}">${CLINIC.profile.phone}</a></address>
      <p>Two minutes on foot from the swing bridge: the blue house with the dark door. There is a place for bicycles, and a car park at the end of the quay.</p>
    </section>
  </div>
</main>
<footer>
  <p>${CLINIC.name} does not exist. It came with Parley, to show the chat on somebody's web site.</p>
</footer>`;

const tryAsking = (): Html => html`
<section class="ask" aria-labelledby="ask-title">
  <h2 id="ask-title">Three things to ask</h2>
  <p role="status" id="said">Copy one, or type your own.</p>
  <ul>${QUESTIONS.map((question) => html`<li><button type="button" data-question="${question}"><span>${question}</span><small aria-hidden="true">Copy</small></button></li>`)}</ul>
</section>`;

const CHAT_DOWN = html`<p class="notice" id="chat-down" role="status" hidden>The chat is not up yet. Parley may still be starting: this page looks again every few seconds, and the chat appears by itself. If you stopped Parley, start it with <code>pnpm start</code>.</p>`;

const NO_CHANNEL = html`<p class="notice">No chat is set up for this page yet. Start Parley with <code>pnpm start</code>, which makes the demo clinic and its chat.</p>`;

const sayHours = (hours: readonly Hours[]): string =>
  hours.map(({ from, to }) => `${from} – ${to}`).join(', ') || 'Closed';

const dayRow = (day: string, hours: readonly Hours[], isToday: boolean): Html => html`
<tr ${isToday ? html`class="today" aria-current="date"` : null}>
  <th scope="row">${day.charAt(0).toUpperCase() + day.slice(1)}${isToday ? html` <small>today</small>` : null}</th>
  <td>${sayHours(hours)}</td>
</tr>`;

const LOGO = html`<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path class="tooth" d="M16 6.2c-2-1.6-4.600-2.200-6.800-1.100C6 6.700 5.200 10.400 6 13.800c.5 2.200 1.300 3.600 1.600 6 .4 3.200.8 7.200 2.600 7.200 2 0 1.900-3 2.500-5.500.4-1.800 1.400-3 3.300-3s2.900 1.200 3.300 3c.6 2.500.5 5.500 2.500 5.500 1.800 0 2.200-4 2.600-7.200.3-2.400 1.100-3.800 1.600-6 .8-3.400 0-7.100-3.200-8.700-2.200-1.100-4.800-.5-6.800 1.100z"/><path class="wave" d="M9.500 12.200c1.600-1.300 3-1.300 4.400 0s2.800 1.300 4.200 0 2.800-1.300 4.400 0"/></svg>`;

const HARBOUR = html`<svg class="harbour" viewBox="0 0 480 420" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
<rect class="sky" width="480" height="420"/>
<circle class="sun" cx="348" cy="124" r="44"/>
<path class="hill" d="M0 246c58-46 118-66 190-52s104 50 168 44 86-34 122-30v212H0z"/>
<g class="houses"><path d="M52 250v-62l26-22 26 22v62zM112 250v-82l24-20 24 20v82zM168 250v-54l30-24 30 24v54z"/><path class="blue" d="M236 250v-74l26-22 26 22v74z"/></g>
<g class="windows"><path d="M66 206h10v14H66zM84 206h10v14H84zM124 186h10v14h-10zM140 186h10v14h-10zM184 212h10v14h-10zM204 212h10v14h-10zM248 194h10v14h-10zM266 194h10v14h-10z"/><path class="door" d="M256 222h14v28h-14z"/></g>
<path class="quay" d="M0 250h320v22H0z"/>
<path class="sea" d="M0 272h320l20-14h140v162H0z"/>
<path class="boat" d="M346 300h92l-16 30h-62z"/><path class="mast" d="M390 300v-86"/><path class="sail" d="M396 218v70h46z"/>
<g class="ripples"><path d="M30 316c14-10 26-10 40 0s26 10 40 0 26-10 40 0 26 10 40 0"/><path d="M190 356c14-10 26-10 40 0s26 10 40 0 26-10 40 0 26 10 40 0"/><path d="M60 392c14-10 26-10 40 0s26 10 40 0 26-10 40 0"/></g>
</svg>`;
