import type { OrgTx } from '@parley/db/client';
import type { Notification } from '@parley/shared/contract/notifications';
import { ParleyError } from '@parley/shared/errors';
import { tellEvent } from '@parley/shared/events';

export type StoredNotification = { id: string; event: string; facts: unknown; readAt: Date | null; createdAt: Date };

export const NOTIFICATION_COLUMNS = { id: true, event: true, facts: true, readAt: true, createdAt: true } as const;

export type Names = (userId: string) => string;

/** The names of the members that facts speak of, as they are called now. Who has left has no name here. */
export async function namesIn(tx: OrgTx, rows: readonly { facts: unknown }[]): Promise<Names> {
  const ids = new Set(rows.flatMap(({ facts }) => JSON.stringify(facts).match(/\busr_\w+/g) ?? []));
  if (ids.size === 0) return () => 'A former member';
  const users = await tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return (userId) => names.get(userId) ?? 'A former member';
}

export const notificationView = (row: StoredNotification, nameOf: Names): Notification => ({
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
