'use client';

import type { TicketDetail } from '@parley/shared/contract/tickets';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button } from '../../../../../components/button.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { PRIORITY } from '../../../../../view/tickets.ts';

type Body = Parameters<typeof api.changeTicket>[0]['body'];

/** One word, one click: what is next for it. */
export function Actions({ ticket }: { ticket: TicketDetail }) {
  const { userId } = useSession();
  const { run, pending } = useChange((body: Body) => api.changeTicket({ params: { id: ticket.id }, body }), {
    makesOld: ['ticket', 'tickets'],
    failsAloud: true,
  });
  const mine = ticket.assignee_id === userId;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2">
        <span className="text-muted">Priority</span>
        <select
          value={ticket.priority}
          disabled={pending}
          onChange={({ target }) => run({ priority: target.value as TicketDetail['priority'] })}
          className="h-8 rounded-md border border-border-strong bg-surface px-2 shadow-card"
        >
          {Object.entries(PRIORITY).map(([priority, word]) => (
            <option key={priority} value={priority}>
              {word}
            </option>
          ))}
        </select>
      </label>
      {!mine && ticket.status !== 'closed' && (
        <Button kind="primary" disabled={pending} onClick={() => run({ assignee: userId, status: 'in_progress' })}>
          See to it
        </Button>
      )}
      {mine && ticket.status !== 'closed' && (
        <Button disabled={pending} onClick={() => run({ assignee: null, status: 'open' })}>
          Leave it to others
        </Button>
      )}
      {ticket.status === 'closed' ? (
        <Button disabled={pending} onClick={() => run({ status: 'open' })}>
          Open it again
        </Button>
      ) : (
        <Button disabled={pending} onClick={() => run({ status: 'closed' })}>
          Close
        </Button>
      )}
    </div>
  );
}
