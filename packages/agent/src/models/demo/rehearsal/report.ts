import type { Rehearsed } from './rehearse.ts';

export type Score = { lines: number; linesHandled: number; dialogues: number; dialoguesHandled: number };

const isHandled = ({ exchanges, missed }: Rehearsed): boolean =>
  missed.length === 0 && exchanges.every((exchange) => exchange.missed.length === 0);

export function scoreOf(rehearsed: readonly Rehearsed[]): Score {
  const exchanges = rehearsed.flatMap((one) => one.exchanges);
  return {
    lines: exchanges.length,
    linesHandled: exchanges.filter(({ missed }) => missed.length === 0).length,
    dialogues: rehearsed.length,
    dialoguesHandled: rehearsed.filter(isHandled).length,
  };
}

/** Each dialogue that was missed, as it went, with what was missed where. */
export const missesOf = (rehearsed: readonly Rehearsed[]): string[] =>
  rehearsed.filter((one) => !isHandled(one)).map(sayMissed);

function sayMissed({ about, exchanges, missed }: Rehearsed): string {
  const lines = exchanges.flatMap((exchange) => [
    `  customer: ${exchange.line}`,
    ...exchange.uses.map(({ tool, args, ok }) => `      ${ok ? '' : 'refused: '}${tool} ${JSON.stringify(args)}`),
    `  model:    ${exchange.reply.replaceAll('\n', '\n            ')}`,
    ...exchange.missed.map((what) => `  MISSED    ${what}`),
  ]);
  return [`“${about}”`, ...lines, ...missed.map((what) => `  MISSED    at the end: ${what}`)].join('\n');
}
