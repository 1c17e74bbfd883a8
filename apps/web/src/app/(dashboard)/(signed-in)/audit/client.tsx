'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { usePlan } from '../../../../api/use-plan.ts';
import { ButtonLink } from '../../../../components/button.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty, TableSkeleton } from '../../../../components/table.tsx';
import { type AuditSearch, auditFilter, auditHref, exportHref } from '../../../../view/audit.ts';
import { EntryTable } from './entries.tsx';
import { AuditFilter } from './filter.tsx';

export function AuditClient({ search }: { search: AuditSearch }) {
  const { may } = useSession();
  if (!may('audit.read')) return <NotForRole title="Audit" />;
  return (
    <>
      <PageTitle title="Audit" action={<Exports search={search} />}>
        Who did what, newest first. Entries are sealed into a chain: none can be changed without it showing.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <AuditFilter key={auditHref(search)} search={search} />
        <Entries search={search} />
      </div>
    </>
  );
}

/** A link that leads to a refusal is none: where the plan has no export, it says so. */
function Exports({ search }: { search: AuditSearch }) {
  const { plan } = usePlan();
  if (!plan) return null;
  if (!plan.features.includes('audit_export')) {
    return <p className="text-muted">Export is not on: see the plan in Settings.</p>;
  }
  return (
    <div className="flex gap-2">
      <ButtonLink href={exportHref(search, 'csv')}>CSV</ButtonLink>
      <ButtonLink href={exportHref(search, 'jsonl')}>JSON lines</ButtonLink>
    </div>
  );
}

function Entries({ search }: { search: AuditSearch }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', search],
    queryFn: ({ signal }) =>
      api.listAudit({ query: { ...auditFilter(search), limit: 50, starting_after: search.older }, signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="the record" />;
    return (
      <LoadFailure title="The record cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  if (data.data.length === 0) return <NoEntry filtered={auditHref(search) !== '/audit'} />;
  return (
    <>
      <EntryTable entries={data.data} search={search} />
      <nav aria-label="Pages of the record" className="flex gap-4">
        {search.older && <PageLink href={auditHref({ ...search, older: undefined })}>Newest</PageLink>}
        {data.next_cursor && <PageLink href={auditHref({ ...search, older: data.next_cursor })}>Older</PageLink>}
      </nav>
    </>
  );
}

const NoEntry = ({ filtered }: { filtered: boolean }) => (
  <Empty title={filtered ? 'Nothing in the record fits.' : 'Nothing is in the record yet.'}>
    {filtered ? (
      <Link href="/audit" className="text-accent underline">
        Show all of it
      </Link>
    ) : (
      'Whatever someone changes here is written down.'
    )}
  </Empty>
);

const PageLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} prefetch={false} className="font-medium text-accent underline-offset-4 hover:underline">
    {children}
  </Link>
);
