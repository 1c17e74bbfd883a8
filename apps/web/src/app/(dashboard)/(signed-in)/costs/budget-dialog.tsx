'use client';

import type { Budget } from '@parley/shared/contract/money';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { dollarsOf, microsFrom } from '../../../../view/costs.ts';

type Given = { agent_id: string | null; period: 'day' | 'month'; limit_micros: number; hard: boolean };

export function BudgetDialog({ budget, onClose }: { budget: Budget | null; onClose: () => void }) {
  const [wrong, setWrong] = useState<string | null>(null);
  const { items: agents = [] } = useList(['agents', 'names'], (query, signal) => api.listAgents({ query, signal }));
  const { run, pending, failure } = useChange(
    ({ limit_micros, hard, ...where }: Given) =>
      budget
        ? api.changeBudget({ params: { id: budget.id }, body: { limit_micros, hard } })
        : api.createBudget({ body: { ...where, limit_micros, hard } }),
    { makesOld: ['budgets'], says: () => 'The budget counts from now on.', onDone: onClose },
  );
  const save = ({ text }: Values) => {
    const limit_micros = microsFrom(text('limit'));
    setWrong(limit_micros === null ? 'An amount such as 25 or 12.50.' : null);
    if (limit_micros === null) return;
    const period = text('period') === 'day' ? 'day' : 'month';
    run({ agent_id: text('agent') || null, period, limit_micros, hard: text('hard') === 'stops' });
  };
  return (
    <Dialog title={budget ? 'Change the budget' : 'Set a budget'} onClose={onClose}>
      <Form onSubmit={save}>
        {!budget && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice name="agent" label="For">
              <option value="">The organisation</option>
              {agents.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Choice>
            <Choice name="period" label="In a" defaultValue="month">
              <option value="month">Month</option>
              <option value="day">Day</option>
            </Choice>
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="limit"
            label="Limit, in dollars"
            inputMode="decimal"
            defaultValue={budget ? dollarsOf(budget.limit_micros) : ''}
            error={wrong}
            required
          />
          <Choice name="hard" label="When it is reached" defaultValue={budget && !budget.hard ? 'warns' : 'stops'}>
            <option value="stops">Nothing more is spent</option>
            <option value="warns">People are told</option>
          </Choice>
        </div>
        <p className="text-muted">
          Where nothing more is spent, customers hear that a colleague will look at their message, and you find it among
          the dead letters. A model without a price is then not asked.
        </p>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
