import type { OrgTx } from '@parley/db/client';
import type { DeadLetter } from '@parley/shared/contract/dead-letters';

export type LetterRow = NonNullable<Awaited<ReturnType<OrgTx['deadLetter']['findUnique']>>>;

/** Letters with their messages, which stand where they always stood: one read for all of them. */
export async function lettersOf(tx: OrgTx, orgId: string, rows: readonly LetterRow[]): Promise<DeadLetter[]> {
  const messages = await tx.message.findMany({
    where: { orgId, id: { in: rows.flatMap((row) => row.messageIds) } },
    select: { id: true, text: true, createdAt: true },
  });
  const byId = new Map(messages.map(({ id, text, createdAt }) => [id, { id, text, at: createdAt.toISOString() }]));
  return rows.map((row) => letterView(row, byId));
}

const letterView = (row: LetterRow, messages: Map<string, DeadLetter['messages'][number]>): DeadLetter => ({
  id: row.id,
  conversation_id: row.conversationId,
  turn_id: row.turnId,
  agent_id: row.agentId,
  reason: row.reason,
  attempts: row.attempts,
  messages: row.messageIds.flatMap((id) => messages.get(id) ?? []),
  created_at: row.createdAt.toISOString(),
  redriven_at: row.redrivenAt?.toISOString() ?? null,
  redriven_turn_id: row.redrivenTurnId,
});
