/** What the server tells the pages about one request, as headers of it; what a browser sends under these names is dropped. */
export const PAGE_FACTS = {
  nonce: 'x-parley-nonce',
  chatPageUrl: 'x-parley-chat-page',
} as const;
