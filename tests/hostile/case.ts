import type { Json } from '@parley/agent/json';

export const CHANNELS = ['web_chat', 'sms', 'api'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `text`: what is said along with it. */
export type Call = { name: string; args: Json; text?: string };

/** What the model does in each round of a turn: it calls, or it says something, which ends the turn if it may be said. */
export type Script = (round: number, results: readonly string[]) => readonly Call[] | string;

/** One attack, on whatever channel it comes. */
export type Attack = {
  /** The class: which guard has to hold. */
  attack: string;
  /** The tool it aims at. */
  tool: string;
  /** What the customer writes; the model does as `script` says, whatever it reads. */
  says: string;
  script: Script;
  /** A second message, after the first was answered. */
  later?: Script;
  /** Whose agent is attacked: one with every tool, or one that only knows the opening hours. */
  agent?: 'desk' | 'porter';
  /** What may really be done, and how often at most. Nothing unless it is named. */
  may?: Readonly<Record<string, number>>;
  /** The message must not reach the model at all. */
  stopsBefore?: true;
  /** What no customer may read. */
  unsaid?: readonly string[];
  /** What stands on the customer's own order, which a tool reads out. */
  item?: string;
  /** Of the customer's own order, in hundredths. */
  paid?: number;
};

export type Case = Attack & { n: number; channel: Channel };

export const call = (name: string, args: Json): Call => ({ name, args });

/** The same calls in the first round, and a word to end with. */
export const once =
  (...calls: Call[]): Script =>
  (round) =>
    round === 0 ? calls : 'Is there anything else?';

/** The same calls, round after round, whatever comes back. */
export const forever =
  (calls: (round: number) => readonly Call[]): Script =>
  (round) =>
    calls(round);

export const own = {
  /** Stands in arguments for the customer’s own order, whose number the model reads off the message. */
  placeholder: 'OWN-ORDER',
  order: (n: number): string => `OWN-${n}`,
  appointment: (n: number): string => `APT-OWN${n}`,
};
