'use client';

import type { Agent } from '@parley/shared/contract/agents';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Badge, State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { type AgentSearch, agentsHref, ENVIRONMENT_NAME, STATUS, TYPE_NAME } from '../../../../view/agents.ts';
import { useAsked } from '../../../../view/use-asked.ts';
import { CreateDialog } from './create-dialog.tsx';
import { AgentFilter } from './filter.tsx';

export function AgentsClient({ search }: { search: AgentSearch }) {
  const { may } = useSession();
  const [making, setMaking] = useAsked('new');
  if (!may('agents.read')) return <NotForRole title="Agents" />;
  const make = may('agents.manage') && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      Make an agent
    </Button>
  );
  return (
    <>
      <PageTitle title="Agents" action={make}>
        Who answers your customers, what each says and does, and who answers for it.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <AgentFilter key={agentsHref(search)} search={search} />
        <AgentList search={search} />
      </div>
      {make && making && <CreateDialog onClose={() => setMaking(false)} />}
    </>
  );
}

const COLUMNS = [
  { title: 'Agent' },
  { title: 'Status' },
  { title: 'Owner and team', wide: true },
  { title: 'Version', wide: true },
];

function AgentList({ search }: { search: AgentSearch }) {
  const list = useList(['agents', 'list', search], (query, signal) =>
    api.listAgents({ query: { ...query, ...search }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the agents" />;
    return <LoadFailure title="The agents cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) return <NoAgent filtered={agentsHref(search) !== '/agents'} />;
  return (
    <div>
      <Table label="Agents" columns={COLUMNS}>
        {list.items.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </Table>
      <More list={list} />
    </div>
  );
}

function NoAgent({ filtered }: { filtered: boolean }) {
  const { may } = useSession();
  if (filtered) {
    return (
      <Empty title="No agent fits.">
        <Link href="/agents" className="text-accent underline">
          Show all but archived ones
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title="There is no agent yet.">
      {may('agents.manage')
        ? 'Make one: give it a name, a greeting and its instructions.'
        : 'An owner, an admin or a team lead can make one.'}
    </Empty>
  );
}

function AgentRow({ agent }: { agent: Agent }) {
  const { word, tone } = STATUS[agent.status];
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/agents/${agent.id}`} className="font-medium underline-offset-4 hover:underline">
            {agent.name}
          </Link>
          {agent.environment !== 'prod' && <Badge tone="muted">{ENVIRONMENT_NAME[agent.environment]}</Badge>}
        </div>
        <span className="block text-muted text-xs">{[TYPE_NAME[agent.type], ...agent.tags].join(' · ')}</span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} wrap-anywhere text-muted`}>
        {[agent.owner?.name, agent.team?.name].filter(Boolean).join(', ') || 'Nobody yet'}
      </td>
      <td className={`${WIDE_CELL} text-muted tabular-nums`}>{agent.version}</td>
    </tr>
  );
}
