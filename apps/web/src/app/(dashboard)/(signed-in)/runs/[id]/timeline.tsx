'use client';

import type { JournalStep } from '@parley/shared/contract/run-journal';
import type { RunDetail } from '@parley/shared/contract/runs';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Badge, State } from '../../../../../components/badge.tsx';
import { Card } from '../../../../../components/section.tsx';
import { type Bar, barsOf, costInWords, stepState, stepTitle } from '../../../../../view/runs.ts';
import { formatDuration } from '../../../../../view/time.ts';
import { tokensInWords } from '../../../../../view/turns.ts';
import { StepContent } from './step-content.tsx';

/** A run as a tree, each step with its place in time; what it held is shown when it is opened. */
export function Timeline({ run }: { run: RunDetail }) {
  const bars = barsOf(run.steps);
  return (
    <div className="@container">
      <Card>
        <ol aria-label="Steps" className="divide-y divide-border">
          {run.steps.map((step) => (
            <StepRow key={step.key} step={step} bar={bars.get(step.key)} />
          ))}
        </ol>
      </Card>
    </div>
  );
}

type StepRowProps = { step: JournalStep; bar: Bar | undefined };

function StepRow({ step, bar }: StepRowProps) {
  const [open, setOpen] = useState(false);
  const state = stepState(step);
  return (
    <li>
      <details className="group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="grid cursor-pointer list-none grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-3 py-2.5 hover:bg-raised @2xl:grid-cols-[auto_minmax(0,2fr)_minmax(0,1fr)_5rem_7rem]">
          <ChevronRight aria-hidden="true" className="size-4 text-muted group-open:rotate-90" />
          <span className={`wrap-anywhere ${step.parent ? 'pl-4' : ''}`}>
            <span className="font-medium">{stepTitle(step)}</span>{' '}
            <code className="font-mono text-muted text-xs">{step.key}</code>
            {step.recorded && (
              <span className="ml-2">
                <Badge tone="muted">Recorded</Badge>
              </span>
            )}
            {state && (
              <span className="block text-xs [&_span]:whitespace-normal">
                <State tone={state.tone}>{state.word}</State>
              </span>
            )}
          </span>
          <span className="hidden @2xl:block">{bar && <TimeBar bar={bar} kind={step.kind} />}</span>
          <span className="whitespace-nowrap text-right text-muted tabular-nums">
            {step.recorded ? '' : formatDuration(step.duration_ms)}
          </span>
          <span
            className="hidden text-right text-muted tabular-nums @2xl:block"
            title={step.recorded ? undefined : (tokensInWords(step) ?? undefined)}
          >
            {step.cost_micros !== null && costInWords(step.cost_micros)}
          </span>
        </summary>
        {open && (
          <div className="flex flex-col gap-4 border-border border-t bg-raised/40 px-4 py-4 @2xl:pl-10">
            <StepContent step={step} />
          </div>
        )}
      </details>
    </li>
  );
}

const LOOK: Record<JournalStep['kind'], string> = {
  frame: 'fill-muted',
  guard: 'fill-warn',
  model: 'fill-accent',
  decision: 'fill-muted',
  tool: 'fill-good',
};

const TimeBar = ({ bar, kind }: { bar: Bar; kind: JournalStep['kind'] }) => (
  <svg aria-hidden="true" className="h-2 w-full rounded bg-raised">
    <rect x={`${bar.from}%`} width={`${bar.width}%`} height="100%" rx="2" className={LOOK[kind]} />
  </svg>
);
