import { type EnvShape, notesOf } from '@parley/shared/env';
import { tracingEnvShape } from '@parley/telemetry/tracing-env';
import { shape as api } from '../../../../apps/api/src/config/env.ts';
import { shape as slackbot } from '../../../../apps/slackbot/src/config/env.ts';
import { shape as web } from '../../../../apps/web/src/config/env.ts';
import { shape as worker } from '../../../../apps/worker/src/config/env.ts';
import { launcherShape } from './launcher-shape.ts';

export const SHAPES: Record<string, EnvShape> = {
  launcher: launcherShape,
  api,
  worker,
  slackbot,
  web,
  tracing: tracingEnvShape,
};

export type VariableEntry = {
  name: string;
  doc: string;
  example: string;
  secret: boolean;
  usedBy: string[];
  /** The process refuses to start without it. */
  required: boolean;
  /** As it would stand in the environment; null when there is none. */
  fallback: string | null;
  /** What is wrong with a value, in words; null when nothing is. */
  problemWith(value: string): string | null;
};

/** Every variable that Parley reads, once, in the order in which the processes name them. */
export function allVariables(shapes: Record<string, EnvShape> = SHAPES): VariableEntry[] {
  const entries = new Map<string, VariableEntry>();
  for (const [user, shape] of Object.entries(shapes)) {
    for (const [name, schema] of Object.entries(shape)) {
      const known = entries.get(name);
      if (known) known.usedBy.push(user);
      else entries.set(name, describe(name, schema, user));
    }
  }
  return [...entries.values()];
}

function describe(name: string, schema: EnvShape[string], user: string): VariableEntry {
  const { doc, example, secret = false } = notesOf(schema);
  const unset = schema.safeParse(undefined);
  const fallback = unset.success && unset.data !== undefined ? String(unset.data) : null;
  const problemWith = (value: string) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'is not right');
  };
  return { name, doc, example, secret, usedBy: [user], required: !unset.success, fallback, problemWith };
}
