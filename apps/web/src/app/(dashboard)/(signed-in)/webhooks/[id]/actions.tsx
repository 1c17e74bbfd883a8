'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api, type Webhook } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button } from '../../../../../components/button.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { useOnceKey } from '../../../../../view/use-once-key.ts';
import { hostOf } from '../../../../../view/webhooks.ts';
import { ShowWebhookSecret } from '../show-webhook-secret.tsx';
import { EditWebhookDialog } from './edit-webhook-dialog.tsx';

type Asking = 'change' | 'secret' | 'switch_off' | 'delete' | null;

const OLD = ['webhooks', 'webhook', 'webhook-deliveries'];

/** What can be done with an endpoint. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [asking, setAsking] = useState<Asking>(null);
  const params = { id: webhook.id };
  const test = useChange(() => api.testWebhook({ params }), {
    makesOld: OLD,
    says: () => 'A test event is on its way: see under Deliveries whether it arrives.',
  });
  const switchOn = useChange(() => api.changeWebhook({ params, body: { status: 'active' } }), {
    makesOld: OLD,
    says: () => `${hostOf(webhook.url)} is told of events again.`,
  });
  const on = webhook.status === 'active';
  const close = () => setAsking(null);
  return (
    <div className="flex max-w-full flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {on ? (
          <Button kind="primary" onClick={() => test.run(undefined)} disabled={test.pending}>
            {test.pending ? 'Sending…' : 'Send a test event'}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => switchOn.run(undefined)} disabled={switchOn.pending}>
            {switchOn.pending ? 'Switching on…' : 'Switch on'}
          </Button>
        )}
        <Button onClick={() => setAsking('change')}>Change</Button>
        <Button onClick={() => setAsking('secret')}>New secret</Button>
        {on && <Button onClick={() => setAsking('switch_off')}>Switch off</Button>}
        <Button kind="danger" onClick={() => setAsking('delete')}>
          Delete
        </Button>
      </div>
      <Failure failure={test.failure ?? switchOn.failure} />
      {asking === 'change' && <EditWebhookDialog webhook={webhook} onClose={close} />}
      {asking === 'secret' && <RotateDialog webhook={webhook} onClose={close} />}
      {asking === 'switch_off' && <SwitchOffDialog webhook={webhook} onClose={close} />}
      {asking === 'delete' && <DeleteDialog webhook={webhook} onClose={close} />}
    </div>
  );
}

type Asked = { webhook: Webhook; onClose: () => void };

function RotateDialog({ webhook, onClose }: Asked) {
  const once = useOnceKey();
  const { run, pending, failure, answer } = useChange(
    () => {
      const headers = { 'idempotency-key': once.for(webhook.id).key };
      return api.rotateWebhookSecret({ headers, params: { id: webhook.id } });
    },
    { makesOld: OLD },
  );
  if (answer) return <ShowWebhookSecret title="The new secret" secret={answer.secret} onClose={onClose} />;
  return (
    <Confirm
      title="Make a new signing secret?"
      action={pending ? 'Making…' : 'Make a new secret'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      For 24 hours calls are signed with both, so that your system can change over. A secret from before the present one
      stops at once.
    </Confirm>
  );
}

function SwitchOffDialog({ webhook, onClose }: Asked) {
  const { run, pending, failure } = useChange(
    () => api.changeWebhook({ params: { id: webhook.id }, body: { status: 'disabled' } }),
    { makesOld: OLD, says: () => `${hostOf(webhook.url)} is told of nothing any more.`, onDone: onClose },
  );
  return (
    <Confirm
      title={`Switch ${hostOf(webhook.url)} off?`}
      action={pending ? 'Switching off…' : 'Switch off'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      What waits to be sent fails, and what happens meanwhile is not kept for it. What has failed can be replayed later.
    </Confirm>
  );
}

function DeleteDialog({ webhook, onClose }: Asked) {
  const router = useRouter();
  const { run, pending, failure } = useChange(() => api.deleteWebhook({ params: { id: webhook.id } }), {
    makesOld: ['webhooks'],
    says: () => `${hostOf(webhook.url)} is deleted.`,
    onDone: () => router.push('/webhooks'),
  });
  return (
    <Confirm
      title={`Delete ${hostOf(webhook.url)}?`}
      action={pending ? 'Deleting…' : 'Delete'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Nothing more is sent to it, and its delivery log is gone. This cannot be taken back.
    </Confirm>
  );
}
