'use client';

import { useId } from 'react';
import { type Me, useMe } from '../api/use-me.ts';
import { useSignOut } from '../api/use-sign-out.ts';
import { initialsOf, ROLE_NAME } from '../view/people.ts';
import { Button, ButtonLink } from './button.tsx';
import { Skeleton } from './skeleton.tsx';

export function AccountMenu() {
  const { me, failure } = useMe();
  if (me) return <SignedInMenu me={me} />;
  if (me === undefined && !failure) return <Skeleton className="size-8 rounded-full" />;
  return me === null ? <ButtonLink href="/sign-in">Sign in</ButtonLink> : null;
}

/** A native popover: the browser itself closes it with Escape or a press elsewhere. */
function SignedInMenu({ me }: { me: Me }) {
  const panel = useId();
  return (
    <>
      <button
        type="button"
        aria-label={`Account of ${me.user.name}`}
        popoverTarget={panel}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-full border border-border-strong bg-raised font-medium text-xs"
      >
        {initialsOf(me.user.name)}
      </button>
      <div
        id={panel}
        popover="auto"
        className="fixed inset-auto top-13 right-4 w-64 max-w-[calc(100vw-2rem)] rounded-lg border border-border bg-surface p-4 text-text shadow-card md:right-8"
      >
        <WhoIAm me={me} />
        <div className="flex flex-col gap-2">
          {me.active && <ButtonLink href="/account">Account</ButtonLink>}
          <SignOut />
        </div>
      </div>
    </>
  );
}

const WhoIAm = ({ me: { user, active } }: { me: Me }) => (
  <div className="wrap-anywhere mb-4">
    <p className="font-medium">{user.name}</p>
    <p className="text-muted">{user.email}</p>
    {active && <p className="text-muted">{ROLE_NAME[active.role]}</p>}
  </div>
);

function SignOut() {
  const { run, pending } = useSignOut();
  return (
    <Button onClick={run} disabled={pending}>
      {pending ? 'Signing out…' : 'Sign out'}
    </Button>
  );
}
