/** How a provider, or anything that speaks its protocol, is reached. */
export type ProviderSettings = {
  apiKey?: string;
  baseUrl?: string;
  /** For addresses that an organisation has given: one that keeps to the outbound rules. */
  fetch?: typeof globalThis.fetch;
};
