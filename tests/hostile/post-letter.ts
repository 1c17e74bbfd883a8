import { createTicket } from '@parley/agent/tools/create-ticket';
import type { Tool, ToolContext } from '@parley/agent/tools/tool';

export type Letter = { turnId: string; subject: string };

/** A tool whose effect is somebody else's and cannot be taken back: what one would note in a ticket, sent by post. */
export const postLetter = (posted: Letter[]): Tool => ({
  ...createTicket,
  name: 'post_letter',
  description: 'Sends a letter by post.',
  effect: 'irreversible',
  reach: 'outside',
  summary: () => ['Sends a letter'],
  run(given, input) {
    const { bound, request } = given as ToolContext<'outside'>;
    request();
    posted.push({ turnId: bound.turnId, subject: (input as { subject: string }).subject });
    return { reference: 'LETTER', joined: false };
  },
});
