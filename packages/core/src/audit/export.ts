import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { requireFeature } from '../organisations/require-feature.ts';
import type { Place } from '../page.ts';
import { audit } from './audit.ts';
import { csvLine } from './csv.ts';
import type { Head } from './examine-chain.ts';
import { type AuditEntry, type AuditFilter, type EntryRow, presentEntry, readEntries } from './read-entries.ts';

export type AuditFormat = 'jsonl' | 'csv';

export type AuditExport = {
  /** Where the chain ended when the export began: whoever keeps it can tell later whether the record was cut or rewritten. */
  head: Head | null;
  /** The file, a page of entries at a time. */
  text: AsyncGenerator<string>;
};

const PAGE = 500;

/** The whole record, or what a filter leaves of it, newest first. Whoever takes it along stands in it. */
export async function exportAudit(
  ctx: Ctx,
  as: As,
  { format, ...filter }: AuditFilter & { format: AuditFormat },
): Promise<AuditExport> {
  const head = await ctx.db.inOrg(as.orgId, async (tx) => {
    await requireFeature(tx, as.orgId, 'audit_export');
    const last = await tx.auditBlock.findFirst({
      where: { orgId: as.orgId },
      orderBy: { number: 'desc' },
      select: { number: true, hash: true },
    });
    await audit(ctx, tx, as, {
      action: 'audit.exported',
      target: { kind: 'organisation', id: as.orgId },
      after: { format, head: last?.number ?? null },
      detail: { filter },
    });
    return last && { number: last.number, hash: Buffer.from(last.hash).toString('hex') };
  });
  return { head, text: format === 'csv' ? csvOf(pagesOf(ctx, as, filter)) : linesOf(pagesOf(ctx, as, filter)) };
}

/** A transaction for each page: a slow reader holds none open. */
async function* pagesOf(ctx: Ctx, as: As, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let before: Place | null = null;
  for (;;) {
    const place: Place | null = before;
    const rows: EntryRow[] = await ctx.db.inOrg(as.orgId, (tx) =>
      readEntries(tx, as, filter, { before: place, limit: PAGE }),
    );
    yield rows.map(presentEntry);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    before = { at: last.at, id: last.id };
  }
}

async function* linesOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  for await (const entries of pages) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

const COLUMNS: Record<string, (entry: AuditEntry) => unknown> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  actor_kind: ({ actor }) => actor.kind,
  actor_id: ({ actor }) => actor.id,
  actor_name: ({ actor }) => actor.name,
  action: ({ action }) => action,
  target_kind: ({ target }) => target.kind,
  target_id: ({ target }) => target.id,
  before: ({ before }) => before,
  after: ({ after }) => after,
  detail: ({ detail }) => detail,
  request_id: ({ request_id }) => request_id,
  sealed: ({ sealed }) => sealed,
};

async function* csvOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield csvLine(Object.keys(COLUMNS));
  const cells = Object.values(COLUMNS);
  for await (const entries of pages) yield entries.map((entry) => csvLine(cells.map((cell) => cell(entry)))).join('');
}
