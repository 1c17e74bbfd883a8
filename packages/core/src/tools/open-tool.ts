import type { ToolObject } from '@parley/shared/tool-schema';
import { openConnectionSecret } from '../connections/open-connection-secret.ts';
import { hostOf } from '../connections/parts.ts';
import type { Ctx } from '../ctx.ts';

/** A declared tool as its call needs it. Never to be logged, stored or answered: its headers hold a secret. */
export type OpenedTool = {
  method: string;
  urlTemplate: string;
  allowedHosts: readonly string[];
  headers: Record<string, string>;
  output: ToolObject | null;
};

export type Opening = { kind: 'open'; tool: OpenedTool } | { kind: 'changed' } | { kind: 'connection_moved' };

/** Opens a tool for the call that is about to be made; not if it is another by now than the one that was offered. */
export async function openTool(
  ctx: Pick<Ctx, 'db' | 'secrets'>,
  orgId: string,
  { id, version }: { id: string; version: number },
): Promise<Opening> {
  const row = await ctx.db.inOrg(orgId, (tx) => tx.httpTool.findUnique({ where: { orgId_id: { orgId, id } } }));
  if (!row?.active || row.version !== version) return { kind: 'changed' };
  const headers = row.headers as Record<string, string>;
  const tool = {
    method: row.method,
    urlTemplate: row.urlTemplate,
    allowedHosts: row.allowedHosts,
    output: row.output as ToolObject | null,
  };
  if (row.connectionId === null) return { kind: 'open', tool: { ...tool, headers } };
  const connection = await openConnectionSecret(ctx, orgId, row.connectionId);
  // It may lead elsewhere since the tool was declared: its secret goes where it leads, and nowhere else.
  const host = hostOf(row.urlTemplate.replace(/\{[^}]*\}/g, 'x'));
  if (connection.kind !== 'http' || hostOf(connection.baseUrl) !== host) return { kind: 'connection_moved' };
  const { settings, secret } = connection;
  return { kind: 'open', tool: { ...tool, headers: { ...headers, [settings.header]: secret.token } } };
}
