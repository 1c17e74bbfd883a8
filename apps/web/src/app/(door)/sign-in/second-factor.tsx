'use client';

import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { Button, Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { Door } from '../door.tsx';

type SecondFactorProps = { onDone: () => Promise<void>; onBack: () => void };

export function SecondFactor({ onDone, onBack }: SecondFactorProps) {
  const [recovery, setRecovery] = useState(false);
  const verify = recovery ? api.verifyBackupCode : api.verifyTotp;
  const { run, pending, failure, reset } = useChange((code: string) => verify({ body: { code } }), { onDone });
  const other = () => {
    reset();
    setRecovery(!recovery);
  };
  return (
    <Door title={recovery ? 'Your recovery code' : 'Your code'}>
      <Form onSubmit={(values) => run(values.text('code'))}>
        <Field
          key={String(recovery)}
          name="code"
          label={recovery ? 'Recovery code' : 'Code from your authenticator app'}
          hint={recovery ? 'Each one works once.' : 'Six digits; they change every 30 seconds.'}
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          minLength={6}
          required
          autoFocus
        />
        <Failure failure={failure} />
        <Submit pending={pending} wide>
          {pending ? 'Signing in…' : 'Sign in'}
        </Submit>
      </Form>
      <div className="flex flex-wrap gap-2">
        <Button kind="quiet" onClick={other}>
          {recovery ? 'Use the authenticator app' : 'Use a recovery code'}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          Begin again
        </Button>
      </div>
    </Door>
  );
}
