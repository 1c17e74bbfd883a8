import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { Refusal } from '../refusal.ts';
import { writeJson } from './write-atomically.ts';

/** Made once per installation, so that no two share one and none stands in a page or in git. */
export type InstallationSecrets = {
  parleySecret: string;
  rolePasswords: Record<'parley_app' | 'parley_engine' | 'parley_auth' | 'parley_slackbot', string>;
  /** The street's: what the fake carrier and the fake Slack sign with. */
  twilioAuthToken: string;
  slackSigningSecret: string;
  slackBotToken: string;
  /** Of the sample clinic's owner; the start box shows it. */
  demoPassword: string;
};

const OWNER_ONLY = 0o600;

export function makeSecrets(random: (bytes: number) => Buffer): InstallationSecrets {
  const word = (bytes: number) => random(bytes).toString('base64url');
  return {
    parleySecret: word(36),
    rolePasswords: {
      parley_app: word(24),
      parley_engine: word(24),
      parley_auth: word(24),
      parley_slackbot: word(24),
    },
    twilioAuthToken: random(16).toString('hex'),
    slackSigningSecret: random(16).toString('hex'),
    slackBotToken: `xoxb-street-${word(18)}`,
    demoPassword: word(9),
  };
}

/** Those in the file, with whatever a newer version needs beside them made and added. */
export function installationSecrets(
  path: string,
  random: (bytes: number) => Buffer = randomBytes,
): InstallationSecrets {
  const kept = keptSecrets(path);
  const fresh = makeSecrets(random);
  const secrets = { ...fresh, ...kept, rolePasswords: { ...fresh.rolePasswords, ...kept.rolePasswords } };
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) writeJson(path, secrets, OWNER_ONLY);
  // Someone may have copied the folder with wider permissions.
  chmodSync(path, OWNER_ONLY);
  return secrets;
}

export function keptSecrets(path: string): Partial<InstallationSecrets> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Partial<InstallationSecrets>;
  } catch {
    throw new Refusal(`${path} is not readable as JSON. Restore it, or remove everything with: pnpm reset`);
  }
}
