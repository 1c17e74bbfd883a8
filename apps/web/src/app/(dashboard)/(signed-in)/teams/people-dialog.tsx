'use client';

import type { Team } from '@parley/shared/contract/teams';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Choice, Form } from '../../../../components/form.tsx';
import { More } from '../../../../components/more.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Skeleton } from '../../../../components/skeleton.tsx';

const MAKES_OLD = ['team-people', 'teams'];

export function PeopleDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const { may } = useSession();
  const list = useList(['team-people', team.id], (query, signal) =>
    api.listMembers({ query: { ...query, team: team.id }, signal }),
  );
  const { run, pending, failure } = useChange(
    (user_id: string) => api.removeTeamMember({ params: { id: team.id, user_id } }),
    { makesOld: MAKES_OLD },
  );
  return (
    <Dialog title={`People of ${team.name}`} onClose={onClose}>
      {list.failure && !list.items && (
        <LoadFailure title="Its people cannot be read." failure={list.failure} onRetry={list.readNow} />
      )}
      {!list.failure && !list.items && <Skeleton className="h-8 w-full" />}
      {list.items?.length === 0 && <p className="text-muted">Nobody is in this team yet.</p>}
      <ul className="flex flex-col gap-2">
        {list.items?.map(({ user_id, name, email }) => (
          <li key={user_id} className="flex items-center justify-between gap-4">
            <span className="wrap-anywhere min-w-0">
              {name} <span className="text-muted">{email}</span>
            </span>
            {may('teams.manage') && (
              <Button kind="quiet" disabled={pending} onClick={() => run(user_id)}>
                Take out<span className="sr-only"> {name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <More list={list} />
      <Failure failure={failure} />
      {may('teams.manage') && list.items && <Add team={team} inside={list.items.map(({ user_id }) => user_id)} />}
    </Dialog>
  );
}

function Add({ team, inside }: { team: Team; inside: readonly string[] }) {
  const members = useList(['members'], (query, signal) => api.listMembers({ query, signal }));
  const { run, pending, failure } = useChange(
    (user_id: string) => api.addTeamMember({ params: { id: team.id }, body: { user_id } }),
    { makesOld: MAKES_OLD },
  );
  const others = members.items?.filter(({ user_id }) => !inside.includes(user_id)) ?? [];
  if (others.length === 0) return null;
  return (
    <Form
      onSubmit={(values) => run(values.text('user_id'))}
      className="flex flex-col gap-3 border-border border-t pt-4"
    >
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Choice name="user_id" label="Put someone in">
            {others.map(({ user_id, name, email }) => (
              <option key={user_id} value={user_id}>
                {name}, {email}
              </option>
            ))}
          </Choice>
        </div>
        <Submit pending={pending} kind="plain">
          {pending ? 'Adding…' : 'Add'}
        </Submit>
      </div>
      <Failure failure={failure} />
      <More list={members} />
    </Form>
  );
}
