import { type FormParams, firstOf, readForm } from '@parley/channels/twilio-sms/form';
import { isSigned } from '@parley/channels/twilio-sms/signature';
import type { SmsDoor } from '@parley/core/channels/find-sms-door';
import { ParleyError } from '@parley/shared/errors';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';

export type CarrierCall = { form: FormParams; door: SmsDoor & { channelId: string } };

/** Which parameter names our own number. */
type OurNumber = 'To' | 'From';

/**
 * What a carrier says, once it is certain that it says it: signed with a token of the account whose address was called, over
 * the address that it was told; from that account; about a number that this organisation has with it.
 */
export async function readCarrierCall(
  ctx: ApiContext,
  req: Request,
  { connectionId, ours }: { connectionId: string; ours: OurNumber },
): Promise<CarrierCall> {
  const form = readForm(req.body instanceof Buffer ? req.body : Buffer.alloc(0));
  const number = firstOf(form, ours) ?? '';
  const door = await ctx.smsDoors({ connectionId, number });
  const problem = problemWith(door, form, { url: addressOf(ctx, req), signature: req.get('X-Twilio-Signature') ?? '' });
  if (door && door.channelId !== null && problem === null)
    return { form, door: { ...door, channelId: door.channelId } };
  // Only here: whoever called learns nothing from it.
  ctx.log.info({ connection_id: connectionId, reason: problem }, 'a carrier’s call was refused');
  throw new ParleyError('forbidden', 'not_accepted', 'This call is not accepted.');
}

/** Where the carrier was told to call; a request's headers can say anything. */
const addressOf = ({ config }: ApiContext, req: Request): string =>
  config.publicUrl.replace(/\/+$/, '') + req.originalUrl;

function problemWith(door: SmsDoor | null, form: FormParams, call: { url: string; signature: string }): string | null {
  if (!door) return 'no such account';
  if (!isSigned({ ...call, params: form }, door.tokens)) return 'signature';
  if (firstOf(form, 'AccountSid') !== door.accountSid) return 'another account';
  return door.channelId === null ? 'not a number of this account here' : null;
}
