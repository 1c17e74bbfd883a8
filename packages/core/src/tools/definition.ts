import { judgeOutboundUrl, type OutboundRules } from '@parley/channels/outbound/outbound-url';
import type { OrgTx } from '@parley/db/client';
import { Prisma } from '@parley/db/sql';
import type { HttpTool } from '@parley/shared/contract/tools';
import { ParleyError } from '@parley/shared/errors';
import type { ToolObject } from '@parley/shared/tool-schema';
import { placeholdersIn, wrongTemplate } from '@parley/shared/tool-url';
import { hostOf } from '../connections/parts.ts';
import { noSuchConnection } from '../connections/view.ts';

/** What a declared tool is, beside its name. */
export type Definition = {
  description: string;
  effect: HttpTool['effect'];
  method: HttpTool['method'];
  url_template: string;
  allowed_hosts: string[];
  connection: string | null;
  headers: Record<string, string>;
  input: ToolObject;
  output: ToolObject | null;
};

/** Set by us, or by what carries the call; and what proves who somebody is belongs into a connection. */
const OURS =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|idempotency-key|cookie|proxy-.*|authorization|accept-encoding)$/i;

/** Refuses what could not be called, or should not, in words for whoever declares it. */
export function judgeDefinition(rules: OutboundRules, given: Definition): void {
  if ((given.effect === 'read') !== (given.method === 'GET')) {
    throw refused('method', 'A tool that reads is called with GET, and only such a tool is.');
  }
  judgeAddress(rules, given);
  judgeParts(given);
  const ours = Object.keys(given.headers).find((name) => OURS.test(name));
  if (ours !== undefined) {
    throw refused(
      `headers.${ours}`,
      'This header is set with each call. A secret belongs into a connection of the kind `http`.',
    );
  }
}

function judgeAddress(rules: OutboundRules, { url_template, allowed_hosts }: Definition): void {
  const wrong = wrongTemplate(url_template);
  if (wrong !== null) throw refused('url_template', wrong);
  const verdict = judgeOutboundUrl(exampleOf(url_template), rules);
  if (verdict.kind === 'refused') throw refused('url_template', verdict.message);
  if (!allowed_hosts.includes(verdict.url.host)) {
    throw refused('allowed_hosts', `It calls ${verdict.url.host}, which is not among the hosts that it may call.`);
  }
}

/** The address with any value in its parts: the host is the same for all of them. */
const exampleOf = (template: string): string => template.replace(/\{[^}]*\}/g, 'x');

function judgeParts({ method, url_template, input }: Definition): void {
  const parts = placeholdersIn(url_template);
  for (const part of parts) {
    const field = Object.hasOwn(input.properties, part) ? input.properties[part] : undefined;
    if (!field) throw refused('url_template', `{${part}} is no property of \`input\`.`);
    if (field.type === 'object' || field.type === 'array') {
      throw refused('input', `“${part}” stands in the address, so it must be a text, a number or a boolean.`);
    }
    if (!input.required?.includes(part))
      throw refused('input', `“${part}” stands in the address, so it must be required.`);
  }
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const left = Object.keys(input.properties).find((name) => !parts.includes(name));
  if (!hasBody && left !== undefined) {
    throw refused('input', `“${left}” would not be sent: with ${method}, every argument stands in the address.`);
  }
}

/** A secret goes to the host that it was entered for, and to no other. */
export async function requireConnection(tx: OrgTx, orgId: string, given: Definition): Promise<void> {
  if (given.connection === null) return;
  const row = await tx.connection.findUnique({ where: { orgId_id: { orgId, id: given.connection } } });
  if (!row) throw noSuchConnection();
  if (row.kind !== 'http') throw refused('connection', 'A tool works with a connection of the kind `http`.');
  if (hostOf(row.baseUrl) !== hostOf(exampleOf(given.url_template))) {
    throw refused('connection', 'This connection is for another host, and its secret is sent nowhere else.');
  }
}

export const columnsOf = (given: Definition) => ({
  description: given.description,
  effect: given.effect,
  method: given.method,
  urlTemplate: given.url_template,
  allowedHosts: given.allowed_hosts,
  connectionId: given.connection,
  headers: given.headers,
  input: given.input as object,
  output: given.output === null ? Prisma.DbNull : (given.output as object),
});

const refused = (param: string, message: string) =>
  new ParleyError('invalid_request', 'invalid_tool', message, { param });
