'use client';

import type { Member } from '@parley/shared/contract/members';
import type { Role } from '@parley/shared/roles';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { givableRoles, mayTouch, ROLE_NAME } from '../../../../view/people.ts';

export function MemberList() {
  const list = useList(['members'], (query, signal) => api.listMembers({ query, signal }));
  const { may } = useSession();
  const [leaving, setLeaving] = useState<Member | null>(null);
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the members" />;
    return <LoadFailure title="The members cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const manages = may('members.manage');
  const columns = [
    { title: 'Person' },
    { title: 'Role' },
    { title: 'Since', wide: true },
    ...(manages ? [{ title: 'Remove', hidden: true }] : []),
  ];
  return (
    <div>
      <Table label="Members" columns={columns}>
        {list.items.map((member) => (
          <MemberRow key={member.user_id} member={member} manages={manages} onRemove={() => setLeaving(member)} />
        ))}
      </Table>
      <More list={list} />
      {leaving && <RemoveDialog member={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}

type MemberRowProps = { member: Member; manages: boolean; onRemove: () => void };

function MemberRow({ member, manages, onRemove }: MemberRowProps) {
  const { role, userId } = useSession();
  const touchable = manages && mayTouch({ role, userId }, member);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <span className="font-medium">{member.name}</span>
        {member.user_id === userId && <span className="text-muted"> (you)</span>}
        <span className="block text-muted text-xs sm:text-sm">{member.email}</span>
      </td>
      <td className={CELL}>{touchable ? <RoleChoice member={member} /> : ROLE_NAME[member.role]}</td>
      <td className={`${WIDE_CELL} text-muted`}>
        <Day at={member.since} />
      </td>
      {manages && (
        <td className={`${CELL} text-right`}>
          {touchable && (
            <Button kind="quiet" onClick={onRemove}>
              Remove<span className="sr-only"> {member.name}</span>
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function RoleChoice({ member }: { member: Member }) {
  const { role } = useSession();
  const { run, pending, failure } = useChange(
    (to: Role) => api.changeMemberRole({ params: { user_id: member.user_id }, body: { role: to } }),
    {
      makesOld: ['members'],
      says: ({ name, role }) => `${name} is ${ROLE_NAME[role].toLowerCase()} now.`,
    },
  );
  return (
    <>
      <select
        aria-label={`Role of ${member.name}`}
        value={member.role}
        disabled={pending}
        onChange={(event) => run(event.target.value as Role)}
        className="h-8 w-full min-w-32 max-w-40 rounded-md border border-border bg-surface px-2 disabled:opacity-60"
      >
        {givableRoles(role).map((name) => (
          <option key={name} value={name}>
            {ROLE_NAME[name]}
          </option>
        ))}
      </select>
      {failure && (
        <p role="alert" className="mt-1 text-bad text-xs">
          {failure.message}
        </p>
      )}
    </>
  );
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { orgName } = useSession();
  const { run, pending, failure } = useChange(() => api.removeMember({ params: { user_id: member.user_id } }), {
    makesOld: ['members'],
    says: () => `${member.name} is no member any more.`,
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Remove ${member.name}?`}
      action={pending ? 'Removing…' : 'Remove'}
      typed={member.email}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      {member.name} loses access to {orgName} with the very next request, and leaves its teams. What they did stays in
      the record. To come back, they need a new invitation.
    </Confirm>
  );
}
