import type { IncomingMessage, ServerResponse } from 'node:http';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where requests for pages wait until what answers them has loaded. */
export type PagesDoor = {
  answer: PageHandler;
  isOpen(): boolean;
  open(handler: PageHandler): void;
};

export function createPagesDoor(): PagesDoor {
  const { promise: handler, resolve } = Promise.withResolvers<PageHandler>();
  let isOpen = false;
  return {
    answer: async (request, response) => (await handler)(request, response),
    isOpen: () => isOpen,
    open(given) {
      isOpen = true;
      resolve(given);
    },
  };
}
