'use client';

import { type MemberPermission, type Role, roleMay } from '@parley/shared/roles';
import { usePathname, useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useMe } from '../api/use-me.ts';
import { signInHref } from '../view/next-path.ts';
import { LoadFailure } from './failure.tsx';
import { TableSkeleton } from './table.tsx';
import { WorksElsewhere } from './works-elsewhere.tsx';

export type Session = {
  userId: string;
  orgId: string;
  orgName: string;
  role: Role;
  may: (permission: MemberPermission) => boolean;
};

const SessionContext = createContext<Session | null>(null);

/** Who looks at the page; pages under `SignedIn` have it always. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a page that needs someone signed in stands outside of SignedIn');
  return session;
}

/** Its children are shown to members only; others are led to where they become one. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { me, failure, readNow } = useMe();
  const path = usePathname();
  const router = useRouter();
  const goTo = me === null ? signInHref(path) : me && !me.active ? '/welcome' : null;
  useEffect(() => {
    if (goTo) router.replace(goTo);
  }, [goTo, router]);
  if (me === undefined && failure) {
    return <LoadFailure title="Who you are cannot be read." failure={failure} onRetry={readNow} />;
  }
  const shown = me?.organisations.find(({ id }) => id === me.shown);
  if (!me?.active || !shown) return <TableSkeleton what="who you are" />;
  const { id: orgId, name: orgName, role } = shown;
  const session: Session = { userId: me.user.id, orgId, orgName, role, may: (permission) => roleMay(role, permission) };
  return (
    // Begun anew in another organisation: no half-filled form or open dialog is taken there.
    <SessionContext key={orgId} value={session}>
      {children}
      {me.active.organisation_id !== orgId && <WorksElsewhere me={me} />}
    </SessionContext>
  );
}
