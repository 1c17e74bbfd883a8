/** As in the contract: a test holds the two together. */
export const TEXT_MAX = 4_000;
