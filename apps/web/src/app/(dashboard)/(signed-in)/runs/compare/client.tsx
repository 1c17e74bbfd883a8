'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { RunDiff } from '@parley/shared/contract/run-journal';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { useRun } from '../../../../../api/use-run.ts';
import { State } from '../../../../../components/badge.tsx';
import { ChangedLines } from '../../../../../components/changed-lines.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { Skeleton } from '../../../../../components/skeleton.tsx';
import { Empty, TableSkeleton } from '../../../../../components/table.tsx';
import { diffStepWords, runCost, runState } from '../../../../../view/runs.ts';
import { formatDuration } from '../../../../../view/time.ts';
import { tokensInWords } from '../../../../../view/turns.ts';

type CompareProps = { a: string; b: string };

export function CompareClient({ a, b }: CompareProps) {
  const { may } = useSession();
  if (!may('runs.read')) return <NotForRole title="Compare runs" />;
  return (
    <>
      <PageAbove href="/runs" name="Runs" />
      <PageTitle title="Compare runs">What one run was asked and answered, beside another.</PageTitle>
      {a === '' || b === '' ? (
        <Empty title="Two runs are needed.">Open a run, and choose there what to compare it with.</Empty>
      ) : (
        <div className="flex flex-col gap-6">
          <div className="grid gap-3 sm:grid-cols-2">
            <Side id={a} mark="−" />
            <Side id={b} mark="+" />
          </div>
          <Differences a={a} b={b} />
        </div>
      )}
    </>
  );
}

function Side({ id, mark }: { id: string; mark: string }) {
  const { run, failure, readNow } = useRun(id);
  if (!run) {
    if (!failure) return <Skeleton className="h-28 w-full" />;
    return <LoadFailure title="This run cannot be read." failure={failure} onRetry={readNow} />;
  }
  const { tone, word } = runState(run);
  return (
    <Card>
      <div className="flex flex-col gap-1 px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-3">
          <span aria-hidden="true" className="font-mono text-muted">
            {mark}
          </span>
          <Link href={`/runs/${id}`} className="font-medium underline-offset-4 hover:underline">
            {run.kind === 'replay' ? `Replay from ${run.from_step}` : 'The run that was'}
          </Link>
          <State tone={tone}>{word}</State>
        </p>
        {run.answer !== null && (
          <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {run.answer}
          </p>
        )}
        {run.reason && run.answer === null && <p className="wrap-anywhere text-muted">{run.reason}</p>}
        <p className="text-muted text-xs">
          {run.model ?? 'No model'} · {tokensInWords(run)} · {runCost(run)}
          {run.duration_ms !== null && ` · ${formatDuration(run.duration_ms)}`}
        </p>
      </div>
    </Card>
  );
}

function Differences({ a, b }: CompareProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['run', 'diff', a, b],
    queryFn: ({ signal }) => api.diffRuns({ params: { id: a, other_id: b }, signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="the differences" />;
    return (
      <LoadFailure title="The two cannot be compared." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  if (!data.first) return <Empty title="The two are the same.">Every step asked and answered the very same.</Empty>;
  return (
    <Section title={`They part at ${data.first.step}`}>
      <Card>
        <ol className="divide-y divide-border">
          {data.steps.map((step) => (
            <DiffStep key={step.key} step={step} />
          ))}
        </ol>
      </Card>
    </Section>
  );
}

function DiffStep({ step }: { step: RunDiff['steps'][number] }) {
  const words = diffStepWords(step);
  const head = (
    <>
      <code className="font-mono text-xs">{step.key}</code> <span className="text-muted">{words}</span>
    </>
  );
  if (step.parts.length === 0) return <li className="px-4 py-2.5">{head}</li>;
  return (
    <li className="px-4 py-2.5">
      <details>
        <summary className="cursor-pointer">{head}</summary>
        <div className="mt-3 flex flex-col gap-3">
          {step.parts.map(({ part, lines }) => (
            <div key={part}>
              <p className="mb-1 font-medium text-xs">{part}</p>
              <ChangedLines lines={lines} />
            </div>
          ))}
        </div>
      </details>
    </li>
  );
}
