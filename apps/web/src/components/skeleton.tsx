/** Stands where something will be, with its size, so that nothing jumps when it comes. */
export const Skeleton = ({ className }: { className: string }) => (
  <span
    aria-hidden="true"
    className={`block animate-pulse rounded bg-raised motion-reduce:animate-none ${className}`}
  />
);
