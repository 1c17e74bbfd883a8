import type { OrgTx } from '@parley/db/client';
import type { auditEntrySchema } from '@parley/shared/contract/audit';
import type { z } from 'zod';
import type { As } from '../acting.ts';
import type { Place } from '../page.ts';

export type AuditEntry = z.infer<typeof auditEntrySchema>;

export type AuditFilter = {
  /** `membership.role_changed`, or `membership` for all that begins so. */
  action?: string | undefined;
  actor?: string | undefined;
  /** An id or a kind. */
  target?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export type EntryRow = {
  id: string;
  at: Date;
  actor_kind: AuditEntry['actor']['kind'];
  actor_id: string;
  actor_name: string | null;
  action: string;
  target_kind: string;
  target_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  detail: Record<string, unknown> | null;
  request_id: string | null;
  sealed: boolean;
};

/** Entries before a place, newest first. An actor's name is read among the organisation's own people and keys only. */
export const readEntries = (
  tx: OrgTx,
  { orgId }: Pick<As, 'orgId'>,
  { action = null, actor = null, target = null, from = null, to = null }: Nullable<AuditFilter>,
  { before, limit }: { before: Place | null; limit: number },
): Promise<EntryRow[]> => tx.$queryRaw<EntryRow[]>`
  select e.id, e.at, e.actor_kind, e.actor_id, coalesce(person.name, key.name) as actor_name, e.action, e.target_kind,
    e.target_id, e.before, e.after, d.detail, e.request_id, w.entry_id is null as sealed
  from audit_entry e
  left join audit_detail d on d.org_id = e.org_id and d.entry_id = e.id
  left join audit_unsealed w on w.org_id = e.org_id and w.entry_id = e.id
  left join membership m on e.actor_kind = 'user' and m.org_id = e.org_id and m.user_id = e.actor_id
  left join auth_user person on person.id = m.user_id
  left join api_key key on e.actor_kind = 'api_key' and key.org_id = e.org_id and key.id = e.actor_id
  where e.org_id = ${orgId}
    and (${before?.at.toISOString() ?? null}::timestamptz is null or (e.at, e.id) < (${before?.at.toISOString() ?? null}::timestamptz, ${before?.id ?? ''}))
    and (${action}::text is null or e.action = ${action} or starts_with(e.action, ${action} || '.'))
    and (${actor}::text is null or e.actor_id = ${actor})
    and (${target}::text is null or e.target_id = ${target} or e.target_kind = ${target})
    and (${from}::timestamptz is null or e.at >= ${from}::timestamptz)
    and (${to}::timestamptz is null or e.at < ${to}::timestamptz)
  order by e.at desc, e.id desc limit ${limit}`;

type Nullable<T> = { [K in keyof T]?: T[K] | null };

/** An entry in the words of the API. */
export const presentEntry = (row: EntryRow): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  target: { kind: row.target_kind, id: row.target_id },
  before: row.before,
  after: row.after,
  detail: row.detail,
  request_id: row.request_id,
  sealed: row.sealed,
});
