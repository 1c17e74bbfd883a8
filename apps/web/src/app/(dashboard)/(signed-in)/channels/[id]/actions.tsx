'use client';

import type { ChannelView } from '@parley/shared/contract/channels';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button } from '../../../../../components/button.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { EditChannelDialog } from './edit-channel-dialog.tsx';

export function ChannelActions({ channel }: { channel: ChannelView }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen('edit')}>Change</Button>
      <Button kind="danger" onClick={() => setOpen('delete')}>
        Delete
      </Button>
      {open === 'edit' && <EditChannelDialog channel={channel} onClose={close} />}
      {open === 'delete' && <DeleteChannel channel={channel} onClose={close} />}
    </div>
  );
}

function DeleteChannel({ channel: { id, name }, onClose }: { channel: ChannelView; onClose: () => void }) {
  const router = useRouter();
  const { run, pending, failure } = useChange(() => api.deleteChannel({ params: { id } }), {
    makesOld: ['channels'],
    onDone: () => router.push('/channels'),
  });
  return (
    <Confirm
      title={`Delete ${name}?`}
      action="Delete the channel"
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Customers do not reach you through it any more. One that customers have written to cannot be deleted.
    </Confirm>
  );
}
