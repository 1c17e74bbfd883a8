'use client';

import type { PlanUsage } from '@parley/shared/contract/plan';
import { PLAN_NAMES, PLANS, type PlanName } from '@parley/shared/plans';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { usePlan } from '../../../../api/use-plan.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Figure, Figures, FiguresSkeleton } from '../../../../components/figures.tsx';
import { Choice, Form } from '../../../../components/form.tsx';
import { useSession } from '../../../../components/signed-in.tsx';

export function PlanUse() {
  const { may } = useSession();
  const { plan, failure, readNow } = usePlan();
  const [changing, setChanging] = useState(false);
  if (!plan) {
    if (!failure) return <FiguresSkeleton />;
    return <LoadFailure title="The plan cannot be read." failure={failure} onRetry={readNow} />;
  }
  const { seats, agents } = plan;
  const held = seats.members + seats.invited;
  return (
    <>
      <Figures>
        <Figure label="Plan">{plan.title}</Figure>
        <Figure label="Seats held" tone={held >= seats.limit ? 'warn' : undefined}>
          {held} of {seats.limit}
        </Figure>
        <Figure label="Of these, open invitations">{seats.invited}</Figure>
        <Figure label="Agents" tone={agents.used >= agents.limit ? 'warn' : undefined}>
          {agents.used} of {agents.limit}
        </Figure>
      </Figures>
      {may('organisation.manage') && (
        <div className="mt-3">
          <Button onClick={() => setChanging(true)}>Change plan</Button>
        </div>
      )}
      {changing && <ChangePlan plan={plan} onClose={() => setChanging(false)} />}
    </>
  );
}

const offer = (name: PlanName): string => {
  const { title, seats, agents } = PLANS[name];
  return `${title}: ${seats} seats, ${agents} agents`;
};

function ChangePlan({ plan, onClose }: { plan: PlanUsage; onClose: () => void }) {
  const { run, pending, failure } = useChange((wanted: PlanName) => api.changePlan({ body: { plan: wanted } }), {
    makesOld: ['plan', 'organisation', 'audit'],
    onDone: onClose,
  });
  const { seats, agents } = plan;
  return (
    <Dialog title="Change plan" onClose={onClose}>
      <Form onSubmit={(values) => run(values.text('plan') as PlanName)}>
        <Choice
          name="plan"
          label="Plan"
          defaultValue={plan.plan}
          hint={`${seats.members + seats.invited} seats and ${agents.used} agents are used. A plan that holds less is refused.`}
        >
          {PLAN_NAMES.map((name) => (
            <option key={name} value={name}>
              {offer(name)}
            </option>
          ))}
        </Choice>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Keep</Button>
          <Submit pending={pending}>{pending ? 'Changing…' : 'Change'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
