import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FormParams } from './form.ts';

export type Signed = {
  /** The address as Twilio was told it, path and query included: never made from a request's headers. */
  url: string;
  params: FormParams;
  /** `X-Twilio-Signature`. */
  signature: string;
};

/**
 * Twenty lines of our own instead of Twilio's package: it loads a client of some hundred files, and reads a form as an
 * object, in which a parameter called `__proto__` is lost. Held to that package in the test beside this.
 */
export function isSigned({ url, params, signature }: Signed, tokens: readonly string[]): boolean {
  const given = Buffer.from(signature);
  const text = params.length === 0 ? '' : textOf(params);
  return tokens.some((token) => addressesOf(url).some((address) => equal(given, hmac(token, address + text))));
}

const hmac = (token: string, text: string): Buffer =>
  Buffer.from(createHmac('sha1', token).update(text, 'utf8').digest('base64'));

const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Names in order, each with its values in order, a value that is repeated once. */
function textOf(params: FormParams): string {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of params) byName.set(name, (byName.get(name) ?? new Set()).add(value));
  const names = [...byName.keys()].sort(byCodeUnit);
  return names.flatMap((name) => [...(byName.get(name) ?? [])].sort(byCodeUnit).map((value) => name + value)).join('');
}

const ADDRESS = /^(https?:\/\/)(\[[^\]]*\]|[^/?#:]*)(:\d+)?(.*)$/is;

/** As configured, without its port, and with the scheme's own: Twilio has signed each of them at some time. */
function addressesOf(url: string): string[] {
  const [, scheme = '', host = '', port = '', rest = ''] = ADDRESS.exec(url) ?? [];
  if (host === '') return [url];
  const own = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return [...new Set([url, scheme + host + rest, scheme + host + (port || own) + rest])];
}
