import { redactText } from './redact.ts';

/** One thing a process needs. `detail` says how it is; when it is not well, also what to do. */
export type Check = { name: string; ok: boolean; detail: string };

export type VersionFacts = { version: string; commit: string; startedAt: Date };

export type OpsAnswer = { status: 200 | 503; body: object };

/** The process answers: it looks at nothing else, so that an ill database never gets a healthy process restarted. */
export const alive = (): OpsAnswer => ({ status: 200, body: { status: 'ok' } });

/** Whether to send work here. */
export function readiness(checks: readonly Check[]): OpsAnswer {
  const shown = checks.map((check) => ({ ...check, detail: redactText(check.detail) }));
  const failing = shown.filter((check) => !check.ok);
  if (failing.length === 0) return { status: 200, body: { status: 'ready', checks: shown } };
  const message = failing.map(({ name, detail }) => `${name}: ${detail}`).join(' ');
  return { status: 503, body: { status: 'not_ready', message, checks: shown } };
}

export const versionAnswer = ({ version, commit, startedAt }: VersionFacts): OpsAnswer => ({
  status: 200,
  body: { version, commit, startedAt: startedAt.toISOString(), node: process.version },
});
