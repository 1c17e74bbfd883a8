'use client';

import type { Ticket } from '@parley/shared/contract/tickets';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { ShowChoice } from '../../../../components/show-choice.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { TICKET_KIND, TICKET_STATE } from '../../../../view/tickets.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function TicketsClient({ all }: { all: boolean }) {
  const { may } = useSession();
  if (!may('operations.read')) return <NotForRole title="Tickets" />;
  return (
    <>
      <PageTitle title="Tickets" action={<ShowChoice path="/tickets" open="Open" all={all} />}>
        What people have to do, the newest first.
      </PageTitle>
      <TicketList all={all} />
    </>
  );
}

const COLUMNS = [
  { title: 'Ticket' },
  { title: 'State', wide: true },
  { title: 'Since', wide: true },
  { title: 'Close', hidden: true },
];

function TicketList({ all }: { all: boolean }) {
  const list = useList(['tickets', all], (query, signal) =>
    api.listTickets({ query: { ...query, status: all ? undefined : 'open' }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the tickets" />;
    return <LoadFailure title="The tickets cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title={all ? 'There has been no ticket.' : 'Nothing is left to do.'}>
        A ticket is opened when an agent gives a message up or is stopped, and when a customer asks for something that
        people have to see to.
      </Empty>
    );
  }
  return (
    <>
      <Table label="Tickets" columns={COLUMNS}>
        {list.items.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

function TicketRow({ ticket }: { ticket: Ticket }) {
  const now = useNow();
  const { may } = useSession();
  const since = <Moment at={ticket.created_at}>{formatAgo(now - Date.parse(ticket.created_at))}</Moment>;
  const isOpen = ticket.status !== 'closed';
  const state = TICKET_STATE[ticket.status];
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <Subject ticket={ticket} />
        <span className="block text-muted text-xs">
          <code className="select-all font-mono">{ticket.reference}</code>
          {' · '}
          {TICKET_KIND[ticket.kind]}
          {ticket.priority === 'high' && <span className="text-bad"> · High priority</span>}
          <span className="@2xl:hidden"> · {since}</span>
        </span>
      </td>
      <td className={WIDE_CELL}>
        <State tone={state.tone}>{state.word}</State>
      </td>
      <td className={`${WIDE_CELL} text-muted`}>{since}</td>
      <td className={`${CELL} text-right`}>{isOpen && may('operations.manage') && <Close ticket={ticket} />}</td>
    </tr>
  );
}

const Subject = ({ ticket: { id, subject } }: { ticket: Ticket }) => (
  <Link href={`/tickets/${id}`} className="font-medium underline-offset-4 hover:underline">
    {subject}
  </Link>
);

function Close({ ticket: { id, subject } }: { ticket: Ticket }) {
  const { run, pending, failure } = useChange(() => api.closeTicket({ params: { id } }), {
    makesOld: ['tickets'],
    says: () => 'The ticket is closed.',
  });
  return (
    <>
      <Button onClick={() => run(undefined)} disabled={pending}>
        {pending ? 'Closing…' : 'Close'}
        <span className="sr-only"> {subject}</span>
      </Button>
      <Failure failure={failure} />
    </>
  );
}
