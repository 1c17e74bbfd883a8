import type { Mode } from '@parley/shared/contract/status';
import { InvalidEnv } from '@parley/shared/env';

export type ModeFacts = { mode: Mode; host: string; publicUrl: string | null };

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

export const isLoopback = (host: string): boolean => LOOPBACK_NAME.test(host.toLowerCase());

const isLoopbackUrl = (url: string): boolean => isLoopback(new URL(url).hostname);

/** What a mode does not allow, in words; null when all is well. */
export function badMode({ mode, host, publicUrl }: ModeFacts): string | null {
  if (mode === 'demo' && publicUrl && !isLoopbackUrl(publicUrl)) {
    return `  PARLEY_PUBLIC_URL: demo mode runs on this machine only, but ${publicUrl} is a public address. Set PARLEY_MODE=production, or remove PARLEY_PUBLIC_URL.`;
  }
  if (mode === 'demo' && !isLoopback(host)) {
    return `  HOST: demo mode runs on this machine only, but ${host} can be reached from elsewhere. Set PARLEY_MODE=production, or HOST=127.0.0.1.`;
  }
  if (mode === 'production' && publicUrl?.startsWith('http:') && !isLoopbackUrl(publicUrl)) {
    return `  PARLEY_PUBLIC_URL: ${publicUrl} is not encrypted. In production it must begin with https://, except on this machine itself.`;
  }
  return null;
}

export function refuseBadMode(facts: ModeFacts): void {
  const problem = badMode(facts);
  if (problem) throw new InvalidEnv(`Parley cannot start: the mode and the configuration do not fit.\n${problem}`);
}
