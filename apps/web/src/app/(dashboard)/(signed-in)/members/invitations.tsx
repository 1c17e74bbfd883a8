'use client';

import type { Invitation } from '@parley/shared/contract/members';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { Section } from '../../../../components/section.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { ROLE_NAME } from '../../../../view/people.ts';

export const Invitations = () => (
  <Section title="Open invitations">
    <InvitationList />
  </Section>
);

const COLUMNS = [
  { title: 'Sent to' },
  { title: 'Role' },
  { title: 'Good until', wide: true },
  { title: 'Take back', hidden: true },
];

function InvitationList() {
  const list = useList(['invitations'], (query, signal) => api.listInvitations({ query, signal }));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the invitations" />;
    return <LoadFailure title="The invitations cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const open = list.items.filter(({ state }) => state === 'open');
  return (
    <>
      {open.length > 0 ? (
        <Table label="Open invitations" columns={COLUMNS}>
          {open.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </Table>
      ) : (
        <Empty title="Nobody has an invitation that is still open.">
          Whoever is invited gets a letter with a link, and is a member once they accept it.
        </Empty>
      )}
      <More list={list} />
    </>
  );
}

function InvitationRow({ invitation: { id, email, role, expires_at } }: { invitation: Invitation }) {
  const { run, pending, failure } = useChange(() => api.revokeInvitation({ params: { id } }), {
    makesOld: ['invitations', 'plan'],
    says: () => `The invitation to ${email} is taken back: its link opens nothing any more.`,
  });
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        {email}
        {failure && (
          <p role="alert" className="text-bad text-xs">
            {failure.message}
          </p>
        )}
      </td>
      <td className={CELL}>{ROLE_NAME[role]}</td>
      <td className={`${WIDE_CELL} text-muted`}>
        <Day at={expires_at} />
      </td>
      <td className={`${CELL} text-right`}>
        <Button kind="quiet" onClick={() => run(undefined)} disabled={pending}>
          Take back<span className="sr-only"> the invitation to {email}</span>
        </Button>
      </td>
    </tr>
  );
}
