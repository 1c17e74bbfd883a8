import type { OrgTx } from '@parley/db/client';
import type { Notification } from '@parley/shared/contract/notifications';
import { ParleyError } from '@parley/shared/errors';
import { type NameOf, tellEvent } from '@parley/shared/events';
import { ID_PREFIXES } from '@parley/shared/ids';

export type StoredNotification = { id: string; event: string; facts: unknown; readAt: Date | null; createdAt: Date };

export const NOTIFICATION_COLUMNS = { id: true, event: true, facts: true, readAt: true, createdAt: true } as const;

/** The names of the members and agents that facts speak of, as they are called now. Who has left has no name here. */
export async function namesIn(tx: OrgTx, rows: readonly { facts: unknown }[]): Promise<NameOf> {
  const facts = rows.map((row) => JSON.stringify(row.facts)).join();
  const [users, agents] = [named(facts, 'user'), named(facts, 'agent')];
  const found = [
    ...(users.length > 0 ? await tx.user.findMany({ where: { id: { in: users } }, select: NAME }) : []),
    ...(agents.length > 0 ? await tx.agent.findMany({ where: { id: { in: agents } }, select: NAME }) : []),
  ];
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? (id.startsWith(`${ID_PREFIXES.agent}_`) ? 'An agent' : 'A former member');
}

const NAME = { id: true, name: true } as const;

const named = (facts: string, kind: 'user' | 'agent'): string[] => [
  ...new Set(facts.match(new RegExp(`\\b${ID_PREFIXES[kind]}_\\w+`, 'g'))),
];

export const notificationView = (row: StoredNotification, nameOf: NameOf): Notification => ({
  id: row.id,
  event: row.event,
  ...tellEvent(row.event, row.facts, nameOf),
  facts: row.facts as Record<string, unknown>,
  read_at: row.readAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});

export const noSuchNotification = () =>
  new ParleyError(
    'not_found',
    'no_such_notification',
    'You have no notification with this id. GET /v1/notifications lists yours.',
  );
