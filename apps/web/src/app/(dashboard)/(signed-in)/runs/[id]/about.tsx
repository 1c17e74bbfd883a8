'use client';

import type { RunDetail } from '@parley/shared/contract/runs';
import { reasonInWords } from '@parley/shared/turn-reasons';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge, State } from '../../../../../components/badge.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { Card } from '../../../../../components/section.tsx';
import { costInWords, runCost, runState } from '../../../../../view/runs.ts';
import { formatAgo, formatDuration } from '../../../../../view/time.ts';
import { tokensInWords } from '../../../../../view/turns.ts';
import { useNow } from '../../../../../view/use-now.ts';

/** How a run ended, who ran, and what it used. */
export function About({ run }: { run: RunDetail }) {
  const now = useNow();
  const { tone, word } = runState(run);
  return (
    <Card>
      <div className="flex flex-col gap-4 px-4 py-4 md:px-6">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span role="status">
            <State tone={tone}>{word}</State>
          </span>
          {run.kind === 'replay' && <Badge tone="muted">Replay: nobody was told</Badge>}
          {run.reason && <span className="wrap-anywhere text-muted">{reasonInWords(run.reason)}</span>}
        </div>
        {run.answer !== null && (
          <p dir="auto" className="wrap-anywhere max-w-[70ch] whitespace-pre-wrap border-accent/40 border-l-2 pl-3">
            {run.answer}
          </p>
        )}
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-4">
          <Fact name="Agent">
            <Link href={`/agents/${run.agent.id}`} className="text-accent underline-offset-4 hover:underline">
              {run.agent.name}
            </Link>{' '}
            · version {run.agent_version.number}
          </Fact>
          <Fact name="Conversation">
            <Link
              href={`/conversations/${run.conversation.id}`}
              className="text-accent underline-offset-4 hover:underline"
            >
              {run.conversation.address ?? 'Read it'}
            </Link>
          </Fact>
          <Fact name="Model">{run.model ?? 'None'}</Fact>
          <Fact name="Began">
            <Moment at={run.started_at}>{formatAgo(now - Date.parse(run.started_at))}</Moment>
          </Fact>
          <Fact name="Took">
            {run.duration_ms === null ? 'Under way' : formatDuration(run.duration_ms)}
            {run.attempts > 1 && ` · ${run.attempts} attempts`}
          </Fact>
          <Fact name="Tokens">
            {tokensInWords(run)}
            {run.cached_input_tokens > 0 && `, ${run.cached_input_tokens} of them kept`}
          </Fact>
          <Fact name="Cost">
            <span title={costInWords(run.cost_micros)}>{runCost(run)}</span>
          </Fact>
          <Fact name="Id">
            <code className="wrap-anywhere select-all font-mono text-xs">{run.id}</code>
          </Fact>
          <OfReplay run={run} />
        </dl>
      </div>
    </Card>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-muted text-xs">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </div>
);

const OfReplay = ({ run: { replay_of, from_step, overrides } }: { run: RunDetail }) =>
  replay_of && (
    <>
      <Fact name="Replay of">
        <Link href={`/runs/${replay_of}`} className="text-accent underline-offset-4 hover:underline">
          The run that was
        </Link>{' '}
        · from {from_step}
      </Fact>
      <Fact name="With">
        {[
          overrides?.model && `the model ${overrides.model}`,
          overrides?.agent_version && `version ${overrides.agent_version}`,
          overrides?.prompt && 'other instructions',
        ]
          .filter(Boolean)
          .join(', ') || 'nothing changed'}
      </Fact>
    </>
  );
