/** What a text says about whether its sender wants to hear from us. */
export type ConsentWord = 'stop' | 'help' | 'start';

const WORDS: Readonly<Record<string, ConsentWord>> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  REVOKE: 'stop',
  OPTOUT: 'stop',
  HELP: 'help',
  INFO: 'help',
  START: 'start',
  UNSTOP: 'start',
};

/** These say one thing only, so a courtesy around them changes nothing; "please cancel" may be about a visit. */
const PLAIN = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'OPTOUT']);

const COURTESIES = new Set(['PLEASE', 'PLS', 'PLZ', 'THANKS', 'THANK', 'YOU', 'THX', 'TY', 'NOW', 'OK', 'OKAY']);

const CARRIER_WORDS: Readonly<Record<string, ConsentWord>> = { STOP: 'stop', HELP: 'help', START: 'start' };

/**
 * Whether a text is one of the words and no more: "STOP 12345", "stop by at nine" and "cancel my visit" are for the agent,
 * "Stop. Thank you" is not. `optOutType` is the carrier's own verdict where it handles the words itself.
 */
export function readConsentWord(text: string, optOutType: string | null = null): ConsentWord | null {
  const told = CARRIER_WORDS[optOutType?.trim().toUpperCase() ?? ''];
  if (told) return told;
  const said = wordsOf(text);
  const meant = oneWord(said.filter((word) => !COURTESIES.has(word)));
  return PLAIN.has(meant) || said.length === 1 ? (WORDS[meant] ?? null) : null;
}

/** "STOP ALL" and "opt-out" may be written in two; other words may not fall apart. */
const oneWord = (words: readonly string[]): string =>
  words.join(' ').replace(/^(STOP) (ALL)$|^(OPT) (OUT)$/, '$1$2$3$4');

/** Wide and styled letters are read as plain ones; quotes, dots, emoji and invisible marks are no part of a word. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Format}/gu, '')
    .toUpperCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
