'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api, type ContactDetail } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../../components/table.tsx';
import { contactName, pointKind, VOUCHED } from '../../../../../view/contacts.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { ContactData } from './data.tsx';
import { ContactFacts } from './facts.tsx';
import { ContactLinks } from './links.tsx';

export function ContactClient({ id }: { id: string }) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => api.readContact({ params: { id }, signal }),
    enabled: may('contacts.read'),
    throwOnError: isSurprise,
  });
  if (!may('contacts.read')) return <NotForRole title="Contact" />;
  if (data) return <Shown contact={data} />;
  return (
    <>
      <PageAbove href="/contacts" name="Contacts" />
      <PageTitle title="Contact" />
      {error ? (
        <LoadFailure title="The contact cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      ) : (
        <TableSkeleton what="the contact" />
      )}
    </>
  );
}

function Shown({ contact }: { contact: ContactDetail }) {
  const { may } = useSession();
  return (
    <>
      <PageAbove href="/contacts" name="Contacts" />
      <PageTitle title={contact.erased_at ? 'An erased contact' : contactName(contact)}>
        <code className="select-all font-mono text-xs">{contact.id}</code>
        {contact.email && <span className="wrap-anywhere block select-all">{contact.email}</span>}
      </PageTitle>
      <div className="flex flex-col gap-6">
        {!contact.erased_at && <Points contact={contact} />}
        {!contact.erased_at && <ContactLinks contact={contact} />}
        {!contact.erased_at && <ContactFacts id={contact.id} />}
        <Conversations contact={contact} />
        {may('data.manage') && <ContactData contact={contact} />}
      </div>
    </>
  );
}

const Points = ({ contact }: { contact: ContactDetail }) => (
  <Section title="Addresses">
    <Table
      label="Addresses"
      columns={[{ title: 'Address' }, { title: 'Kind' }, { title: 'How it is known', wide: true }]}
    >
      {contact.points.map(({ kind, address, vouched_by }) => (
        <tr key={`${kind} ${address}`}>
          <td className={`${CELL} wrap-anywhere font-medium`}>{address}</td>
          <td className={`${CELL} text-muted`}>{pointKind(kind)}</td>
          <td className={`${WIDE_CELL} text-muted`}>{vouched_by ? VOUCHED[vouched_by] : 'They wrote from there'}</td>
        </tr>
      ))}
    </Table>
  </Section>
);

const COLUMNS = [{ title: 'Conversation' }, { title: 'Last heard of' }, { title: 'State', wide: true }];

function Conversations({ contact: { conversations } }: { contact: ContactDetail }) {
  const now = useNow();
  return (
    <Section title="Conversations">
      {conversations.length === 0 ? (
        <Empty title="There is no conversation.">It begins with the contact’s next message.</Empty>
      ) : (
        <Table label="Conversations" columns={COLUMNS}>
          {conversations.map((one) => (
            <tr key={one.id}>
              <td className={`${CELL} wrap-anywhere`}>
                <Link href={`/conversations/${one.id}`} className="font-medium underline-offset-4 hover:underline">
                  {one.channel.name}
                </Link>
                <code className="block select-all font-mono text-muted text-xs">{one.id}</code>
              </td>
              <td className={`${CELL} text-muted`}>
                <Moment at={one.updated_at}>{formatAgo(now - Date.parse(one.updated_at))}</Moment>
              </td>
              <td className={`${WIDE_CELL} text-muted`}>{one.open ? 'Open' : 'Closed'}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
