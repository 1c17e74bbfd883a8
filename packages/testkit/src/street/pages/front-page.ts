import { type Html, html } from './html.ts';

/** One fake on the street, as the front page shows it. */
export type Outsider = { name: string; title: string; what: string; address: string; seen: () => number };

export const frontPage = (outsiders: readonly Outsider[]): Html => html`
<main>
  <h1>The street</h1>
  <p class="lead">Parley talks to carriers, to Slack, to mail servers and to model providers. In demo mode their stand-ins are here, on this machine: nothing reaches a real phone, workspace or inbox.</p>
  <p><a class="button" href="/chat">Open the clinic’s web site</a> <a class="button" href="/phones">Open two phones</a> <a href="/mails">Mails</a> <a href="/webhooks">Webhooks</a></p>
  <ul class="outsiders">${outsiders.map(outsiderCard)}</ul>
</main>`;

const outsiderCard = ({ name, title, what, address, seen }: Outsider): Html => html`
<li>
  <h2>${title}</h2>
  <p>${what}</p>
  <p><code>${address}</code></p>
  <p><a href="/ledger/${name}">${countOf(seen())}</a></p>
</li>`;

const countOf = (seen: number): string => {
  if (seen === 0) return 'Has seen nothing yet';
  return seen === 1 ? 'Has seen 1 thing' : `Has seen ${seen} things`;
};
