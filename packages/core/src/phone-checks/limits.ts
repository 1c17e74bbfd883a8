const MINUTE = 60_000;

export const PHONE_CHECKS = {
  goodForMs: 10 * MINUTE,
  maxTries: 5,
  /** So many codes are sent: to one number, for one contact, and by one organisation. Texts cost, and annoy. */
  perNumber: { most: 3, withinMs: 60 * MINUTE },
  perContact: { most: 5, withinMs: 24 * 60 * MINUTE },
  perOrganisation: { most: 200, withinMs: 60 * MINUTE },
  /** Longer than any of these reaches back. */
  keptMs: 25 * 60 * MINUTE,
} as const;
