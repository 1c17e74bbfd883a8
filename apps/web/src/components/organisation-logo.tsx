export type OrganisationLogoProps = { name: string; url: string | null; large?: boolean };

/** Beside its name, which says the same: nothing is read out. Its first letter stands where it has none. */
export function OrganisationLogo({ name, url, large }: OrganisationLogoProps) {
  const size = large ? 'size-14 text-xl' : 'size-8 text-sm';
  const shape = `${size} shrink-0 rounded-md border border-border bg-surface`;
  if (!url) {
    return (
      <span aria-hidden="true" className={`${shape} inline-flex items-center justify-center font-semibold text-muted`}>
        {[...name][0]?.toUpperCase()}
      </span>
    );
  }
  // biome-ignore lint/performance/noImgElement: small, immutable, and from our own api; there is nothing to optimise.
  return <img src={url} alt="" className={`${shape} object-contain`} />;
}
