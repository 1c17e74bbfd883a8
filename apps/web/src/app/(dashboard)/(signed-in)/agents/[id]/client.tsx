'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { STATUS, type StatusStep, stepsFrom } from '../../../../../view/agents.ts';
import { About } from './about.tsx';
import { SpecForm } from './spec-form.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { Versions } from './versions.tsx';

export function AgentClient({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['agents', 'one', id],
    queryFn: ({ signal }) => api.readAgent({ params: { id }, signal }),
    throwOnError: isSurprise,
  });
  return (
    <>
      <PageAbove href="/agents" name="Agents" />
      {data ? <AgentDetail agent={data} /> : <PageTitle title="Agent" />}
      {!data && error === null && <TableSkeleton what="the agent" />}
      {!data && error !== null && (
        <LoadFailure title="The agent cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function AgentDetail({ agent }: { agent: ReadAgent }) {
  const [step, setStep] = useState<StatusStep | null>(null);
  const { word, tone, means } = STATUS[agent.status];
  const steps = stepsFrom(agent.status, agent.you_may);
  const actions = steps.length > 0 && (
    <div className="flex flex-wrap gap-2">
      {steps.map((one) => (
        <Button key={one.to} onClick={() => setStep(one)}>
          {one.action}
        </Button>
      ))}
    </div>
  );
  return (
    <>
      <PageTitle title={agent.name} action={actions}>
        <State tone={tone}>{word}</State>
        {agent.description && <span className="wrap-anywhere mt-1 block">{agent.description}</span>}
      </PageTitle>
      <div className="flex flex-col gap-6">
        {agent.status !== 'active' && (
          <Notice tone="warn" title={means}>
            {agent.status_reason && <p>Why: {agent.status_reason}</p>}
          </Notice>
        )}
        <Section title="What it says and does">
          <Card>
            <SpecForm agent={agent} />
          </Card>
        </Section>
        <Section title="About it">
          <Card>
            <About agent={agent} />
          </Card>
        </Section>
        <Versions agent={agent} />
      </div>
      {step && <StatusDialog agent={agent} step={step} onClose={() => setStep(null)} />}
    </>
  );
}
