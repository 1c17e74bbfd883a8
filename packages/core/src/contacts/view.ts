import type { Contact } from '@parley/shared/contract/contacts';

export type ContactRow = {
  id: string;
  name: string | null;
  email: string | null;
  created_at: Date;
  erased_at: Date | null;
  last_active_at: Date | null;
  points: Contact['points'] | null;
  linked_to: string | null;
};

/** Of a contact `t`: their addresses, and when they were last heard of. */
export const CONTACT_COLUMNS = `t.id, t.name, t.email, t.created_at, t.erased_at,
  (select max(c.updated_at) from conversation c where c.org_id = t.org_id and c.contact_id = t.id) as last_active_at,
  (select jsonb_agg(jsonb_build_object('kind', p.kind, 'address', p.address, 'since', p.created_at, 'vouched_by', p.vouched_by) order by p.created_at)
    from (select * from contact_point where org_id = t.org_id and contact_id = t.id order by created_at limit 10) p) as points,
  (select l.main_id from contact_link l where l.org_id = t.org_id and l.contact_id = t.id) as linked_to`;

export const contactView = (row: ContactRow): Contact => ({
  id: row.id,
  name: row.name,
  email: row.email,
  created_at: row.created_at.toISOString(),
  erased_at: row.erased_at?.toISOString() ?? null,
  last_active_at: row.last_active_at?.toISOString() ?? null,
  linked_to: row.linked_to,
  points: pointsOf(row),
});

export const pointsOf = ({ points }: Pick<ContactRow, 'points'>): Contact['points'] =>
  (points ?? []).map(({ since, ...point }) => ({ ...point, since: new Date(since).toISOString() }));
