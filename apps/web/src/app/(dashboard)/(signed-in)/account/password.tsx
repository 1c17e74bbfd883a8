'use client';

import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useMe } from '../../../../api/use-me.ts';
import { Submit } from '../../../../components/button.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form } from '../../../../components/form.tsx';
import { PASSWORD_RULE } from '../../../../view/password.ts';
import { NoPasswordYet } from './no-password-yet.tsx';

export function Password() {
  const { me } = useMe();
  return me?.user.has_password === false ? (
    <div className="max-w-xl px-4 py-4">
      <NoPasswordYet>You can go on signing in as you do.</NoPasswordYet>
    </div>
  ) : (
    <ChangePassword />
  );
}

function ChangePassword() {
  const [times, setTimes] = useState(0);
  const { run, pending, failure } = useChange(
    (body: { current_password: string; new_password: string }) => api.changePassword({ body }),
    { makesOld: ['sessions'], onDone: () => setTimes(times + 1) },
  );
  return (
    // Emptied once it is done.
    <Form
      key={times}
      className="flex max-w-sm flex-col gap-4 px-4 py-4"
      onSubmit={(values) => run({ current_password: values.exact('current'), new_password: values.exact('password') })}
    >
      <Field name="current" label="Password now" type="password" autoComplete="current-password" required />
      <Field
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters. Your other sessions end."
        {...PASSWORD_RULE}
      />
      <Failure failure={failure} />
      <div className="flex items-center gap-3">
        <Submit kind="plain" pending={pending}>
          {pending ? 'Changing…' : 'Change my password'}
        </Submit>
        <p role="status" className="text-muted">
          {times > 0 && !pending && !failure && 'Changed.'}
        </p>
      </div>
    </Form>
  );
}
