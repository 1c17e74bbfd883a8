'use client';

import { useRouter } from 'next/navigation';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { useFreshStart, useMe } from '../../../api/use-me.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../components/failure.tsx';
import { Form } from '../../../components/form.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { signInHref } from '../../../view/next-path.ts';
import { Door, DoorLink, NotWhole } from '../door.tsx';
import { useKeptToken } from './use-kept-token.ts';

/** Opening the link accepts nothing: mail programs open links too. */
export function AcceptInvitation() {
  const { me, failure, readNow } = useMe();
  const { token, forget } = useKeptToken();
  if (failure && me === undefined) {
    return <LoadFailure title="Who you are cannot be read." failure={failure} onRetry={readNow} />;
  }
  if (me === undefined || token === null)
    return (
      <Door title="Invitation">
        <Skeleton className="h-9 w-full" />
      </Door>
    );
  if (token === '') return <NotWhole title="Invitation" />;
  return me === null ? <WhoAreYou /> : <Join token={token} email={me.user.email} onJoined={forget} />;
}

const WhoAreYou = () => (
  <Door title="You are invited">
    <p className="text-muted">
      Sign in with the address that the letter was sent to, or begin an account with it. After confirming a new address,
      open the letter’s link once more.
    </p>
    <div className="flex gap-6">
      <DoorLink href={signInHref('/invitation')}>Sign in</DoorLink>
      <DoorLink href={`/sign-up?next=${encodeURIComponent('/invitation')}`}>Begin an account</DoorLink>
    </div>
  </Door>
);

type JoinProps = { token: string; email: string; onJoined: () => void };

function Join({ token, email, onJoined }: JoinProps) {
  const router = useRouter();
  const startFresh = useFreshStart();
  const { run, pending, failure } = useChange(() => api.acceptInvitation({ body: { token } }), {
    onDone: async () => {
      await startFresh();
      router.replace('/members');
      onJoined();
    },
  });
  return (
    <Door
      title="You are invited"
      below={
        <p>
          <DoorLink href="/members">Not now</DoorLink>
        </p>
      }
    >
      <p className="wrap-anywhere text-muted">
        You are signed in as <strong className="font-medium text-text">{email}</strong>. The invitation is for the
        address that the letter was sent to.
      </p>
      <Form onSubmit={() => run(undefined)}>
        <Failure failure={failure} />
        <Submit pending={pending} wide>
          {pending ? 'Joining…' : 'Join'}
        </Submit>
      </Form>
    </Door>
  );
}
