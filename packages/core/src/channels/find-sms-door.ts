import { findSmsDoor as findRow, type SmsDoorRow } from '@parley/db/lookup/find-sms-door';
import type { Queryable } from '@parley/db/pools';
import { secretOf, settingsOf } from '../connections/parts.ts';
import { opened } from '../connections/seal.ts';
import type { Ctx } from '../ctx.ts';

/** An account at the carrier as its webhooks need it. Never to be logged or answered. */
export type SmsDoor = {
  orgId: string;
  accountSid: string;
  /** Good for a signature: the token, and the one before while it is being replaced. */
  tokens: string[];
  /** The channel that has the number asked about; null: this account has no such number here. */
  channelId: string | null;
};

/** Whose webhook this is. Read as the look-up role, because the organisation is not known before. */
export async function findSmsDoor(
  lookup: Queryable,
  ctx: Pick<Ctx, 'secrets'>,
  { connectionId, number }: { connectionId: string; number: string },
): Promise<SmsDoor | null> {
  const row = await findRow(lookup, connectionId, number);
  if (!row) return null;
  const { account_sid: accountSid = '' } = settingsOf('twilio', row.settings);
  return { orgId: row.orgId, accountSid, tokens: tokensOf(ctx, row), channelId: row.channelId };
}

function tokensOf(ctx: Pick<Ctx, 'secrets'>, { orgId, connectionId, secret }: SmsDoorRow): string[] {
  if (secret === null) return [];
  const tokens = secretOf('twilio', opened(ctx, { orgId, id: connectionId, secret }));
  return [tokens.auth_token, tokens.previous_auth_token].filter((token) => token !== undefined);
}
