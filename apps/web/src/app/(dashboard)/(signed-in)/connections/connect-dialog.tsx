'use client';

import { type ConnectionKind, connectionKindSchema } from '@parley/shared/connections';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { filledIn, KIND_VIEWS, kindView } from '../../../../view/connections.ts';
import { AddressField, SecretFields, SettingFields } from './fields.tsx';

export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<ConnectionKind>('twilio');
  const view = kindView(kind);
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.createConnection({
        body: {
          kind,
          name: values.text('name'),
          base_url: values.text('base_url') || null,
          settings: filledIn(view.settings, values.text),
          secret: filledIn(view.secret, values.text),
        },
      }),
    { makesOld: ['connections'], onDone: onClose },
  );
  return (
    <Dialog title="Connect a provider" onClose={onClose}>
      <Form onSubmit={run}>
        <Choice
          name="kind"
          label="Provider"
          hint={`${view.purpose}.`}
          value={kind}
          onChange={(event) => setKind(connectionKindSchema.parse(event.target.value))}
        >
          {KIND_VIEWS.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.title}
            </option>
          ))}
        </Choice>
        <Field name="name" label="Name" hint="So that you tell it apart." maxLength={80} autoComplete="off" required />
        <div key={kind} className="flex flex-col gap-4">
          <SettingFields view={view} />
          <SecretFields fields={view.secret} required />
          <AddressField view={view} />
        </div>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Connecting…' : 'Connect'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
