import { z } from 'zod';
import type { OutboundRules } from '../outbound/outbound-url.ts';
import type { Call, Called, CarrierLine } from './call.ts';

export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  /** `https://api.twilio.com`, a region's, or a stand-in's. */
  baseUrl: string;
};

type Rules = OutboundRules & { demo: boolean };

/** Where an account is: Twilio, unless its connection says otherwise. Null in a demo, unless it is at the street. */
export function twilioBaseUrl(given: string | null, { demo, allowedOrigins }: Rules): string | null {
  const baseUrl = given ?? 'https://api.twilio.com';
  // Nobody's real phone hears from a demo.
  return demo && !allowedOrigins.includes(new URL(baseUrl).origin) ? null : baseUrl;
}

export type TwilioRequest = Pick<Call, 'method' | 'signal' | 'mayWrite'> & {
  /** Below the account: `/Messages.json`. */
  path: string;
  form?: readonly (readonly [name: string, value: string])[];
};

/** One request with the account's credentials; a full path is taken as the carrier gave it. */
export function askTwilio(line: CarrierLine, account: TwilioAccount, request: TwilioRequest): Promise<Called> {
  const { accountSid, authToken, baseUrl } = account;
  const { method, path, form, signal, mayWrite } = request;
  const whole = path.startsWith('/2010-04-01/')
    ? path
    : `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}${path}`;
  return line.call({
    method,
    url: new URL(baseUrl.replace(/\/$/, '') + whole),
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      accept: 'application/json',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    body: form && formOf(form),
    signal,
    mayWrite,
  });
}

const formOf = (form: NonNullable<TwilioRequest['form']>): string =>
  new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString();

/** A JSON answer in the form that was expected, or null. */
export function readAs<S extends z.ZodType>(schema: S, body: string): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

const errorSchema = z.object({ code: z.number() });

export const errorCodeOf = (body: string): number | null => readAs(errorSchema, body)?.code ?? null;
