'use client';

import type { RunDetail, RunOverrides } from '@parley/shared/contract/runs';
import { useRouter } from 'next/navigation';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Choice, Field, Form, Text, type Values } from '../../../../../components/form.tsx';
import { stepTitle } from '../../../../../view/runs.ts';
import { useOnceKey } from '../../../../../view/use-once-key.ts';

type ReplayDialogProps = { run: RunDetail; onClose: () => void };

/** Has a run done again with something else; who asks is led to what comes of it. */
export function ReplayDialog({ run, onClose }: ReplayDialogProps) {
  const router = useRouter();
  const once = useOnceKey();
  const { pending, failure, ...change } = useChange(
    (body: { from_step: string; overrides: RunOverrides }) =>
      api.replayRun({
        params: { id: run.id },
        body,
        headers: { 'idempotency-key': once.for(JSON.stringify(body)).key },
      }),
    { makesOld: ['runs'], onDone: ({ id }) => router.push(`/runs/${id}`) },
  );
  return (
    <Dialog title="Replay" onClose={onClose}>
      <p className="text-muted">
        The agent goes through it again with what you change. Nobody hears of it and nothing is done: where it would act
        otherwise than it did, it stops. The model is asked, and paid.
      </p>
      <Form onSubmit={(values) => change.run({ from_step: values.text('from_step'), overrides: overridesOf(values) })}>
        <Choice
          name="from_step"
          label="From"
          hint="What came before is taken from this run, and is not paid again."
          defaultValue="frame"
        >
          <option value="frame">The beginning</option>
          {run.steps
            .filter(({ kind }) => kind !== 'frame')
            .map((step) => (
              <option key={step.key} value={step.key}>
                {step.key}: {stepTitle(step)}
              </option>
            ))}
        </Choice>
        <Field name="model" label="Model" placeholder={run.model ?? 'As it was'} maxLength={200} />
        <Field
          name="agent_version"
          label="Version of the agent"
          type="number"
          min={1}
          placeholder={String(run.agent_version.number)}
        />
        <Text
          name="prompt"
          label="Instructions"
          hint="In the place of the agent’s own. Empty: as they were."
          maxLength={20_000}
          dir="auto"
        />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Asking…' : 'Replay'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const overridesOf = (values: Values): RunOverrides => ({
  ...(values.text('model') && { model: values.text('model') }),
  ...(values.text('prompt') && { prompt: values.text('prompt') }),
  ...(values.text('agent_version') && { agent_version: Number(values.text('agent_version')) }),
});
