'use client';

import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';

/** Another letter that confirms an address. */
export function Resend({ email }: { email: string }) {
  const { run, pending, answer, failure } = useChange(() => api.sendVerificationEmail({ body: { email } }));
  return (
    <>
      <Failure failure={failure} />
      <Button onClick={() => run(undefined)} disabled={pending}>
        <span role="status">{answer ? 'Sent. Send another one' : 'Send another letter'}</span>
      </Button>
    </>
  );
}
