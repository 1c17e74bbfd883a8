'use client';

import type { TicketDetail } from '@parley/shared/contract/tickets';
import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Submit } from '../../../../../components/button.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Form, Text, type Values } from '../../../../../components/form.tsx';
import { Card } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { formatMinute } from '../../../../../view/time.ts';

export type CommentsProps = { ticket: TicketDetail; nameOf: (id: string) => string };

export function Comments({ ticket, nameOf }: CommentsProps) {
  const { may } = useSession();
  return (
    <Card>
      <div className="flex flex-col gap-4 px-4 py-4">
        {ticket.comments.length === 0 && (
          <p className="text-muted">Nothing yet. Customers never see what is said here.</p>
        )}
        {ticket.comments.length > 0 && (
          <ol className="flex flex-col gap-4">
            {ticket.comments.map(({ id, author, text, created_at }) => (
              <li key={id}>
                <p className="text-muted text-xs">
                  {nameOf(author.id)} · {formatMinute(new Date(created_at))}
                </p>
                <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
              </li>
            ))}
          </ol>
        )}
        {may('operations.manage') && <Say id={ticket.id} />}
      </div>
    </Card>
  );
}

function Say({ id }: { id: string }) {
  // The form is made anew once its words are kept: an empty one, and nothing is lost before.
  const [said, setSaid] = useState(0);
  const { run, pending, failure } = useChange(
    (values: Values) => api.commentOnTicket({ params: { id }, body: { text: values.text('text') } }),
    { makesOld: ['ticket'], onDone: () => setSaid((count) => count + 1) },
  );
  return (
    <Form key={said} label="Say something" onSubmit={run}>
      <Text name="text" label="For colleagues" rows={2} maxLength={4_000} required />
      <Failure failure={failure} />
      <div>
        <Submit pending={pending}>{pending ? 'Keeping…' : 'Add'}</Submit>
      </div>
    </Form>
  );
}
