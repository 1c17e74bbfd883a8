import type { OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import { ASKED } from '../erasure/statements.ts';
import type { Store } from '../erasure/store.ts';
import { STORES } from '../erasure/stores.ts';

const PAGE = 500;

/** Whose rows: all of an organisation's, or those of one contact in it. */
export type Wanted = { orgId: string; contact: { id: string; addresses: string[] } | null };

/**
 * Every store that leaves, a row to a line, each page in a transaction of its own: a slow reader holds none open. The last
 * line says that it is whole; a file without it was cut.
 */
export async function* exportLines(ctx: Ctx, wanted: Wanted): AsyncGenerator<string> {
  const rows: Record<string, number> = {};
  for (const store of STORES) {
    if (!leaves(store, wanted)) continue;
    rows[store.table] = 0;
    for await (const page of pagesOf(ctx, store, wanted)) {
      rows[store.table] = (rows[store.table] ?? 0) + page.length;
      yield page.map((row) => `${JSON.stringify({ store: store.table, row })}\n`).join('');
    }
  }
  yield `${JSON.stringify({ complete: true, rows })}\n`;
}

const leaves = ({ export: exported, ofContact }: Store, { contact }: Wanted): boolean =>
  exported.kind === 'leaves' && (contact === null || (ofContact.kind !== 'nothing' && exported.with === undefined));

type Row = { row: unknown; place: unknown[] };

async function* pagesOf(ctx: Ctx, store: Store, { orgId, contact }: Wanted): AsyncGenerator<unknown[]> {
  let after: unknown[] | null = null;
  for (;;) {
    const place: unknown[] | null = after;
    const rows: Row[] = await ctx.db.inOrg(orgId, (tx) =>
      readPage(tx, store, [orgId, contact?.id ?? null, contact?.addresses ?? []], place),
    );
    if (rows.length > 0) yield rows.map(({ row }) => row);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.place;
  }
}

function readPage(tx: OrgTx, store: Store, asked: [string, string | null, string[]], place: unknown[] | null) {
  const keys = store.key.map((column) => `t.${column}`).join(', ');
  const of = store.ofContact;
  const conditions = [
    't.org_id = $1',
    ...(asked[1] !== null && 'rows' in of ? [`(${of.rows})`] : []),
    ...(place ? [`(${keys}) > (${store.key.map((_, i) => `$${i + 4}`).join(', ')})`] : []),
  ];
  const hidden = store.export.kind === 'leaves' ? store.export.without : [];
  return tx.$queryRawUnsafe<Row[]>(
    `${ASKED} select to_jsonb(t) - array[${hidden.map((column) => `'${column}'`).join(', ')}]::text[] as row,
      jsonb_build_array(${keys}) as place
    from ${store.table} t where ${conditions.join(' and ')} order by ${keys} limit ${PAGE}`,
    ...asked,
    ...(place ?? []),
  );
}
