import type { OrgTx } from '@parley/db/client';
import type { HttpTool } from '@parley/shared/contract/tools';
import { ParleyError } from '@parley/shared/errors';

export type ToolRow = NonNullable<Awaited<ReturnType<OrgTx['httpTool']['findUnique']>>>;

export const toolView = (row: ToolRow): HttpTool => ({
  id: row.id,
  name: row.name,
  version: row.version,
  description: row.description,
  effect: row.effect as HttpTool['effect'],
  method: row.method as HttpTool['method'],
  url_template: row.urlTemplate,
  allowed_hosts: row.allowedHosts,
  connection_id: row.connectionId,
  headers: row.headers as HttpTool['headers'],
  input: row.input,
  output: row.output,
  active: row.active,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export const noSuchTool = () =>
  new ParleyError('not_found', 'no_such_tool', 'There is no declared tool with this id. GET /v1/tools lists them.');
