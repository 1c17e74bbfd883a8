'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Run, RunStep } from '@parley/shared/contract/runs';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { formatDuration } from '../../../../../view/time.ts';
import { asJson, outcomeInWords, stepTitle, tokensInWords } from '../../../../../view/turns.ts';

type RunsProps = { conversationId: string; turnId: string };

/** What the agent did about a turn; read when somebody looks. */
export function Runs(props: RunsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="max-w-full text-xs" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer text-muted hover:text-text">What the agent did</summary>
      {open && <RunList {...props} />}
    </details>
  );
}

function RunList({ conversationId, turnId }: RunsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['runs', turnId],
    queryFn: ({ signal }) => api.listTurnRuns({ params: { id: conversationId, turn_id: turnId }, signal }),
    throwOnError: isSurprise,
  });
  if (error && !data) {
    return <LoadFailure title="It cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />;
  }
  if (!data) return <p className="mt-2 text-muted">Reading…</p>;
  if (data.data.length === 0) return <p className="mt-2 text-muted">No attempt of it was kept.</p>;
  return data.data.map((run) => <OneRun key={run.id} run={run} />);
}

const OneRun = ({ run }: { run: Run }) => (
  <div className="mt-2 rounded-md border border-border bg-surface p-3">
    <p className="wrap-anywhere mb-2 text-muted">
      <span className="font-medium text-text">{outcomeInWords(run.outcome)}</span>
      {run.ended_at && ` in ${formatDuration(tookMs(run.started_at, run.ended_at))}`} · {tokensInWords(run)}
      {run.model && ` · ${run.model}`} · <WholeRun id={run.id} />
    </p>
    <ol className="flex flex-col gap-2">
      {run.steps.map((step) => (
        <Step key={step.key} step={step} run={run} />
      ))}
    </ol>
  </div>
);

function WholeRun({ id }: { id: string }) {
  const { may } = useSession();
  return may('runs.read') ? (
    <Link href={`/runs/${id}`} className="text-accent underline-offset-4 hover:underline">
      The whole run
    </Link>
  ) : (
    <code className="select-all font-mono">{id}</code>
  );
}

const tookMs = (from: string, until: string): number => Math.max(0, Date.parse(until) - Date.parse(from));

function Step({ step, run }: { step: RunStep; run: Run }) {
  const tokens = tokensInWords(step);
  return (
    <li className="wrap-anywhere">
      <p>
        {stepTitle(step, run)}{' '}
        <span className="text-muted">
          {formatDuration(step.duration_ms)}
          {tokens && ` · ${tokens}`}
        </span>
      </p>
      {step.text && (
        <p dir="auto" className="whitespace-pre-wrap text-muted">
          {step.text}
        </p>
      )}
      {step.tool_calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a call's place is all that tells it from another.
        <Json key={place}>
          {call.name} {asJson(call.args)}
        </Json>
      ))}
      {step.result !== null && step.kind === 'tool' && <Json>{asJson(step.result)}</Json>}
    </li>
  );
}

const Json = ({ children }: { children: ReactNode }) => (
  <pre className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap rounded border border-border bg-raised px-2 py-1 font-mono">
    {children}
  </pre>
);
