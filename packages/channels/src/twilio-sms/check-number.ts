import { z } from 'zod';
import type { CarrierLine } from './call.ts';
import { askTwilio, readAs, type TwilioAccount } from './twilio-api.ts';

export type NumberAnswer = 'ready' | 'address_differs' | 'number_not_found' | 'credentials_refused' | 'carrier_away';

export type NumberQuestion = { number: string; inboundUrl: string };

const numbersSchema = z.object({ incoming_phone_numbers: z.array(z.object({ sms_url: z.string().nullish() })) });

const PATIENCE_MS = 8_000;

/** Whether the account's credentials are good, the number is its own, and calls us when a message comes in. */
export async function checkTwilioNumber(
  line: CarrierLine,
  account: TwilioAccount,
  { number, inboundUrl }: NumberQuestion,
): Promise<NumberAnswer> {
  const path = `/IncomingPhoneNumbers.json?${new URLSearchParams({ PhoneNumber: number, PageSize: '1' })}`;
  const called = await askTwilio(line, account, { method: 'GET', path, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (called.kind !== 'answered') return 'carrier_away';
  if (called.status === 401 || called.status === 403) return 'credentials_refused';
  const found = called.status === 200 ? readAs(numbersSchema, called.body) : null;
  if (!found) return 'carrier_away';
  const [own] = found.incoming_phone_numbers;
  if (!own) return 'number_not_found';
  // What follows # tells Twilio how to call, not where.
  return own.sms_url?.split('#')[0] === inboundUrl ? 'ready' : 'address_differs';
}
