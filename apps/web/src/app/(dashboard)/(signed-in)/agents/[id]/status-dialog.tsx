'use client';

import { api, type ReadAgent } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Field, Form } from '../../../../../components/form.tsx';
import type { StatusStep } from '../../../../../view/agents.ts';

type StatusDialogProps = { agent: ReadAgent; step: StatusStep; onClose: () => void };

/** Says what will happen to customers before it does. */
export function StatusDialog({ agent, step, onClose }: StatusDialogProps) {
  const { run, pending, failure } = useChange(
    (reason: string) =>
      api.setAgentStatus({ params: { id: agent.id }, body: { status: step.to, ...(reason && { reason }) } }),
    { makesOld: ['agents', 'plan'], onDone: onClose },
  );
  return (
    <Dialog title={`${step.action}: ${agent.name}`} onClose={onClose}>
      <Form onSubmit={(values) => run(values.text('reason'))}>
        <p className="text-muted">{step.consequence}</p>
        {step.to !== 'active' && (
          <Field name="reason" label="Why" hint="Shown on its page until it is active again." maxLength={200} />
        )}
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit kind={step.to === 'archived' ? 'danger' : 'primary'} pending={pending}>
            {pending ? 'Changing…' : step.action}
          </Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
