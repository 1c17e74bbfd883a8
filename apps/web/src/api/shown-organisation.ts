/** The organisation that this tab shows, which every call names; null: none yet, or another is being gone to. */
let shown: string | null = null;

export const shownOrganisation = {
  get: () => shown,
  set(orgId: string | null) {
    shown = orgId;
  },
};
