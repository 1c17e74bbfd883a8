import { headers } from 'next/headers';
import { PAGE_FACTS } from '../../http/page-facts.ts';

/** In demo mode mail goes to the machine that also serves the chat page; its mails can be read there. */
export async function readMailUrl(): Promise<string | null> {
  const chatPageUrl = (await headers()).get(PAGE_FACTS.chatPageUrl);
  return chatPageUrl && new URL('/mails', chatPageUrl).href;
}
