import { isDeepStrictEqual } from 'node:util';
import type { OrgTx } from '@parley/db/client';
import type { ChannelView } from '@parley/shared/contract/channels';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { originsOf, requireAgent, requireCarrier, requireNumber } from './parts.ts';
import { CHANNEL_COLUMNS, type ChannelRow, channelView, readChannelRow } from './view.ts';

export type ChannelChange = {
  id: string;
  publicUrl: string;
  name?: string | undefined;
  agentId?: string | undefined;
  allowedOrigins?: readonly string[] | undefined;
  connectionId?: string | undefined;
  codesFromId?: string | null | undefined;
};

type Open = {
  name: string;
  agentId: string;
  allowedOrigins: string[];
  connectionId: string | null;
  codesFromId: string | null;
};

const openPart = ({ name, agent, allowedOrigins, connection, codesFrom }: ChannelRow): Open => ({
  name,
  agentId: agent.id,
  allowedOrigins,
  connectionId: connection?.id ?? null,
  codesFromId: codesFrom?.id ?? null,
});

/** Changes what is given and differs. What the carrier said about a number is forgotten with the account it was asked with. */
export async function changeChannel(ctx: Ctx, as: As, change: ChannelChange): Promise<ChannelView> {
  const { orgId } = as;
  const { id, publicUrl } = change;
  return ctx.db.inOrg(orgId, async (tx) => {
    await tx.$queryRaw`select 1 from channel where org_id = ${orgId} and id = ${id} for no key update`;
    const row = await readChannelRow(tx, orgId, id);
    refuseForeignPart(row, change);
    const before = openPart(row);
    const after = await wanted(tx, orgId, before, change);
    if (isDeepStrictEqual(before, after)) return channelView(row, publicUrl);
    const unasked = before.connectionId === after.connectionId ? {} : { checkedAt: null, checkResult: null };
    const changed = await tx.channel.update({
      where: { orgId_id: { orgId, id } },
      data: { ...after, ...unasked },
      select: CHANNEL_COLUMNS,
    });
    await audit(ctx, tx, as, {
      action: 'channel.changed',
      target: { kind: 'channel', id },
      before: recorded(before),
      after: recorded(after),
      ...(before.name !== after.name && { detail: { before: { name: before.name }, after: { name: after.name } } }),
    });
    return channelView(changed, publicUrl);
  });
}

const recorded = ({ agentId, allowedOrigins, connectionId, codesFromId }: Open) => ({
  agent: agentId,
  allowed_origins: allowedOrigins,
  connection: connectionId,
  codes_from: codesFromId,
});

async function wanted(tx: OrgTx, orgId: string, before: Open, change: ChannelChange): Promise<Open> {
  const { name, agentId, allowedOrigins, connectionId, codesFromId } = change;
  if (agentId !== undefined) await requireAgent(tx, orgId, agentId);
  if (connectionId !== undefined) await requireCarrier(tx, orgId, connectionId);
  if (codesFromId) await requireNumber(tx, orgId, codesFromId);
  return {
    name: name ?? before.name,
    agentId: agentId ?? before.agentId,
    allowedOrigins: allowedOrigins === undefined ? before.allowedOrigins : originsOf(allowedOrigins),
    connectionId: connectionId ?? before.connectionId,
    codesFromId: codesFromId === undefined ? before.codesFromId : codesFromId,
  };
}

function refuseForeignPart({ kind }: ChannelRow, { allowedOrigins, connectionId, codesFromId }: ChannelChange): void {
  if (allowedOrigins !== undefined && kind !== 'web_chat') throw notOfThisKind('allowed_origins', 'a web chat');
  if (connectionId !== undefined && kind !== 'sms') throw notOfThisKind('connection_id', 'a number');
  if (codesFromId !== undefined && kind !== 'web_chat') throw notOfThisKind('codes_from_id', 'a web chat');
}

const notOfThisKind = (param: string, whose: string) =>
  new ParleyError('invalid_request', 'not_of_this_kind', `Only ${whose} has this. Leave it out.`, { param });
