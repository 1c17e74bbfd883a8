'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { useFreshStart } from '../../../api/use-me.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { Door, DoorLink } from '../door.tsx';
import { Resend } from '../resend.tsx';
import { WithProvider } from '../with-provider.tsx';
import { SecondFactor } from './second-factor.tsx';

export function SignIn({ next }: { next: string }) {
  const router = useRouter();
  const startFresh = useFreshStart();
  const [asksForCode, setAsksForCode] = useState(false);
  const enter = async () => {
    await startFresh();
    router.replace(next);
  };
  if (asksForCode) return <SecondFactor onDone={enter} onBack={() => setAsksForCode(false)} />;
  return <Credentials next={next} onDone={enter} onCode={() => setAsksForCode(true)} />;
}

type CredentialsProps = { next: string; onDone: () => Promise<void>; onCode: () => void };

function Credentials({ next, onDone, onCode }: CredentialsProps) {
  const [email, setEmail] = useState('');
  const { run, pending, failure } = useChange(
    (password: string) => api.signIn({ body: { email: email.trim(), password } }),
    { onDone: ({ two_factor }) => (two_factor ? onCode() : onDone()) },
  );
  const below = (
    <>
      <p>
        New here? <DoorLink href={`/sign-up?next=${encodeURIComponent(next)}`}>Begin an account</DoorLink>
      </p>
      <p>
        <DoorLink href="/forgot-password">I forgot my password</DoorLink>
      </p>
    </>
  );
  return (
    <Door title="Sign in" below={below}>
      <WithProvider next={next} />
      <Form onSubmit={(values) => run(values.exact('password'))}>
        <Field
          name="email"
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field name="password" label="Password" type="password" autoComplete="current-password" required />
        <Failure failure={failure} />
        {failure?.code === 'email_not_verified' && <Resend email={email.trim()} />}
        <Submit pending={pending} wide>
          {pending ? 'Signing in…' : 'Sign in'}
        </Submit>
      </Form>
    </Door>
  );
}
