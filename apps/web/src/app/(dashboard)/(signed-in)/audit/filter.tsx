'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Submit } from '../../../../components/button.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { type AuditSearch, auditHref, parseAuditSearch } from '../../../../view/audit.ts';

const NAMES = ['action', 'actor', 'target', 'from', 'to'] as const;

/** What is asked for stands in the address, so that it can be sent to someone. */
export function AuditFilter({ search }: { search: AuditSearch }) {
  const router = useRouter();
  const show = (values: Values) =>
    router.push(auditHref(parseAuditSearch(Object.fromEntries(NAMES.map((name) => [name, values.text(name)])))));
  return (
    <Form
      label="Filter"
      onSubmit={show}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[1fr_1fr_1fr_auto_auto_auto]"
    >
      <Field name="action" label="What" placeholder="membership" defaultValue={search.action} maxLength={80} />
      <Field name="actor" label="By" placeholder="usr_… or key_…" defaultValue={search.actor} maxLength={80} />
      <Field name="target" label="On" placeholder="team, or an id" defaultValue={search.target} maxLength={80} />
      <Field name="from" label="From" type="date" defaultValue={search.from} />
      <Field name="to" label="To" type="date" defaultValue={search.to} />
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {auditHref(search) !== '/audit' && (
          <Link href="/audit" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}
