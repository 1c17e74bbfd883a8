'use client';

import type { TicketDetail } from '@parley/shared/contract/tickets';
import Link from 'next/link';
import { api } from '../../../../../api/client.ts';
import { useNames } from '../../../../../api/use-names.ts';
import { State } from '../../../../../components/badge.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { OneThing } from '../../../../../components/one-thing.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { PRIORITY, TICKET_KIND, TICKET_STATE } from '../../../../../view/tickets.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { Actions } from './actions.tsx';
import { Comments } from './comments.tsx';

export const TicketClient = ({ id }: { id: string }) => (
  <OneThing name="ticket" id={id} asks="operations.read" read={(signal) => api.readTicket({ params: { id }, signal })}>
    {(ticket) => <Shown ticket={ticket} />}
  </OneThing>
);

function Shown({ ticket }: { ticket: TicketDetail }) {
  const now = useNow();
  const nameOf = useNames();
  const { may } = useSession();
  const state = TICKET_STATE[ticket.status];
  return (
    <>
      <PageAbove href="/tickets" name="Tickets" />
      <PageTitle title={ticket.subject} action={may('operations.manage') && <Actions ticket={ticket} />}>
        <code className="select-all font-mono text-xs">{ticket.reference}</code> · {TICKET_KIND[ticket.kind]}
        <Where ticket={ticket} />
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Figures>
          <Figure label="State">
            <State tone={state.tone}>{state.word}</State>
          </Figure>
          <Figure label="Priority">{PRIORITY[ticket.priority]}</Figure>
          <Figure label="Seen to by">
            <span className="wrap-anywhere text-base">
              {ticket.assignee_id ? nameOf(ticket.assignee_id) : 'Nobody yet'}
            </span>
          </Figure>
          <Figure label="Since">
            <Moment at={ticket.created_at}>{formatAgo(now - Date.parse(ticket.created_at))}</Moment>
          </Figure>
        </Figures>
        {ticket.description !== '' && (
          <Section title="What it is about">
            <Card>
              <p className="wrap-anywhere whitespace-pre-wrap px-4 py-4">{ticket.description}</p>
            </Card>
          </Section>
        )}
        <Section title="What colleagues said">
          <Comments ticket={ticket} nameOf={nameOf} />
        </Section>
      </div>
    </>
  );
}

const LINK = 'text-accent underline-offset-4 hover:underline';

const Where = ({ ticket: { conversation_id, contact_id } }: { ticket: TicketDetail }) => (
  <>
    {conversation_id && (
      <>
        {' '}
        ·{' '}
        <Link href={`/conversations/${conversation_id}`} className={LINK}>
          The conversation
        </Link>
      </>
    )}
    {contact_id && (
      <>
        {' '}
        ·{' '}
        <Link href={`/contacts/${contact_id}`} className={LINK}>
          The contact
        </Link>
      </>
    )}
  </>
);
