'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Costs } from '@parley/shared/contract/money';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Figure, Figures, FiguresSkeleton } from '../../../../components/figures.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { Section } from '../../../../components/section.tsx';
import { CELL, Empty, Table, WIDE_CELL } from '../../../../components/table.tsx';
import { amountText, monthName, monthsAround, PURPOSE_WORDS, sharesOf, unpricedText } from '../../../../view/costs.ts';
import { useAgentNames } from './use-agent-names.ts';

const EVERY_MS = 15_000;

export function Month({ month }: { month: string | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['costs', month],
    queryFn: ({ signal }) => api.readCosts({ query: { month }, signal }),
    refetchInterval: EVERY_MS,
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <FiguresSkeleton />;
    return <LoadFailure title="The costs cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />;
  }
  return (
    <Section title={monthName(data.month)} aside={<OtherMonths month={data.month} />}>
      {data.total.calls === 0 ? <NothingYet /> : <Sums costs={data} />}
    </Section>
  );
}

const NothingYet = () => (
  <Empty title="Nothing was spent in this month.">
    Each call of a model and each text message stands here as soon as it was made, with what it has cost.
  </Empty>
);

function OtherMonths({ month }: { month: string }) {
  const { before, after } = monthsAround(month);
  const look = 'text-accent underline-offset-4 hover:underline';
  return (
    <nav aria-label="Months" className="flex gap-4">
      <Link href={`/costs?month=${before}`} className={look}>
        {monthName(before)}
      </Link>
      <Link href={`/costs?month=${after}`} className={look}>
        {monthName(after)}
      </Link>
    </nav>
  );
}

function Sums({ costs }: { costs: Costs }) {
  const names = useAgentNames();
  const { total, by_agent, by_model, by_day, by_purpose } = costs;
  const unpriced = by_model.filter(({ unpriced_calls }) => unpriced_calls > 0);
  return (
    <div className="flex flex-col gap-6">
      <Figures>
        <Figure label="Spent">{amountText(total.micros)}</Figure>
        <Figure label="Calls and texts">{total.calls.toLocaleString('en')}</Figure>
        <Figure label="Tokens read">{total.input_tokens.toLocaleString('en')}</Figure>
        <Figure label="Tokens written">{total.output_tokens.toLocaleString('en')}</Figure>
      </Figures>
      {unpriced.length > 0 && (
        <Notice tone="warn" title={unpricedText(total.unpriced_calls)}>
          They have cost something that is not in the sums: {unpriced.map(modelName).join(', ')}. Name a price below.
        </Notice>
      )}
      <Breakdown
        label="By agent"
        rows={by_agent.map((row) => ({ key: row.agent_id, name: names(row.agent_id), ...row }))}
      />
      <Breakdown
        label="By model"
        rows={by_model.map((row) => ({ key: modelName(row), name: modelName(row), ...row }))}
      />
      <Breakdown
        label="By purpose"
        rows={by_purpose.map((row) => ({ key: row.purpose, name: PURPOSE_WORDS[row.purpose], ...row }))}
      />
      <Breakdown label="By day" rows={by_day.map((row) => ({ key: row.day, name: row.day, ...row }))} />
    </div>
  );
}

const modelName = ({ kind, provider, model }: Costs['by_model'][number]) =>
  kind === 'sms' ? 'Text messages' : provider === 'demo' ? 'The demo model' : `${provider} ${model}`;

type Row = Costs['total'] & { key: string; name: string };

function Breakdown({ label, rows }: { label: string; rows: readonly Row[] }) {
  const shares = sharesOf(rows.map(({ micros }) => micros));
  const columns = [
    { title: label },
    { title: 'Spent' },
    { title: 'Calls', wide: true },
    { title: 'Tokens', wide: true },
  ];
  return (
    <Table label={label} columns={columns}>
      {rows.map((row, place) => (
        <tr key={row.key}>
          <td className={`${CELL} wrap-anywhere w-1/2`}>
            {row.name}
            {/* The figure beside it says the same. */}
            <span
              aria-hidden="true"
              className="mt-1 block h-1 rounded-full bg-accent/60"
              style={{ width: `${shares[place]}%` }}
            />
          </td>
          <td className={`${CELL} whitespace-nowrap tabular-nums`}>
            {amountText(row.micros)}
            {row.unpriced_calls > 0 && (
              <span className="block text-warn text-xs">and {row.unpriced_calls} unpriced</span>
            )}
          </td>
          <td className={`${WIDE_CELL} tabular-nums`}>{row.calls.toLocaleString('en')}</td>
          <td className={`${WIDE_CELL} tabular-nums`}>{(row.input_tokens + row.output_tokens).toLocaleString('en')}</td>
        </tr>
      ))}
    </Table>
  );
}
