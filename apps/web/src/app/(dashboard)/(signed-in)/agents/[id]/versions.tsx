'use client';

import type { AgentVersion } from '@parley/shared/contract/agents';
import { useState } from 'react';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { useList } from '../../../../../api/use-list.ts';
import { Badge } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { More } from '../../../../../components/more.tsx';
import { Section } from '../../../../../components/section.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from '../../../../../components/table.tsx';
import { formatMinute } from '../../../../../view/time.ts';
import { ChangesDialog } from './changes-dialog.tsx';

type Open = { kind: 'changes' | 'back'; version: AgentVersion } | null;

export const Versions = ({ agent }: { agent: ReadAgent }) => (
  <Section title="Versions">
    <VersionList agent={agent} />
  </Section>
);

const COLUMNS = [{ title: 'Version' }, { title: 'When', wide: true }, { title: 'Look and go back', hidden: true }];

function VersionList({ agent }: { agent: ReadAgent }) {
  const [open, setOpen] = useState<Open>(null);
  const list = useList(['agents', 'versions', agent.id], (query, signal) =>
    api.listAgentVersions({ params: { id: agent.id }, query, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the versions" />;
    return <LoadFailure title="The versions cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const mayGoBack = agent.you_may.includes('edit') && agent.status !== 'archived';
  const close = () => setOpen(null);
  return (
    <>
      <Table label="Versions" columns={COLUMNS}>
        {list.items.map((version) => (
          <VersionRow key={version.number} version={version} mayGoBack={mayGoBack} onOpen={setOpen} />
        ))}
      </Table>
      <More list={list} />
      {open?.kind === 'changes' && <ChangesDialog agent={agent} number={open.version.number} onClose={close} />}
      {open?.kind === 'back' && <BackDialog agent={agent} version={open.version} onClose={close} />}
    </>
  );
}

type VersionRowProps = { version: AgentVersion; mayGoBack: boolean; onOpen: (open: Open) => void };

const VersionRow = ({ version, mayGoBack, onOpen }: VersionRowProps) => (
  <tr>
    <td className={`${CELL} wrap-anywhere`}>
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium tabular-nums">{version.number}</span>
        {version.current && <Badge tone="good">Runs now</Badge>}
      </div>
      {version.note && <span className="block">{version.note}</span>}
      <span className="block text-muted text-xs">{authorOf(version)}</span>
    </td>
    <td className={`${WIDE_CELL} text-muted`}>
      <Moment at={version.created_at}>{formatMinute(new Date(version.created_at))}</Moment>
    </td>
    <td className={CELL}>
      <div className="flex flex-wrap justify-end gap-1">
        {version.number > 1 && (
          <Button kind="quiet" onClick={() => onOpen({ kind: 'changes', version })}>
            Changes<span className="sr-only"> of version {version.number}</span>
          </Button>
        )}
        {mayGoBack && !version.current && (
          <Button kind="quiet" onClick={() => onOpen({ kind: 'back', version })}>
            Go back<span className="sr-only"> to version {version.number}</span>
          </Button>
        )}
      </div>
    </td>
  </tr>
);

const authorOf = ({ author }: AgentVersion): string =>
  author === null ? 'Came with Parley' : `By ${author.name ?? author.id}`;

type BackDialogProps = { agent: ReadAgent; version: AgentVersion; onClose: () => void };

function BackDialog({ agent, version: { number }, onClose }: BackDialogProps) {
  const { run, pending, failure } = useChange(
    () => api.rollBackAgent({ params: { id: agent.id }, body: { to: number, expected_version: agent.version } }),
    { makesOld: ['agents'], onDone: onClose },
  );
  return (
    <Confirm
      title={`Go back to version ${number}?`}
      action={pending ? 'Going back…' : `Run version ${number} again`}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      What version {number} said becomes version {agent.version + 1}, and new turns run it. Version {agent.version}{' '}
      stays in the list, so you can return to it.
    </Confirm>
  );
}
