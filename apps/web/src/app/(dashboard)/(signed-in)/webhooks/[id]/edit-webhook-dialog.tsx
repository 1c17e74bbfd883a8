'use client';

import { useState } from 'react';
import { api, type Webhook } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Form, type Values } from '../../../../../components/form.tsx';
import { givenFrom, WebhookFields, type WebhookGiven } from '../webhook-fields.tsx';

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const [noEvent, setNoEvent] = useState(false);
  const { run, pending, failure } = useChange(
    (body: WebhookGiven) => api.changeWebhook({ params: { id: webhook.id }, body }),
    { makesOld: ['webhooks', 'webhook'], says: () => 'The endpoint is changed.', onDone: onClose },
  );
  const change = (values: Values) => {
    const given = givenFrom(values);
    setNoEvent(given.events.length === 0);
    if (given.events.length > 0) run(given);
  };
  return (
    <Dialog title="Change the endpoint" onClose={onClose}>
      <Form onSubmit={change}>
        <WebhookFields webhook={webhook} noEvent={noEvent} />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
