'use client';

import type { Contact } from '@parley/shared/contract/contacts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Submit } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Field, Form } from '../../../../components/form.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { type ContactSearch, contactName, contactsHref, pointKind } from '../../../../view/contacts.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function ContactsClient({ search }: { search: ContactSearch }) {
  const { may } = useSession();
  if (!may('contacts.read')) return <NotForRole title="Contacts" />;
  return (
    <>
      <PageTitle title="Contacts">The people who have written to your agents, newest first.</PageTitle>
      <div className="flex flex-col gap-4">
        <Search key={search.address ?? ''} search={search} />
        <ContactList search={search} />
      </div>
    </>
  );
}

/** What is looked for stands in the address, so that it can be sent to someone. */
function Search({ search }: { search: ContactSearch }) {
  const router = useRouter();
  return (
    <Form
      label="Search"
      onSubmit={(values) => router.push(contactsHref({ address: values.text('address') || undefined }))}
      className="flex max-w-xl items-end gap-3"
    >
      <div className="min-w-0 flex-1">
        <Field
          name="address"
          label="Address"
          placeholder="How it begins, or an id"
          defaultValue={search.address}
          maxLength={254}
          spellCheck={false}
        />
      </div>
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Search
        </Submit>
        {search.address && (
          <Link href="/contacts" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

const COLUMNS = [{ title: 'Contact' }, { title: 'Last heard of' }, { title: 'First seen', wide: true }];

function ContactList({ search }: { search: ContactSearch }) {
  const list = useList(['contacts', search.address ?? null], (query, signal) =>
    api.listContacts({ query: { ...query, address: search.address }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the contacts" />;
    return <LoadFailure title="The contacts cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) return <NoContact searched={search.address !== undefined} />;
  return (
    <>
      <Table label="Contacts" columns={COLUMNS}>
        {list.items.map((contact) => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

const NoContact = ({ searched }: { searched: boolean }) =>
  searched ? (
    <Empty title="Nobody has an address that begins so.">
      <Link href="/contacts" className="text-accent underline">
        Show everyone
      </Link>
    </Empty>
  ) : (
    <Empty title="Nobody has written yet.">Whoever writes to one of your channels appears here.</Empty>
  );

function ContactRow({ contact }: { contact: Contact }) {
  const now = useNow();
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <Link href={`/contacts/${contact.id}`} className="font-medium underline-offset-4 hover:underline">
          {contactName(contact)}
        </Link>
        <span className="block text-muted text-xs">
          {contact.points.map(({ kind }) => pointKind(kind)).join(', ') || 'No address'}
        </span>
      </td>
      <td className={`${CELL} text-muted`}>
        {contact.last_active_at ? (
          <Moment at={contact.last_active_at}>{formatAgo(now - Date.parse(contact.last_active_at))}</Moment>
        ) : (
          'Never'
        )}
      </td>
      <td className={`${WIDE_CELL} text-muted`}>
        <Day at={contact.created_at} />
      </td>
    </tr>
  );
}
