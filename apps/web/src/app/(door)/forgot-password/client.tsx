'use client';

import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { CheckMail } from '../check-mail.tsx';
import { Door, DoorLink } from '../door.tsx';

export function ForgotPassword({ mailUrl }: { mailUrl: string | null }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, failure } = useChange(async (email: string) => {
    await api.requestPasswordReset({ body: { email } });
    setSentTo(email);
  });
  if (sentTo !== null) {
    return (
      <CheckMail email={sentTo} mailUrl={mailUrl}>
        If there is an account with this address, a letter with a link is on its way to
      </CheckMail>
    );
  }
  return (
    <Door
      title="Choose a new password"
      below={
        <p>
          <DoorLink href="/sign-in">Back to sign-in</DoorLink>
        </p>
      }
    >
      <p className="text-muted">We send a link to your address; with it you choose a new one.</p>
      <Form onSubmit={(values) => run(values.text('email'))}>
        <Field name="email" label="Email" type="email" autoComplete="username" required />
        <Failure failure={failure} />
        <Submit pending={pending} wide>
          {pending ? 'Sending…' : 'Send me the link'}
        </Submit>
      </Form>
    </Door>
  );
}
