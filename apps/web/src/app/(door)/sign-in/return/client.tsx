'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useFreshStart } from '../../../../api/use-me.ts';
import { Failure } from '../../../../components/failure.tsx';
import { takeNext } from '../../../../view/kept-next.ts';
import { type ProviderAnswer, providerAnswerFrom } from '../../../../view/provider-answer.ts';
import { Door, DoorLink } from '../../door.tsx';
import { SecondFactor } from '../second-factor.tsx';

/** Back from Google or Microsoft: finishes the sign-in as soon as the page runs, once. */
export function Return() {
  const router = useRouter();
  const startFresh = useFreshStart();
  const [asksForCode, setAsksForCode] = useState(false);
  const enter = async () => {
    await startFresh();
    router.replace(takeNext('/welcome'));
  };
  const { run, failure } = useChange((body: ProviderAnswer) => api.finishProviderSignIn({ body }), {
    onDone: ({ two_factor }) => (two_factor ? setAsksForCode(true) : enter()),
  });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const answer = providerAnswerFrom(location.hash);
    // It works once: out of the address and of the history with it.
    history.replaceState(history.state, '', location.pathname);
    if (answer) run(answer);
    else router.replace('/sign-in');
  }, [run, router]);

  if (asksForCode) return <SecondFactor onDone={enter} onBack={() => router.replace('/sign-in')} />;
  return (
    <Door
      title={failure ? 'You are not signed in' : 'Signing in…'}
      below={
        failure && (
          <p>
            <DoorLink href="/sign-in">Back to sign-in</DoorLink>
          </p>
        )
      }
    >
      {failure ? (
        <Failure failure={failure} />
      ) : (
        <p role="status" className="text-muted">
          One moment.
        </p>
      )}
    </Door>
  );
}
