import { canonicalEntry } from '@parley/channels/web-chat/origins';
import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';

/** The agent is one of this organisation, or a refusal. */
export async function requireAgent(tx: OrgTx, orgId: string, id: string): Promise<void> {
  const agent = await tx.agent.findUnique({ where: { orgId_id: { orgId, id } }, select: { id: true } });
  if (agent) return;
  throw new ParleyError('not_found', 'no_such_agent', 'There is no agent with this id. Choose one that is there.', {
    param: 'agent_id',
  });
}

/** The connection is an account at a carrier of this organisation, or a refusal. */
export async function requireCarrier(tx: OrgTx, orgId: string, id: string): Promise<void> {
  const account = await tx.connection.findUnique({ where: { orgId_id: { orgId, id } }, select: { kind: true } });
  if (!account) {
    throw new ParleyError(
      'not_found',
      'no_such_connection',
      'There is no connection with this id. GET /v1/connections lists them.',
      { param: 'connection_id' },
    );
  }
  if (account.kind === 'twilio') return;
  throw new ParleyError(
    'invalid_request',
    'not_a_carrier',
    'A number needs a connection of the kind Twilio. Make one first, then choose it here.',
    { param: 'connection_id' },
  );
}

/** The channel is a number of this organisation, or a refusal. */
export async function requireNumber(tx: OrgTx, orgId: string, id: string): Promise<void> {
  const channel = await tx.channel.findUnique({ where: { orgId_id: { orgId, id } }, select: { kind: true } });
  if (channel?.kind === 'sms') return;
  throw new ParleyError('not_found', 'no_such_number', 'There is no number with this id. Choose one of your numbers.', {
    param: 'codes_from_id',
  });
}

/** The origins as they are kept: as browsers write them, each once. */
export function originsOf(given: readonly string[]): string[] {
  return [...new Set(given.map(originOf))];
}

function originOf(given: string): string {
  const origin = canonicalEntry(given.trim());
  if (origin !== null) return origin;
  throw new ParleyError(
    'invalid_request',
    'invalid_origin',
    `“${given}” is no origin of a page. Give its address without a path: https://example.com, or https://*.example.com.`,
    { param: 'allowed_origins' },
  );
}

export const numberTaken = () =>
  new ParleyError(
    'conflict',
    'number_taken',
    'This number is in use already. A number belongs to one channel of one organisation.',
    { param: 'number' },
  );
