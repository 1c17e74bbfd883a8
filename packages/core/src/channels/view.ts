import type { OrgTx } from '@parley/db/client';
import type { ChannelView, numberCheckSchema } from '@parley/shared/contract/channels';
import { ParleyError } from '@parley/shared/errors';
import type { z } from 'zod';

type NumberCheck = z.infer<typeof numberCheckSchema>;

const named = { select: { id: true, name: true } } as const;

/** What may be read of a channel, with the names of what it works with. */
export const CHANNEL_COLUMNS = {
  id: true,
  kind: true,
  name: true,
  agent: named,
  allowedOrigins: true,
  address: true,
  connection: named,
  checkedAt: true,
  checkResult: true,
  createdAt: true,
  identity: { select: { setAt: true } },
  codesFrom: named,
} as const;

type Named = { id: string; name: string };

export type ChannelRow = {
  id: string;
  kind: string;
  name: string;
  agent: Named;
  allowedOrigins: string[];
  address: string | null;
  connection: Named | null;
  checkedAt: Date | null;
  checkResult: string | null;
  createdAt: Date;
  identity: { setAt: Date } | null;
  codesFrom: Named | null;
};

/** A stored channel in the words of the API; `publicUrl` is where browsers and carriers reach Parley. */
export const channelView = (row: ChannelRow, publicUrl: string): ChannelView => ({
  id: row.id,
  kind: row.kind as ChannelView['kind'],
  name: row.name,
  agent: row.agent,
  created_at: row.createdAt.toISOString(),
  web_chat: row.kind === 'web_chat' ? webChatOf(row, publicUrl) : null,
  sms: row.address !== null && row.connection !== null ? smsOf(row, row.address, row.connection, publicUrl) : null,
});

const webChatOf = (
  { id, allowedOrigins, identity, codesFrom }: ChannelRow,
  publicUrl: string,
): ChannelView['web_chat'] => ({
  allowed_origins: allowedOrigins,
  identity_secret_set_at: identity?.setAt.toISOString() ?? null,
  codes_from: codesFrom,
  script: `<script src="${publicUrl}/widget.js" data-channel="${id}" async></script>`,
});

const smsOf = (row: ChannelRow, number: string, connection: Named, publicUrl: string): ChannelView['sms'] => ({
  number,
  connection,
  inbound_url: smsAddress(publicUrl, connection.id, 'inbound'),
  status_url: smsAddress(publicUrl, connection.id, 'status'),
  check: row.checkedAt && { result: row.checkResult as NumberCheck, at: row.checkedAt.toISOString() },
});

/** What a carrier is told to call: for every number of the account the same. */
export const smsAddress = (publicUrl: string, connectionId: string, what: 'inbound' | 'status'): string =>
  `${publicUrl.replace(/\/+$/, '')}/v1/channels/sms/${connectionId}/${what}`;

export async function readChannelRow(tx: OrgTx, orgId: string, id: string): Promise<ChannelRow> {
  const row = await tx.channel.findUnique({ where: { orgId_id: { orgId, id } }, select: CHANNEL_COLUMNS });
  if (!row) throw noSuchChannel();
  return row;
}

export const noSuchChannel = () =>
  new ParleyError('not_found', 'no_such_channel', 'There is no channel with this id. GET /v1/channels lists them.');
