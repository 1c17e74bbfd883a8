import { openConnectionSecret } from '../connections/open-connection-secret.ts';
import type { Ctx } from '../ctx.ts';

/** What a sender needs of a number's account. Never to be logged or answered. */
export type CarrierAccount = {
  connectionId: string;
  number: string;
  accountSid: string;
  authToken: string;
  /** Null: the carrier's own address. */
  baseUrl: string | null;
};

/** The account that a number sends with; null for a channel that is no number. */
export async function openCarrierAccount(
  ctx: Pick<Ctx, 'db' | 'secrets'>,
  orgId: string,
  channelId: string,
): Promise<CarrierAccount | null> {
  const channel = await ctx.db.inOrg(orgId, (tx) =>
    tx.channel.findUnique({
      where: { orgId_id: { orgId, id: channelId } },
      select: { address: true, connectionId: true },
    }),
  );
  if (!channel?.address || !channel.connectionId) return null;
  const { address: number, connectionId } = channel;
  const connection = await openConnectionSecret(ctx, orgId, connectionId);
  if (connection.kind !== 'twilio') return null;
  const { baseUrl, settings, secret } = connection;
  return { connectionId, number, accountSid: settings.accountSid, authToken: secret.authToken, baseUrl };
}
