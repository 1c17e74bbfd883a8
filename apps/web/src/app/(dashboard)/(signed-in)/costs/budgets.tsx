'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Budget } from '@parley/shared/contract/money';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Section } from '../../../../components/section.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton } from '../../../../components/table.tsx';
import { amountText, budgetState } from '../../../../view/costs.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import { useAgentNames } from './use-agent-names.ts';

export function Budgets() {
  const { may } = useSession();
  const [making, setMaking] = useState(false);
  const make = may('costs.manage') && <Button onClick={() => setMaking(true)}>Set a budget</Button>;
  return (
    <Section title="Budgets" aside={make}>
      <BudgetList />
      {making && <BudgetDialog budget={null} onClose={() => setMaking(false)} />}
    </Section>
  );
}

function BudgetList() {
  const { data, error, refetch } = useQuery({
    queryKey: ['budgets'],
    queryFn: ({ signal }) => api.listBudgets({ signal }),
    refetchInterval: 15_000,
    throwOnError: isSurprise,
  });
  const names = useAgentNames();
  const [changing, setChanging] = useState<Budget | null>(null);
  const [ending, setEnding] = useState<Budget | null>(null);
  if (!data) {
    if (!error) return <TableSkeleton what="the budgets" />;
    return (
      <LoadFailure title="The budgets cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  if (data.data.length === 0) {
    return (
      <Empty title="There is no budget.">
        A budget that stops keeps agents from spending more in a day or a month; one that warns tells you. Both send a
        mail to your alert addresses.
      </Empty>
    );
  }
  const whose = ({ agent_id }: Budget) => (agent_id === null ? 'The organisation' : names(agent_id));
  return (
    <>
      <Table label="Budgets" columns={[{ title: 'Budget' }, { title: 'Spent' }, { title: 'Change', hidden: true }]}>
        {data.data.map((budget) => (
          <BudgetRow
            key={budget.id}
            budget={budget}
            whose={whose(budget)}
            onChange={() => setChanging(budget)}
            onDelete={() => setEnding(budget)}
          />
        ))}
      </Table>
      {changing && <BudgetDialog budget={changing} onClose={() => setChanging(null)} />}
      {ending && <DeleteDialog budget={ending} whose={whose(ending)} onClose={() => setEnding(null)} />}
    </>
  );
}

type RowProps = { budget: Budget; whose: string; onChange: () => void; onDelete: () => void };

function BudgetRow({ budget, whose, onChange, onDelete }: RowProps) {
  const { may } = useSession();
  const { tone, word, share } = budgetState(budget);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <span className="font-medium">{whose}</span>
        <span className="block text-muted text-xs">
          {amountText(budget.limit_micros)} a {budget.period} · {budget.hard ? 'stops' : 'warns'}
        </span>
      </td>
      <td className={`${CELL} @lg:w-2/5`}>
        <State tone={tone}>{word}</State>
        <meter
          aria-label={`Spent of the budget of ${whose}`}
          min={0}
          max={100}
          low={80}
          high={99}
          optimum={0}
          value={share}
          className="mt-1 block h-2 w-full"
        />
        <span className="text-muted text-xs tabular-nums">
          {amountText(budget.spent_micros)} spent
          {budget.reserved_micros > 0 && `, ${amountText(budget.reserved_micros)} set aside`}
        </span>
      </td>
      <td className={`${CELL} text-right`}>
        {may('costs.manage') && (
          <span className="inline-flex flex-wrap justify-end gap-1">
            <Button kind="quiet" onClick={onChange}>
              Change<span className="sr-only"> the budget of {whose}</span>
            </Button>
            <Button kind="quiet" onClick={onDelete}>
              Delete<span className="sr-only"> the budget of {whose}</span>
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

function DeleteDialog({ budget, whose, onClose }: { budget: Budget; whose: string; onClose: () => void }) {
  const { run, pending, failure } = useChange(() => api.deleteBudget({ params: { id: budget.id } }), {
    makesOld: ['budgets'],
    says: () => 'The budget is gone.',
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Delete the budget of ${whose}?`}
      action={pending ? 'Deleting…' : 'Delete'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      From then on nothing stops at {amountText(budget.limit_micros)} a {budget.period}, and nobody is told.
    </Confirm>
  );
}
