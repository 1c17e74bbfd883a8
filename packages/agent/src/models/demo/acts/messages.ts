import type { Dialogue } from '../dialogue/dialogue.ts';
import type { Matter } from '../dialogue/matter.ts';
import { sayVisit, WHAT_HAPPENED, WHAT_MESSAGE } from '../say/phrases.ts';
import { type Act, asked, call, cannot, type Desk, said } from './act.ts';
import { visitsOf } from './find-visit.ts';
import { reachUs, sayRefusal } from './refusals.ts';
import { text } from './tool-use.ts';

/** "Gladly." is nothing to send. */
const SHORTEST_MAIL = 20;
const LONGEST_SUBJECT = 60;
const SORRY = 'I am sorry about that, and thank you for telling us.';

export function* ticket({ words, complaint }: Matter, desk: Desk): Act {
  if (!desk.can('create_ticket'))
    return complaint ? said(`${SORRY} ${reachUs(desk.facts)}`) : cannot('pass on messages');
  if (!words) return complaint ? asked(SORRY, WHAT_HAPPENED) : asked('Gladly.', WHAT_MESSAGE);
  const subject = `${complaint ? 'Complaint' : 'Message'}: ${shortened(words)}`;
  const told = yield* call('create_ticket', { subject, description: words, priority: complaint ? 'high' : 'normal' });
  if (!told.ok) return sayRefusal(told.error, 'pass on your message', desk);
  const reference = text(told.output, 'reference');
  const filed = `I have created a ticket for our team${reference ? ` (${reference})` : ''}. Somebody will look at it.`;
  return said(complaint ? `${SORRY} ${filed}` : filed);
}

function shortened(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT).replace(/\s\S*$/, '')} …`;
}

/** Sends what was said last, or the customer's appointments where these are meant. */
export function* email(_matter: Matter, desk: Desk, { told, heard }: Dialogue): Act {
  if (!desk.can('send_email')) return cannot('send e-mails');
  const isOfVisits = heard.topics.has('list') && desk.can('list_appointments');
  const body = isOfVisits ? yield* visitsAsText(desk) : told.replace(/[^.!?\n]*\?\s*$/, '').trim();
  if (body === null) return said('You have no upcoming appointment with us, so there is nothing to send.');
  if (body.length < SHORTEST_MAIL) return said('Tell me first what it is about, and I will see what I can send you.');
  const sent = yield* call('send_email', { subject: `From ${desk.facts.business}`, body });
  if (!sent.ok) return sayRefusal(sent.error, 'send you an e-mail', desk);
  return said('I have sent it to your e-mail address.');
}

function* visitsAsText({ facts }: Desk): Act<string | null> {
  const told = yield* call('list_appointments');
  const visits = told.ok ? visitsOf(told) : [];
  return visits.length === 0
    ? null
    : `Your appointments with us:\n${visits.map((visit) => sayVisit(visit, facts.today)).join('\n')}`;
}

export function* withdraw(_matter: Matter, desk: Desk): Act {
  if (!desk.can('withdraw_request')) return cannot('take back requests');
  const told = yield* call('withdraw_request');
  if (told.ok && told.output.withdrawn === true) return said('I have taken back your request.');
  return said('There is no request of yours waiting, so there is nothing to take back.');
}

export const HANDING_OVER =
  'I am handing this over to a colleague. They can read our conversation and will answer you here.';

export function* person(_matter: Matter, desk: Desk, summary: string): Act {
  if (!desk.can('handoff_to_human'))
    return said(`I cannot hand you over to a person from here yet. ${reachUs(desk.facts)}`);
  const told = yield* call('handoff_to_human', {
    reason: 'The customer asked for a person.',
    summary: summary.slice(0, 500) || undefined,
  });
  if (!told.ok) return said(`I could not reach a colleague just now. ${reachUs(desk.facts)}`);
  return said('A colleague will take over from here and answer you in this conversation.');
}
