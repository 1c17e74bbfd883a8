import type { Status } from '@parley/shared/contract/status';
import type { ReactNode } from 'react';
import { State } from '../../../components/badge.tsx';
import { ButtonLink } from '../../../components/button.tsx';
import { Figure, Figures, NoFigure } from '../../../components/figures.tsx';
import { Card, Section } from '../../../components/section.tsx';
import { TONE_SOFT } from '../../../components/tone.ts';
import { formatDuration } from '../../../view/time.ts';
import { Processes } from './processes.tsx';
import type { StatusSearch } from './search-params.ts';
import { formatCount, noTurnsLastHour, overallView, QUEUE_NAME } from './view.ts';
import { WithCode } from './with-code.tsx';
import { WorkloadOfOrganisation } from './workload.tsx';

export type StatusReportProps = { status: Status; stale: boolean; search: StatusSearch; chatPageUrl: string | null };

export const StatusReport = ({ status, stale, search, chatPageUrl }: StatusReportProps) => (
  <div className={`flex flex-col gap-6 ${stale ? 'grayscale' : ''}`}>
    <OverallState status={status} stale={stale} />
    <LastHour status={status} chatPageUrl={chatPageUrl} />
    <Now status={status} />
    <WorkloadOfOrganisation />
    <Processes status={status} search={search} />
    <Installation status={status} />
  </div>
);

function OverallState({ status, stale }: { status: Status; stale: boolean }) {
  const { tone, title, sentence } = overallView(status.state, stale);
  return (
    <div
      role="status"
      className={`rounded-lg border px-4 py-4 shadow-card ${tone === 'good' ? 'border-border bg-surface' : TONE_SOFT[tone]}`}
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="font-medium text-lg">
          <State tone={tone}>{title}</State>
        </span>
        <p className="text-muted">{sentence}</p>
      </div>
      {status.problems.length > 0 && (
        <ul className="wrap-anywhere mt-3 flex list-disc flex-col gap-2 border-border border-t pt-3 pl-5 marker:text-muted">
          {status.problems.map((problem) => (
            <li key={problem} className="max-w-[75ch] pl-1">
              <WithCode text={problem} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function LastHour({ status, chatPageUrl }: { status: Status; chatPageUrl: string | null }) {
  const { answered_last_hour, failed_last_hour, p50_ms, p95_ms } = status.turns;
  return (
    <Section title="Turns in the last hour">
      {noTurnsLastHour(status) ? (
        <NoTurns chatPageUrl={chatPageUrl} />
      ) : (
        <Figures>
          <Figure label="Answered">{formatCount(answered_last_hour)}</Figure>
          <Figure label="Failed" tone={failed_last_hour > 0 ? 'bad' : undefined}>
            {formatCount(failed_last_hour)}
          </Figure>
          <Figure label="Time to answer, p50">{durationOrNone(p50_ms)}</Figure>
          <Figure label="Time to answer, p95">{durationOrNone(p95_ms)}</Figure>
        </Figures>
      )}
    </Section>
  );
}

const NoTurns = ({ chatPageUrl }: { chatPageUrl: string | null }) => (
  <Card>
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4">
      <div>
        <p>No turn has been answered in the last hour.</p>
        <p className="text-muted">
          {chatPageUrl ? 'Open the chat page and say hello.' : 'Say hello on a page that carries your chat widget.'}
        </p>
      </div>
      {chatPageUrl && <ButtonLink href={chatPageUrl}>Open the chat page</ButtonLink>}
    </div>
  </Card>
);

function Now({ status: { lanes, queue } }: { status: Status }) {
  const isUp = queue.state === 'up';
  return (
    <Section title="Now">
      <Figures>
        <Figure label="Conversations waiting">{formatCount(lanes.waiting)}</Figure>
        <Figure label="Being answered">{formatCount(lanes.running)}</Figure>
        <Figure label="Oldest wait">{durationOrNone(lanes.oldest_wait_ms)}</Figure>
        <Figure label={`Queue on ${QUEUE_NAME[queue.backend]}`} tone={isUp ? undefined : 'bad'}>
          {isUp ? 'Up' : 'Down'}
        </Figure>
      </Figures>
    </Section>
  );
}

function Installation({ status }: { status: Status }) {
  return (
    <Section title="This installation">
      <Card>
        <dl className="grid gap-x-8 gap-y-3 px-4 py-4 sm:grid-cols-[auto_minmax(0,1fr)]">
          <Fact name="Mode">
            {status.mode === 'demo' ? 'Demo: sample data, and everything outside is a fake' : 'Production'}
          </Fact>
          <Fact name="Who answers">{status.model.label}</Fact>
          <Fact name="Version">
            {status.version} <span className="text-muted">commit</span>{' '}
            <code className="font-mono text-[13px]">{status.commit}</code>
          </Fact>
        </dl>
      </Card>
    </Section>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="contents">
    <dt className="-mb-3 text-muted sm:mb-0">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </div>
);

const durationOrNone = (ms: number | null) => (ms === null ? <NoFigure /> : formatDuration(ms));
