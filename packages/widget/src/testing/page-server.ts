import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody's web site, on an origin of its own, as strict as a site can be and still hold the chat. */
export async function startPageServer(apiOrigin: () => string) {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://page');
    const api = apiOrigin();
    if (!searchParams.has('loose')) {
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${api}; connect-src ${api}; require-trusted-types-for 'script'`,
      );
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
      <title>A page</title>${searchParams.get('head') ?? ''}
      <script src="${api}/widget.js" data-channel="chan_1" ${searchParams.get('attributes') ?? ''} async></script>
      </head><body>${searchParams.get('body') ?? '<h1>Harbour Street Dental</h1>'}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: (query: Record<string, string> = {}) => `${origin}/?${new URLSearchParams(query)}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
