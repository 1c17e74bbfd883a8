import express, { Router } from 'express';
import { z } from 'zod';
import { MOODS, type Mood, PHONES, type Phone, type Phones, WAYS, type Way } from '../phones.ts';
import type { Network } from '../twilio-network.ts';
import { type Html, html } from './html.ts';
import { sendPage } from './layout.ts';

const NUMBERS = PHONES.map(({ number }) => number);

const sendSchema = z.strictObject({
  from: z.enum(NUMBERS),
  text: z.string().min(1).max(1_600),
  way: z.enum(WAYS),
});
const carrierSchema = z.strictObject({ mood: z.enum(MOODS).optional(), muddled: z.boolean().optional() });
const phoneSchema = z.strictObject({ number: z.enum(NUMBERS), on: z.boolean() });

/** Two phones, and a carrier that can be made to fail. */
export function phonesRouter(phones: Phones, network: Network): Router {
  const router = Router();
  router.use(express.json({ limit: '16kb' }));
  router.get('/', (_, res) => {
    const script = html`<script src="/assets/phones.js" defer></script>`;
    const body = page(phones.view().line);
    sendPage(res, { title: 'Two phones', styles: '/assets/phones.css', head: script, body });
  });
  router.get('/state', (_, res) => void res.set('Cache-Control', 'no-store').json(phones.view()));
  router.post('/send', async (req, res) => {
    res.json({ answers: await phones.send(sendSchema.parse(req.body)) });
  });
  router.post('/carrier', (req, res) => {
    const { mood, muddled } = carrierSchema.parse(req.body);
    if (mood !== undefined) phones.setMood(mood);
    if (muddled !== undefined) network.muddled = muddled;
    res.json(phones.view());
  });
  router.post('/phone', (req, res) => {
    const { number, on } = phoneSchema.parse(req.body);
    if (on) network.unreachable.delete(number);
    else network.unreachable.add(number);
    res.json(phones.view());
  });
  return router;
}

const MOOD_WORDS: Record<Mood, string> = {
  works: 'Works',
  busy: 'Is busy (429)',
  down: 'Is down (503)',
  hangs: 'Never answers',
  slow: 'Answers after 3 s',
  loses_answers: 'Sends it, but its answer is lost',
};

const WAY_WORDS: Record<Exclude<Way, 'plain'>, string> = {
  picture: 'With a picture',
  twice: 'Twice at once',
  five_at_once: 'Five at once',
  reordered: 'Two, last one first',
  late: '5 s late',
  forged: 'With a forged signature',
  other_account: 'From a strange account',
};

const page = (line: string | null): Html => html`
<a class="skip" href="#phones">Skip to the phones</a>
<p class="demo"><strong>This is a demo on your own machine.</strong> No text leaves it. <a href="/">See everything that is faked here</a></p>
<main>
  <header>
    <h1>Two phones</h1>
    <p class="lead">Write to the clinic as two of its patients. Each text reaches Parley as Twilio would bring it: a signed webhook. Then try to break it.</p>
  </header>
  ${line === null ? NO_LINE : null}
  <p id="trouble" role="alert" hidden></p>
  <div id="phones">${PHONES.map((phone) => phoneCard(phone, line))}</div>
  ${carrierCard}
  <section class="log" aria-labelledby="log-title">
    <h2 id="log-title">What the carrier saw</h2>
    <ol id="log"></ol>
    <p class="empty" id="log-empty">Nothing yet.</p>
  </section>
</main>`;

const NO_LINE = html`<p class="notice">The clinic has no number yet. Start Parley with <code>pnpm start</code>, which gives it one.</p>`;

const phoneCard = ({ number, owner }: Phone, line: string | null): Html => html`
<section class="phone" data-number="${number}" aria-labelledby="owner-${owner}">
  <header>
    <div><h2 id="owner-${owner}">${owner}’s phone</h2><p class="number">${number}</p></div>
    <label class="switch"><input type="checkbox" data-power checked><span>On</span></label>
  </header>
  <ol class="thread" aria-live="polite" aria-label="Texts on ${owner}’s phone" tabindex="0"></ol>
  <p class="empty">No texts yet. Write to ${line ?? 'the clinic'}.</p>
  <form>
    <label class="unseen" for="text-${owner}">A text from ${owner}</label>
    <input id="text-${owner}" name="text" maxlength="1600" autocomplete="off" placeholder="When are you open on Saturday?">
    <button class="primary">Send</button>
    <details>
      <summary>Send it badly</summary>
      <div class="ways">${Object.entries(WAY_WORDS).map(([way, words]) => html`<button name="way" value="${way}">${words}</button>`)}</div>
    </details>
  </form>
</section>`;

const carrierCard: Html = html`
<section class="carrier" aria-labelledby="carrier-title">
  <h2 id="carrier-title">When Parley sends, the carrier …</h2>
  <fieldset>
    <legend class="unseen">When Parley sends, the carrier</legend>
    ${MOODS.map((mood) => html`<label><input type="radio" name="mood" value="${mood}"><span>${MOOD_WORDS[mood]}</span></label>`)}
  </fieldset>
  <label class="switch"><input type="checkbox" id="muddled"><span>Its delivery reports come twice and in the wrong order</span></label>
</section>`;
