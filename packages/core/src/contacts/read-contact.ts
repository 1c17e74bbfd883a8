import type { OrgTx } from '@parley/db/client';
import type { readContact as endpoint } from '@parley/shared/contract/contacts';
import { ParleyError } from '@parley/shared/errors';
import type { z } from 'zod';
import type { Ctx } from '../ctx.ts';
import { CONTACT_COLUMNS, type ContactRow, contactView, pointsOf } from './view.ts';

type ContactDetail = z.infer<(typeof endpoint)['responses'][200]['body']>;

const CONVERSATIONS = 50;

const READ = `select ${CONTACT_COLUMNS},
    (select e.id from erasure e where e.org_id = t.org_id and e.subject_id = t.id order by e.id desc limit 1) as erasure_id
  from contact t where t.org_id = $1 and t.id = $2`;

const LINKS = `select ${CONTACT_COLUMNS}, l.vouched_by, l.created_at as linked_at
  from contact_link l join contact t on t.org_id = l.org_id and t.id = l.contact_id
  where l.org_id = $1 and l.main_id = $2 order by t.id`;

export function readContact(ctx: Ctx, orgId: string, contactId: string): Promise<ContactDetail> {
  return ctx.db.inOrg(orgId, async (tx) => {
    type Row = ContactRow & { erasure_id: string | null };
    const [row] = await tx.$queryRawUnsafe<Row[]>(READ, orgId, contactId);
    if (!row) throw noSuchContact();
    const conversations = await tx.conversation.findMany({
      where: { orgId, contactId },
      orderBy: { id: 'desc' },
      take: CONVERSATIONS,
      include: { channel: { select: { id: true, kind: true, name: true } } },
    });
    return {
      ...contactView(row),
      erasure_id: row.erasure_id,
      links: await linksOf(tx, orgId, contactId),
      conversations: conversations.map((one) => ({
        id: one.id,
        channel: one.channel,
        agent_id: one.agentId,
        open: one.openKey !== null,
        created_at: one.createdAt.toISOString(),
        updated_at: one.updatedAt.toISOString(),
      })),
    };
  });
}

type LinkRow = Pick<ContactRow, 'id' | 'points'> & {
  vouched_by: ContactDetail['links'][number]['vouched_by'];
  linked_at: Date;
};

async function linksOf(tx: OrgTx, orgId: string, contactId: string): Promise<ContactDetail['links']> {
  const rows = await tx.$queryRawUnsafe<LinkRow[]>(LINKS, orgId, contactId);
  return rows.map((row) => ({
    contact_id: row.id,
    points: pointsOf(row),
    vouched_by: row.vouched_by,
    since: row.linked_at.toISOString(),
  }));
}

export const noSuchContact = () =>
  new ParleyError('not_found', 'no_such_contact', 'There is no such contact. GET /v1/contacts lists yours.');
