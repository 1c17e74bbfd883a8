import type { NumberAnswer, NumberQuestion } from '@parley/channels/twilio-sms/check-number';
import type { ChannelView } from '@parley/shared/contract/channels';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { type CarrierAccount, openCarrierAccount } from './carrier-account.ts';
import { CHANNEL_COLUMNS, channelView, readChannelRow, smsAddress } from './view.ts';

export type NumberCheck = {
  id: string;
  publicUrl: string;
  ask: (account: CarrierAccount, question: NumberQuestion) => Promise<NumberAnswer>;
};

/** Asks the carrier about a number, and keeps what it said. Nothing is held while it is asked. */
export async function checkNumber(ctx: Ctx, as: As, { id, publicUrl, ask }: NumberCheck): Promise<ChannelView> {
  const { orgId } = as;
  const row = await ctx.db.inOrg(orgId, (tx) => readChannelRow(tx, orgId, id));
  const result = await answerOf(ctx, orgId, id, (account) =>
    ask(account, { number: account.number, inboundUrl: smsAddress(publicUrl, account.connectionId, 'inbound') }),
  );
  return ctx.db.inOrg(orgId, async (tx) => {
    // Given another account meanwhile, it has not been asked about.
    const place = { orgId, id, connectionId: row.connection?.id ?? null };
    const data = { checkedAt: ctx.now(), checkResult: result };
    await tx.channel.updateMany({ where: place, data });
    return channelView(
      await tx.channel.findUniqueOrThrow({ where: { orgId_id: { orgId, id } }, select: CHANNEL_COLUMNS }),
      publicUrl,
    );
  });
}

async function answerOf(
  ctx: Ctx,
  orgId: string,
  id: string,
  ask: (account: CarrierAccount) => Promise<NumberAnswer>,
): Promise<NumberAnswer | 'no_secret'> {
  const account = await openCarrierAccount(ctx, orgId, id).catch((error: unknown) => {
    if (error instanceof ParleyError && NO_SECRET.has(error.code)) return 'no_secret' as const;
    throw error;
  });
  if (account === 'no_secret') return account;
  if (account) return ask(account);
  throw new ParleyError('invalid_request', 'not_a_number', 'This channel is no phone number: there is nobody to ask.');
}

const NO_SECRET = new Set(['connection_without_secret', 'secret_unreadable']);
