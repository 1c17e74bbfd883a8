'use client';

import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Form, type Values } from '../../../../components/form.tsx';
import { useOnceKey } from '../../../../view/use-once-key.ts';
import { ShowWebhookSecret } from './show-webhook-secret.tsx';
import { givenFrom, WebhookFields, type WebhookGiven } from './webhook-fields.tsx';

export function CreateWebhookDialog({ onClose }: { onClose: () => void }) {
  const [noEvent, setNoEvent] = useState(false);
  const once = useOnceKey();
  const { run, pending, failure, answer } = useChange(
    (body: WebhookGiven) => {
      const headers = { 'idempotency-key': once.for(JSON.stringify(body)).key };
      return api.createWebhook({ headers, body });
    },
    { makesOld: ['webhooks'] },
  );
  if (answer) return <ShowWebhookSecret title="The endpoint is added" secret={answer.secret} onClose={onClose} />;
  const add = (values: Values) => {
    const given = givenFrom(values);
    setNoEvent(given.events.length === 0);
    if (given.events.length > 0) run(given);
  };
  return (
    <Dialog title="Add an endpoint" onClose={onClose}>
      <Form onSubmit={add}>
        <WebhookFields noEvent={noEvent} />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Adding…' : 'Add the endpoint'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
