import { amounts, oversizedArguments, poisonedArguments } from './attacks/arguments.ts';
import {
  hiddenInResults,
  inParts,
  loops,
  poisonedMemory,
  replays,
  ungivenTools,
  unknownTools,
} from './attacks/calls.ts';
import { foreignIds, widenedArguments } from './attacks/ids.ts';
import { injections, words } from './attacks/words.ts';
import { type Attack, type Case, CHANNELS, type Channel } from './case.ts';

/** Each attack on each channel. */
const EVERYWHERE: readonly Attack[] = [
  ...amounts,
  ...oversizedArguments,
  ...unknownTools,
  ...ungivenTools,
  ...inParts,
  ...replays,
  ...hiddenInResults,
  ...poisonedMemory,
  ...words,
  ...injections,
];
/** Many ways to do the same: each on one channel, so that every tool is tried in several ways on each. */
const IN_TURN: readonly Attack[] = [...foreignIds, ...widenedArguments, ...poisonedArguments, ...loops];

export const ATTACKS: readonly Attack[] = [...EVERYWHERE, ...IN_TURN];

export const numbered = (cases: readonly (Attack & { channel: Channel })[]): Case[] =>
  cases.map((one, n) => ({ ...one, n }));

export const everyCase = (): Case[] =>
  numbered([
    ...EVERYWHERE.flatMap((attack) => CHANNELS.map((channel) => ({ ...attack, channel }))),
    ...IN_TURN.map((attack, at) => ({ ...attack, channel: CHANNELS[at % CHANNELS.length] ?? 'api' })),
  ]);
