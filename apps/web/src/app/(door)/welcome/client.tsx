'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { type Me, useMe } from '../../../api/use-me.ts';
import { LoadFailure } from '../../../components/failure.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { signInHref } from '../../../view/next-path.ts';
import { Door } from '../door.tsx';
import { ChooseOrganisation } from './choose-organisation.tsx';
import { FirstOrganisation } from './first-organisation.tsx';

const START = '/members';

/** Where someone who has signed in finds an organisation to work in. */
export function Welcome({ another }: { another: boolean }) {
  const { me, failure, readNow } = useMe();
  const router = useRouter();
  const goTo = whereTo(me, another);
  useEffect(() => {
    if (goTo) router.replace(goTo);
  }, [goTo, router]);
  if (failure && me === undefined) {
    return <LoadFailure title="Who you are cannot be read." failure={failure} onRetry={readNow} />;
  }
  if (!me || goTo) return <WelcomeSkeleton />;
  if (!another && me.organisations.length > 0) return <ChooseOrganisation organisations={me.organisations} />;
  return <FirstOrganisation first={me.organisations.length === 0} onDone={() => router.replace(START)} />;
}

function whereTo(me: Me | null | undefined, another: boolean): string | null {
  if (me === null) return signInHref('/welcome');
  return me?.active && !another ? START : null;
}

const WelcomeSkeleton = () => (
  <Door title="One moment">
    <Skeleton className="h-9 w-full" />
    <Skeleton className="h-9 w-full" />
  </Door>
);
