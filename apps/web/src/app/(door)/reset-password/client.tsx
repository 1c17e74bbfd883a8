'use client';

import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { useFreshStart } from '../../../api/use-me.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { PASSWORD_RULE } from '../../../view/password.ts';
import { useToken } from '../../../view/use-token.ts';
import { Door, DoorLink, NotWhole } from '../door.tsx';

export function ResetPassword() {
  const token = useToken();
  const startFresh = useFreshStart();
  const { run, pending, failure, answer } = useChange(
    (new_password: string) => api.resetPassword({ body: { token: token ?? '', new_password } }),
    { onDone: startFresh },
  );
  if (answer) {
    return (
      <Door title="Your password is changed">
        <p role="status" className="text-muted">
          Wherever you were signed in, you are not any more.
        </p>
        <p>
          <DoorLink href="/sign-in">Sign in with the new one</DoorLink>
        </p>
      </Door>
    );
  }
  const another = (
    <p>
      <DoorLink href="/forgot-password">Ask for a new link</DoorLink>
    </p>
  );
  if (token === '') return <NotWhole title="Choose a new password">{another}</NotWhole>;
  return (
    <Door title="Choose a new password" below={another}>
      <Form onSubmit={(values) => run(values.exact('password'))}>
        <Field
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters."
          {...PASSWORD_RULE}
        />
        <Failure failure={failure} />
        <Submit pending={pending} disabled={token === null} wide>
          {pending ? 'Changing…' : 'Change my password'}
        </Submit>
      </Form>
    </Door>
  );
}
