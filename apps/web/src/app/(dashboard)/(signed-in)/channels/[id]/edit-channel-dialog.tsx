'use client';

import type { ChannelView } from '@parley/shared/contract/channels';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../../components/form.tsx';
import { originsIn } from '../../../../../view/channels.ts';
import { AgentChoice, CodesChoice, ConnectionChoice } from '../choices.tsx';
import { OriginsField } from '../origins-field.tsx';

export function EditChannelDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { id, name, agent, sms, web_chat } = channel;
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.changeChannel({
        params: { id },
        body: {
          name: values.text('name'),
          agent_id: values.text('agent_id'),
          ...(sms && { connection_id: values.text('connection_id') }),
          ...(web_chat && {
            allowed_origins: originsIn(values.text('allowed_origins')),
            codes_from_id: values.text('codes_from_id') || null,
          }),
        },
      }),
    { makesOld: ['channel', 'channels'], onDone: onClose },
  );
  return (
    <Dialog title={`Change ${name}`} onClose={onClose}>
      <Form onSubmit={run}>
        <Field name="name" label="Name" defaultValue={name} maxLength={80} autoComplete="off" required />
        {web_chat && <OriginsField given={web_chat.allowed_origins} />}
        {sms && <ConnectionChoice chosen={sms.connection} />}
        <AgentChoice chosen={agent} />
        {web_chat && <CodesChoice chosen={web_chat.codes_from} />}
        <p className="text-muted text-xs">Conversations that are open go on with the agent that they have.</p>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
