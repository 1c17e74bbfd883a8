'use client';

import type { Connection } from '@parley/shared/contract/connections';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { kindView, leadsTo } from '../../../../view/connections.ts';
import { useAsked } from '../../../../view/use-asked.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { ConnectDialog } from './connect-dialog.tsx';

type Open = { kind: 'change' | 'delete'; connection: Connection } | null;

export function ConnectionsClient() {
  const { may } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const [making, setMaking] = useAsked('new');
  if (!may('connections.read')) return <NotForRole title="Connections" />;
  const close = () => setOpen(null);
  const make = may('connections.manage') && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      Connect a provider
    </Button>
  );
  return (
    <>
      <PageTitle title="Connections" action={make}>
        Your accounts at providers. Their secrets are sealed when they are saved, and nobody sees them again.
      </PageTitle>
      <ConnectionList onOpen={setOpen} />
      {make && making && <ConnectDialog onClose={() => setMaking(false)} />}
      {open?.kind === 'change' && <ChangeDialog connection={open.connection} onClose={close} />}
      {open?.kind === 'delete' && <DeleteDialog connection={open.connection} onClose={close} />}
    </>
  );
}

const COLUMNS = [{ title: 'Connection' }, { title: 'Secret' }, { title: 'Since', wide: true }];

function ConnectionList({ onOpen }: { onOpen: (open: Open) => void }) {
  const { may } = useSession();
  const list = useList(['connections'], (query, signal) => api.listConnections({ query, signal }));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the connections" />;
    return <LoadFailure title="The connections cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const manages = may('connections.manage');
  if (list.items.length === 0) {
    return (
      <Empty title="Nothing is connected yet.">
        {manages
          ? 'Connect the account that your texts or models go through. Without one, the installation’s own models answer.'
          : 'An owner or an admin connects providers.'}
      </Empty>
    );
  }
  return (
    <>
      <Table label="Connections" columns={manages ? [...COLUMNS, { title: 'Change', hidden: true }] : COLUMNS}>
        {list.items.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} onOpen={manages ? onOpen : null} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

type ConnectionRowProps = { connection: Connection; onOpen: ((open: Open) => void) | null };

const ConnectionRow = ({ connection, onOpen }: ConnectionRowProps) => (
  <tr>
    <td className={`${CELL} wrap-anywhere`}>
      <span className="font-medium">{connection.name}</span>
      <span className="block text-muted text-xs">
        {kindView(connection.kind).title} · {leadsTo(connection)}
      </span>
    </td>
    <td className={CELL}>
      {connection.secret ? (
        <State tone="good">
          Set{connection.secret.hint && <code className="ml-1 font-mono text-muted">…{connection.secret.hint}</code>}
        </State>
      ) : (
        <State tone="warn">Missing</State>
      )}
    </td>
    <td className={`${WIDE_CELL} text-muted`}>{connection.secret && <Day at={connection.secret.set_at} />}</td>
    {onOpen && (
      <td className={CELL}>
        <div className="flex flex-wrap justify-end gap-1">
          <Button kind="quiet" onClick={() => onOpen({ kind: 'change', connection })}>
            Change<span className="sr-only"> {connection.name}</span>
          </Button>
          <Button kind="quiet" onClick={() => onOpen({ kind: 'delete', connection })}>
            Delete<span className="sr-only"> {connection.name}</span>
          </Button>
        </div>
      </td>
    )}
  </tr>
);

function DeleteDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { run, pending, failure } = useChange(() => api.deleteConnection({ params: { id: connection.id } }), {
    makesOld: ['connections'],
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Delete ${connection.name}?`}
      action={pending ? 'Deleting…' : 'Delete'}
      typed={connection.name}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Its secret goes with it. What still works with this connection keeps it from being deleted.
    </Confirm>
  );
}
