'use client';

import type { JournalStep } from '@parley/shared/contract/run-journal';
import type { ReactNode } from 'react';
import {
  decidedSchema,
  modelRequestSchema,
  modelResponseSchema,
  toolResultSchema,
  verdictSchema,
} from '../../../../../view/runs.ts';
import { formatMoment } from '../../../../../view/time.ts';
import { asJson, tokensInWords } from '../../../../../view/turns.ts';

/** What a step was asked and what came of it. */
export const StepContent = ({ step }: { step: JournalStep }) => (
  <>
    <p className="text-muted text-xs">
      {formatMoment(new Date(step.started_at))}
      {step.model && ` · ${step.model}`}
      {tokensInWords(step) && ` · ${tokensInWords(step)}`}
      {step.changed_parts.length > 0 &&
        ` · asked with other ${step.changed_parts.join(', ')} than shown here: what they are made from has changed since`}
    </p>
    <OfKind step={step} />
  </>
);

function OfKind({ step }: { step: JournalStep }) {
  if (step.response === null) return <p className="text-muted">What it held is not kept any more.</p>;
  switch (step.kind) {
    case 'model':
      return <ModelCall step={step} />;
    case 'guard':
      return <Verdict step={step} />;
    case 'decision':
      return <Decided step={step} />;
    case 'tool':
      return <ToolCall step={step} />;
    case 'frame':
      return <Json title="The frame">{step.response}</Json>;
  }
}

function ModelCall({ step }: { step: JournalStep }) {
  const asked = modelRequestSchema.safeParse(step.request).data;
  const answer = modelResponseSchema.safeParse(step.response).data;
  if (!answer) return <Json title="Answer">{step.response}</Json>;
  return (
    <>
      {asked && (
        <Fold title={`Prompt: instructions, ${asked.messages.length} messages, ${asked.tools.length} tools`}>
          <Words title="Instructions">{asked.system}</Words>
          {asked.messages.map((said, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said never moves.
            <Words key={place} title={ROLES[said.role] ?? said.role}>
              {[said.text, ...(said.toolCalls ?? []).map(callWords)].filter(Boolean).join('\n')}
            </Words>
          ))}
          {asked.tools.length > 0 && <Words title="Tools">{asked.tools.map(({ name }) => name).join('\n')}</Words>}
          <Json title="As it was sent">{step.request}</Json>
        </Fold>
      )}
      {answer.text !== '' && <Words title="Answer">{answer.text}</Words>}
      {answer.toolCalls.length > 0 && <Words title="Asked for">{answer.toolCalls.map(callWords).join('\n')}</Words>}
      {answer.choice && (
        <p className="wrap-anywhere text-muted">
          {answer.choice.ref}: {answer.choice.reason}.
          {answer.choice.passed.map(({ ref, reason }) => ` ${ref} did not answer: ${reason}.`)}
        </p>
      )}
    </>
  );
}

const ROLES: Record<string, string> = { user: 'Customer', assistant: 'Agent', tool: 'Tool' };
const callWords = ({ name, args }: { name: string; args?: unknown }): string => `${name} ${JSON.stringify(args)}`;

function Verdict({ step }: { step: JournalStep }) {
  const verdict = verdictSchema.safeParse(step.response).data;
  if (!verdict) return <Json title="Verdict">{step.response}</Json>;
  return (
    <>
      {verdict.findings.length === 0 && <p className="text-muted">Nothing was found.</p>}
      {verdict.findings.map(({ check, reason }) => (
        <p key={check} className="wrap-anywhere">
          <span className="font-medium">{check.replaceAll('_', ' ')}</span>: {reason}
        </p>
      ))}
      {verdict.text !== null && <Words title="Instead">{verdict.text}</Words>}
      <Json title="The verdict and its facts">{step.response}</Json>
    </>
  );
}

function Decided({ step }: { step: JournalStep }) {
  const decided = decidedSchema.safeParse(step.response).data;
  if (!decided) return <Json title="Decision">{step.response}</Json>;
  const { allowed, rule, message } = decided.decision;
  return (
    <>
      <p className="wrap-anywhere">
        {allowed ? 'Allowed' : 'Not allowed'} by the rule “{rule.replaceAll('_', ' ')}”.
      </p>
      {message && <Words title="What the model was told">{message}</Words>}
      <Json title="What was asked">{step.request}</Json>
      <Json title="The facts that decided">{decided.facts}</Json>
    </>
  );
}

function ToolCall({ step }: { step: JournalStep }) {
  const result = toolResultSchema.safeParse(step.response).data;
  return (
    <>
      <Json title="Arguments">{step.request?.args}</Json>
      {result?.ok === false && <Words title="Refused">{result.error ?? ''}</Words>}
      {result?.ok === true && <Json title="Result">{result.output}</Json>}
      {step.effect && (
        <p className="text-muted">
          Effect <code className="select-all font-mono text-xs">{step.effect.id}</code>: {step.effect.effect_class},{' '}
          {step.effect.state}
          {step.effect.finished_at && `, ${formatMoment(new Date(step.effect.finished_at))}`}
        </p>
      )}
    </>
  );
}

const Fold = ({ title, children }: { title: string; children: ReactNode }) => (
  <details>
    <summary className="cursor-pointer text-muted hover:text-text">{title}</summary>
    <div className="mt-3 flex flex-col gap-3 border-border border-l pl-3">{children}</div>
  </details>
);

const Words = ({ title, children }: { title: string; children: string }) => (
  <div>
    <p className="mb-1 text-muted text-xs">{title}</p>
    <p dir="auto" className="wrap-anywhere max-h-96 max-w-[80ch] overflow-y-auto whitespace-pre-wrap">
      {children}
    </p>
  </div>
);

const Json = ({ title, children }: { title: string; children: unknown }) => (
  <Fold title={title}>
    <pre className="max-h-96 overflow-auto whitespace-pre-wrap rounded border border-border bg-surface px-3 py-2 font-mono text-xs">
      {asJson(children)}
    </pre>
  </Fold>
);
