import type { ChannelView } from '@parley/shared/contract/channels';
import type { Tone } from '../components/tone.ts';

export const KIND_WORDS: Record<ChannelView['kind'], string> = { web_chat: 'Web chat', sms: 'Number', api: 'API' };

/** Where customers find it: a number, or how many sites. */
export function whereOf({ sms, web_chat }: Pick<ChannelView, 'sms' | 'web_chat'>): string {
  if (sms) return sms.number;
  if (!web_chat) return '';
  const [only] = web_chat.allowed_origins;
  if (only === undefined) return 'No site may show it yet';
  return web_chat.allowed_origins.length === 1 ? hostOf(only) : `${web_chat.allowed_origins.length} sites`;
}

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');

type Check = NonNullable<NonNullable<ChannelView['sms']>['check']>;
type Standing = { tone: Tone; word: string; toDo: string | null };

const STANDINGS: Record<Check['result'], Standing> = {
  ready: { tone: 'good', word: 'Ready', toDo: null },
  address_differs: {
    tone: 'warn',
    word: 'Calls elsewhere',
    toDo: 'At Twilio this number calls another address when a message comes in. Put the address below there. (If a messaging service calls it, all is well.)',
  },
  number_not_found: {
    tone: 'bad',
    word: 'Not this account’s',
    toDo: 'Twilio says that this account has no such number. Choose the connection to the account that holds it.',
  },
  credentials_refused: {
    tone: 'bad',
    word: 'Credentials refused',
    toDo: 'Twilio does not take the account’s token. Enter the current one in the connection.',
  },
  no_secret: {
    tone: 'bad',
    word: 'No token',
    toDo: 'The connection has no token that can be read. Enter it there: without it nothing comes in and nothing leaves.',
  },
  carrier_away: { tone: 'warn', word: 'No answer', toDo: 'Twilio could not be asked. Try again in a moment.' },
};

/** What the carrier said about a number, and what to do about it. */
export const standingOf = (check: Check | null): Standing =>
  check ? STANDINGS[check.result] : { tone: 'muted', word: 'Not checked', toDo: null };

/** Origins as they were typed: on lines of their own, or with spaces or commas between. */
export const originsIn = (text: string): string[] => text.split(/[\s,]+/).filter((origin) => origin !== '');

/** The line for pages of a signed-in visitor: with who they are, as the site's server has signed it. */
export const identityScript = (script: string): string =>
  script.replace(' async>', ' data-identity="the token that your server signed" async>');
