'use client';

import type { Team } from '@parley/shared/contract/teams';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton } from '../../../../components/table.tsx';
import { useAsked } from '../../../../view/use-asked.ts';
import { NameDialog } from './name-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';

type Open = { kind: 'rename' | 'delete' | 'people'; team: Team } | null;

export function TeamsClient() {
  const { may } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const [making, setMaking] = useAsked('new');
  const close = () => setOpen(null);
  const make = may('teams.manage') && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      Make a team
    </Button>
  );
  return (
    <>
      <PageTitle title="Teams" action={make}>
        Groups of members that work together. Someone can be in several.
      </PageTitle>
      <TeamList onOpen={setOpen} />
      {make && making && <NameDialog team={null} onClose={() => setMaking(false)} />}
      {open?.kind === 'rename' && <NameDialog team={open.team} onClose={close} />}
      {open?.kind === 'people' && <PeopleDialog team={open.team} onClose={close} />}
      {open?.kind === 'delete' && <DeleteDialog team={open.team} onClose={close} />}
    </>
  );
}

const COLUMNS = [{ title: 'Team' }, { title: 'Change', hidden: true }];

function TeamList({ onOpen }: { onOpen: (open: Open) => void }) {
  const { may } = useSession();
  const list = useList(['teams'], (query, signal) => api.listTeams({ query, signal }));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the teams" />;
    return <LoadFailure title="The teams cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const manages = may('teams.manage');
  if (list.items.length === 0) {
    return (
      <Empty title="There is no team yet.">
        {manages ? 'Make one, and put members into it.' : 'An owner, an admin or a team lead can make one.'}
      </Empty>
    );
  }
  return (
    <>
      <Table label="Teams" columns={COLUMNS}>
        {list.items.map((team) => (
          <tr key={team.id}>
            <td className={`${CELL} wrap-anywhere`}>
              <span className="font-medium">{team.name}</span>
              <span className="block text-muted text-xs">
                {team.members === 1 ? '1 person' : `${team.members} people`}
              </span>
            </td>
            <td className={CELL}>
              <div className="flex justify-end sm:gap-1">
                <Button kind="quiet" onClick={() => onOpen({ kind: 'people', team })}>
                  People<span className="sr-only"> of {team.name}</span>
                </Button>
                {manages && (
                  <>
                    <Button kind="quiet" onClick={() => onOpen({ kind: 'rename', team })}>
                      Rename<span className="sr-only"> {team.name}</span>
                    </Button>
                    <Button kind="quiet" onClick={() => onOpen({ kind: 'delete', team })}>
                      Delete<span className="sr-only"> {team.name}</span>
                    </Button>
                  </>
                )}
              </div>
            </td>
          </tr>
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

function DeleteDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const { run, pending, failure } = useChange(() => api.deleteTeam({ params: { id: team.id } }), {
    makesOld: ['teams'],
    says: () => `${team.name} is deleted.`,
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Delete ${team.name}?`}
      action={pending ? 'Deleting…' : 'Delete'}
      typed={team.name}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Its people stay members of the organisation.
    </Confirm>
  );
}
