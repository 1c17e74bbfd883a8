'use client';

import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { AgentChoice, ConnectionChoice } from './choices.tsx';

export function AddNumberDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.addNumber({
        body: {
          name: values.text('name'),
          number: values.text('number'),
          agent_id: values.text('agent_id'),
          connection_id: values.text('connection_id'),
        },
      }),
    // What is next stands on its page: the address to give to the carrier.
    { makesOld: ['channels'], onDone: ({ id }) => router.push(`/channels/${id}`) },
  );
  return (
    <Dialog title="Add a number" onClose={onClose}>
      <Form onSubmit={run}>
        <Field
          name="number"
          type="tel"
          label="Phone number"
          hint="With + and the country’s code. It has to be yours at Twilio already."
          placeholder="+44 7700 900018"
          autoComplete="off"
          required
        />
        <Field name="name" label="Name" hint="So that you tell it apart." maxLength={80} autoComplete="off" required />
        <ConnectionChoice />
        <AgentChoice />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Adding…' : 'Add the number'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
