import { OFFER_PERSON } from '../say/phrases.ts';
import { asked, type Desk, type Saying, said } from './act.ts';
import { times } from './tool-use.ts';

/** What a tool's refusal comes to, as far as the rules can do something about it. */
export type Refusal =
  | { kind: 'taken'; free: string[] }
  | { kind: 'no_such_service'; offered: string[] }
  | { kind: 'closed' }
  | { kind: 'past' }
  | { kind: 'not_found' }
  | { kind: 'needs_person' }
  | { kind: 'unknown_outcome' }
  | { kind: 'other' };

export function readRefusal(error: string): Refusal {
  if (/slot_taken|\btaken\b|not free|already booked|overlap/i.test(error))
    return { kind: 'taken', free: freeIn(error) };
  if (
    /unknown_service|no such service|no service\b|service\b.{0,80}\b(unknown|not (offered|known|found)|does not exist)|services? (we|are)\b/i.test(
      error,
    )
  )
    return { kind: 'no_such_service', offered: offeredIn(error) };
  if (/\bpast\b|already (over|begun|passed)|in_the_past/i.test(error)) return { kind: 'past' };
  if (/closed|outside|opening hours|not open/i.test(error)) return { kind: 'closed' };
  if (/not (yet )?known (whether|if|what)|unknown_outcome|outcome/i.test(error)) return { kind: 'unknown_outcome' };
  if (/approv|a person|colleague|not allowed|not permitted|limit|hand.?off|human/i.test(error))
    return { kind: 'needs_person' };
  if (/not found|no such|no (upcoming )?(appointment|order)|does not exist|nothing/i.test(error))
    return { kind: 'not_found' };
  return { kind: 'other' };
}

/** Free times stand after the word; the one that was wanted stands before it. */
const freeIn = (error: string): string[] => times(/\bfree\b([\s\S]*)/i.exec(error)?.[1] ?? '');

function offeredIn(error: string): string[] {
  const list = /:\s*([^:]+?)\.?\s*$/.exec(error)?.[1] ?? '';
  return list
    .split(/[,;]| and | or /)
    .map((name) => name.replace(/\(.*?\)|["“”]/g, '').trim())
    .filter((name) => name !== '' && name.length < 60);
}

/** A refusal that a person has to look at; said without the tool's own words, which are for us. */
export function sayRefusal(error: string, what: string, desk: Desk): Saying {
  const { kind } = readRefusal(error);
  if (kind === 'unknown_outcome')
    return said(
      `I tried to ${what}, and it is not clear whether it worked. Please do not count on it before you hear from us.`,
    );
  if (kind === 'needs_person') return offerPerson(`I am not allowed to ${what} by myself.`, desk);
  return offerPerson(`I could not ${what}, so nothing has been changed.`, desk);
}

export const offerPerson = (why: string, { can, facts }: Desk): Saying =>
  can('handoff_to_human') ? asked(why, OFFER_PERSON) : said(`${why} ${reachUs(facts)}`);

export const reachUs = ({ phone }: Desk['facts'], please = 'Please'): string =>
  phone ? `${please} call us on ${phone}.` : `${please} ask our front desk.`;
