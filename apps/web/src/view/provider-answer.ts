export type ProviderAnswer = { provider: 'google' | 'microsoft'; code: string; state: string };

/** What a provider sent back, in the part of the address that no server sees. Null: this page was not come to that way. */
export function providerAnswerFrom(hash: string): ProviderAnswer | null {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const provider = given.get('provider');
  if (provider !== 'google' && provider !== 'microsoft') return null;
  return { provider, code: given.get('code') ?? '', state: given.get('state') ?? '' };
}
