'use client';

import { SCOPES, type Scope } from '@parley/shared/roles';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { expiryOf, isScope, LIFETIMES, SCOPE_WORDS } from '../../../../view/keys.ts';
import { useOnceKey } from '../../../../view/use-once-key.ts';
import { ShowSecret } from './show-secret.tsx';

type Asked = { name: string; scopes: Scope[]; environment: 'live' | 'test'; days: number | null };

export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [noScope, setNoScope] = useState(false);
  const once = useOnceKey();
  const { run, pending, failure, answer } = useChange(
    (asked: Asked) => {
      const { key, at } = once.for(JSON.stringify(asked));
      const { days, ...body } = asked;
      const headers = { 'idempotency-key': String(key) };
      return api.createApiKey({ headers, body: { ...body, expires_at: expiryOf(days, Number(at)) } });
    },
    { makesOld: ['keys'] },
  );
  if (answer) return <ShowSecret answer={answer} onClose={onClose} />;
  const make = (values: Values) => {
    const asked = askedFrom(values);
    setNoScope(asked.scopes.length === 0);
    if (asked.scopes.length > 0) run(asked);
  };
  return (
    <Dialog title="Make a key" onClose={onClose}>
      <Form onSubmit={make}>
        <Field
          name="name"
          label="Name"
          hint="The program that will use it."
          maxLength={80}
          autoComplete="off"
          required
        />
        <Scopes missing={noScope} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice name="days" label="Good for" defaultValue="90">
            {LIFETIMES.map(({ days, name }) => (
              <option key={name} value={days ?? ''}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice name="environment" label="Meant for" defaultValue="live">
            <option value="live">Live use</option>
            <option value="test">Tests</option>
          </Choice>
        </div>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Making…' : 'Make the key'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const askedFrom = (values: Values): Asked => ({
  name: values.text('name'),
  scopes: values.all('scopes').filter(isScope),
  environment: values.text('environment') === 'test' ? 'test' : 'live',
  days: values.text('days') === '' ? null : Number(values.text('days')),
});

const Scopes = ({ missing }: { missing: boolean }) => (
  <fieldset className="flex flex-col gap-2">
    <legend className="mb-1.5 font-medium">What it opens</legend>
    {SCOPES.map((scope) => (
      <label key={scope} className="flex gap-3">
        <input
          type="checkbox"
          name="scopes"
          value={scope}
          defaultChecked={scope === 'read'}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span>
          {SCOPE_WORDS[scope].name} <code className="font-mono text-muted text-xs">{scope}</code>
          <span className="block text-muted text-xs">{SCOPE_WORDS[scope].opens}</span>
        </span>
      </label>
    ))}
    {missing && (
      <p role="alert" className="text-bad text-xs">
        Choose at least one.
      </p>
    )}
  </fieldset>
);
