import type { Contact } from '@parley/shared/contract/contacts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { CONTACT_COLUMNS, type ContactRow, contactView } from './view.ts';

const LIST = `select ${CONTACT_COLUMNS} from contact t
  where t.org_id = $1 and t.erased_at is null and ($2::text is null or t.id < $2)
    and ($3::text is null or t.id = $4 or t.id in (
      select contact_id from contact_point where org_id = $1 and address like $3))
  order by t.id desc limit $5`;

/** Newest first, all or those with an address that begins so. */
export async function listContacts(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, address }: PageQuery & { address?: string | undefined },
): Promise<Page<Contact>> {
  const before = idCursor(starting_after);
  const wanted = address ? beginning(address) : null;
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.$queryRawUnsafe<ContactRow[]>(LIST, orgId, before, wanted, address ?? null, limit + 1),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: contactView });
}

/** What is typed is looked for as it stands: its own signs mean nothing. */
const beginning = (address: string): string => `${address.replace(/[\\%_]/g, '\\$&')}%`;
