import Link from 'next/link';

export type PageAboveProps = { href: string; name: string };

/** The way back to the list that a page is one of. */
export const PageAbove = ({ href, name }: PageAboveProps) => (
  <p className="mb-1">
    <Link href={href} className="text-muted underline-offset-4 hover:underline">
      ← {name}
    </Link>
  </p>
);
