import type { Metadata } from 'next';
import { parseAuditSearch } from '../../../../view/audit.ts';
import { AuditClient } from './client.tsx';

export const metadata: Metadata = { title: 'Audit' };

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: AuditPageProps) {
  return <AuditClient search={parseAuditSearch(await searchParams)} />;
}
