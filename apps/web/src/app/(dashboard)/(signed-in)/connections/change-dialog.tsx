'use client';

import type { Connection } from '@parley/shared/contract/connections';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { filledIn, kindView } from '../../../../view/connections.ts';
import { AddressField, SecretFields, SettingFields } from './fields.tsx';

export function ChangeDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const view = kindView(connection.kind);
  const { run, pending, failure } = useChange(
    (values: Values) => {
      const secret = filledIn(view.secret, values.text);
      return api.changeConnection({
        params: { id: connection.id },
        body: {
          name: values.text('name'),
          base_url: values.text('base_url') || null,
          settings: filledIn(view.settings, values.text),
          ...(Object.keys(secret).length > 0 && { secret }),
        },
      });
    },
    { makesOld: ['connections'], onDone: onClose },
  );
  return (
    <Dialog title={`Change ${connection.name}`} onClose={onClose}>
      <Form onSubmit={run}>
        <Field name="name" label="Name" defaultValue={connection.name} maxLength={80} autoComplete="off" required />
        <SettingFields view={view} values={connection.settings} />
        <AddressField view={view} value={connection.base_url} />
        {connection.secret && (
          <Notice tone="warn" title="Another host clears the secret.">
            It was given for this one. Left empty below, it stays as it is otherwise.
          </Notice>
        )}
        <SecretFields fields={view.secret} required={false} />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
