'use client';

import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { originsIn } from '../../../../view/channels.ts';
import { AgentChoice } from './choices.tsx';
import { OriginsField } from './origins-field.tsx';

export function AddWebChatDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.addWebChat({
        body: {
          name: values.text('name'),
          agent_id: values.text('agent_id'),
          allowed_origins: originsIn(values.text('allowed_origins')),
        },
      }),
    // What is next stands on its page: the script for the site.
    { makesOld: ['channels'], onDone: ({ id }) => router.push(`/channels/${id}`) },
  );
  return (
    <Dialog title="Add a web chat" onClose={onClose}>
      <Form onSubmit={run}>
        <Field name="name" label="Name" hint="So that you tell it apart." maxLength={80} autoComplete="off" required />
        <OriginsField />
        <AgentChoice />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Adding…' : 'Add the web chat'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
