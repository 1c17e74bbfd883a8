import Link from 'next/link';

const SHAPE =
  'inline-flex h-7 items-center rounded-md px-2 text-muted text-xs transition-colors hover:bg-raised hover:text-text aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-text';

/** A list of what is to be done shows what is still to be done, or all of it; the address says which. */
export const ShowChoice = ({ path, open, all }: { path: string; open: string; all: boolean }) => (
  <nav aria-label="Show" className="flex gap-1">
    <Link href={path} replace prefetch={false} aria-current={all ? undefined : 'true'} className={SHAPE}>
      {open}
    </Link>
    <Link href={`${path}?show=all`} replace prefetch={false} aria-current={all ? 'true' : undefined} className={SHAPE}>
      All
    </Link>
  </nav>
);
