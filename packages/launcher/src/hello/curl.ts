import { shellQuote } from './shell-quote.ts';

export type CurlRequest = { url: string; headers: Record<string, string>; body: unknown };

/** A command to paste: one argument a line, so that it reads well and is copied whole. */
export function curlCommand({ url, headers, body }: CurlRequest): string {
  const lines = [
    `curl -s ${shellQuote(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`),
    `-d ${shellQuote(JSON.stringify(body))}`,
  ];
  return lines.join(' \\\n  ');
}
