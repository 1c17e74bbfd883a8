'use client';

import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { signInHref } from '../../../view/next-path.ts';
import { PASSWORD_RULE } from '../../../view/password.ts';
import { CheckMail } from '../check-mail.tsx';
import { Door, DoorLink } from '../door.tsx';
import { Resend } from '../resend.tsx';
import { WithProvider } from '../with-provider.tsx';

export function SignUp({ next, mailUrl }: { next: string; mailUrl: string | null }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, failure } = useChange(async (body: { name: string; email: string; password: string }) => {
    await api.signUp({ body });
    setSentTo(body.email);
  });
  if (sentTo !== null) {
    return (
      <CheckMail email={sentTo} mailUrl={mailUrl} again={<Resend email={sentTo} />}>
        To begin, confirm your address with the letter that we sent to
      </CheckMail>
    );
  }
  return (
    <Door
      title="Begin an account"
      below={
        <p>
          You have one? <DoorLink href={signInHref(next)}>Sign in</DoorLink>
        </p>
      }
    >
      <WithProvider next={next} />
      <Form
        onSubmit={(values) =>
          run({ name: values.text('name'), email: values.text('email'), password: values.exact('password') })
        }
      >
        <Field name="name" label="Your name" autoComplete="name" maxLength={80} required />
        <Field name="email" label="Email" type="email" autoComplete="username" maxLength={254} required />
        <Field
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters. Some words in a row are easier to keep than signs."
          {...PASSWORD_RULE}
        />
        <Failure failure={failure} />
        <Submit pending={pending} wide>
          {pending ? 'Beginning…' : 'Begin'}
        </Submit>
      </Form>
    </Door>
  );
}
