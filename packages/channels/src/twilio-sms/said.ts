import type { InboundSms } from './parse.ts';

/** What the person said, as it is stored and as an agent reads it: the text, and a line for each thing sent with it. */
export function saidBy({ body, media }: Pick<InboundSms, 'body' | 'media'>): string {
  const lines = [
    ...(body.trim() === '' ? [] : [body]),
    ...media.map(({ contentType }) => `[Attachment: ${plain(contentType)}]`),
  ];
  // What Postgres cannot store is replaced and not refused: a carrier would not send the message again without it.
  return storable(lines.join('\n') || '[Empty message]');
}

const plain = (contentType: string): string => contentType.replace(/[^\w/.+-]/g, '').slice(0, 80) || 'unknown';

const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
