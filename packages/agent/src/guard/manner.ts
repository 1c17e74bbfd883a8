import type { Frame } from '../frame.ts';

/** Longer than this is no answer for the channel: a text message of four parts, a page of chat. */
export const LONGEST: Record<Frame['channel'], number> = { sms: 640, web_chat: 4_000, api: 8_000 };

const EMOJI = /\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}\ufe0f]|\u200d\p{Extended_Pictographic})*/gu;
/** One emoji makes each part of a text message less than half as long. */
const EMOJIS: Record<Frame['channel'], number> = { sms: 0, web_chat: 3, api: 3 };
const CRY = /[!?]{3,}/u;
const LEAST_SHOUT = 20;

export const isTooLong = (text: string, channel: Frame['channel']): boolean => text.length > LONGEST[channel];

/** What is wrong with the tone of an answer, or `null`. */
export function wrongTone(text: string, channel: Frame['channel']): string | null {
  const emojis = text.match(EMOJI)?.length ?? 0;
  if (emojis > EMOJIS[channel])
    return channel === 'sms' ? 'It has emojis, which make text messages long.' : `It has ${emojis} emojis.`;
  if (CRY.test(text)) return 'It cries out.';
  return isShouted(text) ? 'It shouts.' : null;
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= LEAST_SHOUT && capitals / letters > 0.6;
}

/** The same in a quieter voice; capitals stay, since they may be names. */
export const quieter = (text: string): string =>
  text
    .replace(EMOJI, '')
    .replace(/[!?]{2,}/gu, (cry) => (cry.includes('?') ? '?' : '!'))
    .replace(/ {2,}/gu, ' ')
    .replace(/ +([.,!?])/gu, '$1')
    .trim();
