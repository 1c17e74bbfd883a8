/** How a provider, or anything that speaks its protocol, is reached. */
export type ProviderSettings = { apiKey?: string; baseUrl?: string };
