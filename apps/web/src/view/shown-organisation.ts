type Facts = {
  active: { organisation_id: string } | null;
  organisations: readonly { id: string }[];
};

/** What a tab goes on showing: what it showed, while its person belongs there; else where the session works. */
export function stillShown(shown: string | null, { active, organisations }: Facts): string | null {
  const here = organisations.some(({ id }) => id === shown);
  return here ? shown : (active?.organisation_id ?? null);
}
