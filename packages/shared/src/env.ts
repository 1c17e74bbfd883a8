import { z } from 'zod';

/** What a variable is for, an example of it, and whether its value may ever be shown. */
export type VariableNotes = { doc: string; example: string; secret?: boolean };

export type EnvShape = Record<string, z.ZodType>;

/** Notes travel on the zod schema itself, so that the configuration table in the README is made from the source. */
export const variable = <T extends z.ZodType>(schema: T, notes: VariableNotes): T => schema.meta({ ...notes }) as T;

export const notesOf = (schema: z.ZodType): VariableNotes => {
  const notes = schema.meta() as Partial<VariableNotes> | undefined;
  return { doc: notes?.doc ?? '', example: notes?.example ?? '', secret: notes?.secret ?? false };
};

export class InvalidEnv extends Error {
  override name = 'InvalidEnv';
}

/** The environment, parsed once. Refuses with every wrong variable named, what is wrong, and an example. */
export function parseEnv<S extends EnvShape>(
  shape: S,
  env: Record<string, string | undefined>,
): z.infer<z.ZodObject<S>> {
  // An empty value in a .env file means "not set", as people expect of a template they have not filled in.
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data as z.infer<z.ZodObject<S>>;
  const lines = parsed.error.issues.map((issue) => describeIssue(shape, issue, given));
  throw new InvalidEnv(`Parley cannot start: the configuration is not right.\n${[...new Set(lines)].join('\n')}`);
}

function describeIssue(shape: EnvShape, issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0] ?? '?');
  const schema = shape[name];
  const problem = given[name] === undefined ? 'is not set' : issue.message;
  const example = schema ? notesOf(schema).example : '';
  return `  ${name}: ${problem}.${example ? ` Example: ${name}=${example}` : ''}`;
}

const EXAMPLE_VALUES = /change.?me|example|secret-here|your[-_]|placeholder|^(.)\1+$/i;

/** A secret that we define: long enough, and not the example from a page. */
export const secretSchema = (minLength = 32) =>
  z
    .string()
    .min(minLength, `is too short: use at least ${minLength} characters, for example from \`openssl rand -base64 33\``)
    .refine(
      (value) => !EXAMPLE_VALUES.test(value),
      'still has an example value: make your own with `openssl rand -base64 33`',
    );

export const portSchema = z.coerce.number('must be a port number').int().min(0).max(65_535);

export const postgresUrlSchema = z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must be a Postgres address');
