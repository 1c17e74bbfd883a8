import type { ReactNode } from 'react';
import { SignedIn } from '../../../components/signed-in.tsx';

export default function SignedInLayout({ children }: { children: ReactNode }) {
  return <SignedIn>{children}</SignedIn>;
}
