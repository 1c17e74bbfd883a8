import { createHmac } from 'node:crypto';

/** A parameter may be there more than once. */
export type Params = readonly (readonly [name: string, value: string])[];

export const formEncode = (params: Params): string =>
  new URLSearchParams(params.map(([name, value]): [string, string] => [name, value])).toString();

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** `X-Twilio-Signature`: the address as configured, then name and value of each parameter, sorted, repeats once. */
export function signTwilio(authToken: string, url: string, params: Params): string {
  const names = [...new Set(params.map(([name]) => name))].sort(byCodeUnit);
  const valuesOf = (name: string) => [...new Set(params.filter(([n]) => n === name).map(([, value]) => value))];
  const parts = names.flatMap((name) =>
    valuesOf(name)
      .sort(byCodeUnit)
      .map((value) => name + value),
  );
  return createHmac('sha1', authToken)
    .update(url + parts.join(''), 'utf8')
    .digest('base64');
}
