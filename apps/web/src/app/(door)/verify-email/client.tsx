'use client';

import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Form } from '../../../components/form.tsx';
import { useToken } from '../../../view/use-token.ts';
import { Door, DoorLink, NotWhole } from '../door.tsx';

/** Opening the link confirms nothing: mail programs open links too. */
export function VerifyEmail() {
  const token = useToken();
  const { run, pending, failure, answer } = useChange(() => api.verifyEmail({ body: { token: token ?? '' } }));
  if (answer) {
    return (
      <Door title="Your address is confirmed">
        <p role="status" className="text-muted">
          You can use your account now.
        </p>
        <p>
          <DoorLink href="/sign-in">Sign in</DoorLink>
        </p>
      </Door>
    );
  }
  const back = (
    <p>
      <DoorLink href="/sign-in">Back to sign-in</DoorLink>
    </p>
  );
  if (token === '') return <NotWhole title="Confirm your address">{back}</NotWhole>;
  return (
    <Door title="Confirm your address" below={back}>
      <p className="text-muted">One press, and your account is ready.</p>
      <Form onSubmit={() => run(undefined)}>
        <Failure failure={failure} />
        {failure && <p className="text-muted">Signing in offers to send another letter.</p>}
        <Submit pending={pending} disabled={token === null} wide>
          {pending ? 'Confirming…' : 'Confirm my address'}
        </Submit>
      </Form>
    </Door>
  );
}
