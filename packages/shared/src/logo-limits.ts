/** Small enough to stand in a table and to be sent with every page. */
export const LOGO_LIMITS = { maxBytes: 256 * 1024, minSide: 16, maxSide: 2_048 } as const;
