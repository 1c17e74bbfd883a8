import Link from 'next/link';
import type { ReactNode } from 'react';

/** For who has only ever signed in with Google or Microsoft: said before a form asks for what they have not. */
export const NoPasswordYet = ({ children }: { children: ReactNode }) => (
  <p className="text-muted">
    You sign in with another account, and have no password here yet. {children} To choose one,{' '}
    <Link href="/forgot-password" className="text-accent underline underline-offset-2">
      let us send you a link
    </Link>
    .
  </p>
);
