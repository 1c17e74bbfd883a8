import Link from 'next/link';
import type { ReactNode } from 'react';

export type DoorProps = { title: string; children: ReactNode; below?: ReactNode };

export const Door = ({ title, children, below }: DoorProps) => (
  <>
    <div className="flex flex-col gap-4 rounded-lg border border-border bg-surface px-5 py-5 shadow-card">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      {children}
    </div>
    {below && <div className="mt-4 flex flex-col gap-1 px-5 text-muted">{below}</div>}
  </>
);

export const DoorLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="font-medium text-accent underline-offset-4 hover:underline">
    {children}
  </Link>
);

/** The link lost its token on the way: said before anybody fills in a form for nothing. */
export const NotWhole = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Door title={title} below={children}>
    <p className="text-muted">
      This address is not whole. Open the link in your letter again, or copy all of it into the address bar.
    </p>
  </Door>
);
