import type { SendLoop } from '../replies/send-loop.ts';

/** The ring: come and send the replies that are due. */
export const sendReplies = (replies: SendLoop) => (): Promise<void> => replies.take();
